package dev.execsession.bench;

import java.util.Map;
import java.util.Objects;

/** Figures by the names of their commands. */
final class Figures {
  private Figures() {}

  static Measured of(Map<String, Measured> medians, String name) {
    return Objects.requireNonNull(medians.get(name), name);
  }
}
