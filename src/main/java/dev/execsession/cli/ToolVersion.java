package dev.execsession.cli;

import java.util.Objects;

/** Knows the version that this program was packaged as. */
final class ToolVersion {
  private ToolVersion() {}

  /** Returns {@code 1.0.0}, or {@code dev} when it was not packaged. */
  static String number() {
    return Objects.requireNonNullElse(
        ToolVersion.class.getPackage().getImplementationVersion(), "dev");
  }
}
