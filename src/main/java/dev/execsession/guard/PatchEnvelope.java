package dev.execsession.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the patches of Codex: {@code *** Begin Patch}, files with their changes, {@code *** End
 * Patch}.
 */
final class PatchEnvelope {
  private static final String BEGIN = "*** Begin Patch";
  private static final List<String> NAMING =
      List.of("*** Add File:", "*** Update File:", "*** Delete File:", "*** Move to:");

  private PatchEnvelope() {}

  /** Returns whether a shell command contains such a patch. */
  static boolean isIn(String command) {
    return command.contains(BEGIN)
        && (command.contains("apply_patch") || command.contains("applypatch"));
  }

  /** Returns every path that the patch names, in order. */
  static List<String> paths(String text) {
    List<String> paths = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String start = line.strip();
      for (String word : NAMING) {
        if (start.startsWith(word)) {
          paths.add(start.substring(word.length()).strip());
        }
      }
    }
    return paths;
  }
}
