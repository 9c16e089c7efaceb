package dev.execsession.ci;

/** How much a finding matters, the worst first, with its names in each format. */
public enum Level {
  ERROR("error", "error", "major"),
  WARNING("warning", "warning", "minor"),
  NOTICE("notice", "note", "info");

  private final String command;
  private final String sarif;
  private final String severity;

  Level(String command, String sarif, String severity) {
    this.command = command;
    this.sarif = sarif;
    this.severity = severity;
  }

  /** Returns the name of GitHub's workflow command. */
  String command() {
    return command;
  }

  String sarif() {
    return sarif;
  }

  /** Returns the severity in GitLab's code quality. */
  String severity() {
    return severity;
  }
}
