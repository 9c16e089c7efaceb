package dev.execsession.guard;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Notes each answer of the hook in a file next to the executor's result file, so that a hook that
 * is installed but never called is noticed. That folder is writable in the executor's sandbox.
 */
final class HookCalls {
  static final String NAME = "guard-calls";
  static final String CALL = "call";
  static final String VETO = "veto";

  /** Takes the place of an id. */
  static final String NO_ID = "-";

  private static final int LONGEST_ID = 100;

  private HookCalls() {}

  /**
   * Adds an answer as one line, in one write: hooks run at the same time. Failures are ignored,
   * since the answer is more important.
   *
   * @param id the id of the tool's call; null if the agent has none
   * @param veto the reason on one line; null if the call was allowed
   */
  static void add(ActiveBlock block, @Nullable String id, @Nullable String veto) {
    if (block.result().isEmpty()) {
      return;
    }
    String name = isPlainId(id) ? id : NO_ID;
    String line = veto == null ? CALL + " " + name : VETO + " " + name + " " + veto;
    try {
      HookLines.add(Path.of(block.result()).resolveSibling(NAME), line);
    } catch (IOException | RuntimeException e) {
      // The answer does not depend on it.
    }
  }

  private static boolean isPlainId(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char letter = id.charAt(i);
      if (letter <= ' ' || letter > '~') {
        return false;
      }
    }
    return true;
  }
}
