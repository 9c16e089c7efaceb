package dev.execsession.report;

import dev.execsession.json.Json;

/** Writes a report as one JSON document. */
public final class JsonReport {
  private JsonReport() {}

  /** Returns indented JSON that ends in a line feed, in the format of {@code docs/json.md}. */
  public static String render(SessionReport report) {
    return Json.pretty(report);
  }
}
