package dev.execsession.process;

import dev.execsession.text.WordList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Derives the environment of executors and checks from the tool's own, without variables of the
 * surrounding CI step, agent, git command or launcher.
 */
public final class ChildEnvironment {
  /**
   * Written by the launcher when it had to force a UTF-8 locale: {@code unset}, or {@code =} and
   * the value of {@code LC_ALL}.
   */
  public static final String ORIGINAL_LC_ALL = "EXEC_SESSION_ORIGINAL_LC_ALL";

  /** Files through which a child could control the CI job, and marks of a surrounding agent. */
  private static final Set<String> SURROUNDINGS =
      WordList.of(
          "GITHUB_ENV GITHUB_OUTPUT GITHUB_PATH GITHUB_STATE GITHUB_STEP_SUMMARY "
              + String.join(" ", CallingAgent.marks()));

  /** The variables that git itself drops for a child in another repository. */
  private static final Set<String> GIT_LOCAL =
      WordList.of(
          "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT "
              + "GIT_CONFIG_PARAMETERS GIT_DIR GIT_GRAFT_FILE GIT_IMPLICIT_WORK_TREE "
              + "GIT_INDEX_FILE GIT_INTERNAL_SUPER_PREFIX GIT_NO_REPLACE_OBJECTS "
              + "GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE "
              + "GIT_WORK_TREE");

  /** Variables for one block's executor; a nested session sets its own. */
  private static final Set<String> SESSION =
      Set.of(
          "EXEC_SESSION_ID",
          "EXEC_SESSION_PLAN",
          "EXEC_SESSION_BLOCK",
          "EXEC_SESSION_BRIEF",
          "EXEC_SESSION_RESULT",
          "EXEC_SESSION_ROOT",
          "EXEC_SESSION_ATTEMPT",
          Command.COOKIE);

  private ChildEnvironment() {}

  /** Returns a child's environment, sorted by name. */
  public static Map<String, String> of(Map<String, String> own) {
    Map<String, String> child = new TreeMap<>();
    own.forEach(
        (name, value) -> {
          if (!isDropped(name)) {
            child.put(name, value);
          }
        });
    String locale = own.getOrDefault(ORIGINAL_LC_ALL, "");
    if (locale.equals("unset")) {
      child.remove("LC_ALL");
    } else if (locale.startsWith("=")) {
      child.put("LC_ALL", locale.substring(1));
    }
    return child;
  }

  private static boolean isDropped(String name) {
    return SURROUNDINGS.contains(name)
        || GIT_LOCAL.contains(name)
        || SESSION.contains(name)
        || name.startsWith("GIT_CONFIG_KEY_")
        || name.startsWith("GIT_CONFIG_VALUE_")
        || name.startsWith("EXEC_SESSION_ORIGINAL_")
        || name.startsWith("EXEC_SESSION_LAUNCHER_")
        || name.startsWith("JAVA_MAIN_CLASS_");
  }
}
