package dev.execsession.report;

import org.jspecify.annotations.Nullable;

/**
 * Where a report's session is kept and what its reader does next.
 *
 * @param sessionFolder the session's folder as the user would name it, {@code
 *     .git/exec-session/20261122-120000-1f3a}; logs and cases are named below it
 * @param next the command that comes next; absent when it follows from the session's state
 */
public record ReportPlace(String sessionFolder, @Nullable String next) {

  /** Returns the name of a file of the session for a reader outside of its folder. */
  String file(String name) {
    return name.startsWith("/") ? name : sessionFolder + "/" + name;
  }
}
