package dev.execsession.report;

import dev.execsession.json.Json;

/** Writes a report as one JSON document. */
public final class JsonReport {
  private JsonReport() {}

  /** Returns the document, indented and ending in a line feed; its shape is in docs/json.md. */
  public static String render(SessionReport report) {
    return Json.pretty(report);
  }
}
