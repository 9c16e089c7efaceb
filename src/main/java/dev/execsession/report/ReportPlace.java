package dev.execsession.report;

import org.jspecify.annotations.Nullable;

/**
 * The location of a session, the next command, and what else its report shows.
 *
 * @param sessionFolder the session's folder as the user would name it, {@code
 *     .git/exec-session/20261122-120000-1f3a}
 * @param next absent when it follows from the session's state
 */
public record ReportPlace(String sessionFolder, @Nullable String next, ReportSources sources) {

  /** Returns the path of a session file, or of an earlier session's, as the user would name it. */
  String file(String name) {
    if (name.startsWith("/")) {
      return name;
    }
    return name.startsWith("../")
        ? sessionFolder.substring(0, sessionFolder.lastIndexOf('/')) + name.substring(2)
        : sessionFolder + "/" + name;
  }
}
