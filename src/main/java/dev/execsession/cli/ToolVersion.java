package dev.execsession.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Knows the version that this program was packaged as. */
final class ToolVersion implements IVersionProvider {
  /** Gives {@code 1.0.0}, or {@code dev} when it was not packaged. */
  static String number() {
    return Objects.requireNonNullElse(
        ToolVersion.class.getPackage().getImplementationVersion(), "dev");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"exec-session " + number()};
  }
}
