package dev.execsession.cli;

import java.util.Objects;

/** The packaged version of this program. */
final class ToolVersion {
  private ToolVersion() {}

  /** Returns the version, {@code 1.0.0}, or {@code dev} if not packaged. */
  static String number() {
    return Objects.requireNonNullElse(
        ToolVersion.class.getPackage().getImplementationVersion(), "dev");
  }
}
