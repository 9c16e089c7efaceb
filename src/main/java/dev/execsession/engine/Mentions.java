package dev.execsession.engine;

import dev.execsession.plan.Block;
import java.util.ArrayList;
import java.util.List;

/** Whether a block's own text names a path in full. */
final class Mentions {
  private Mentions() {}

  /** Returns whether the block's title, goal, steps, script or include names the path. */
  static boolean lists(Block block, String path) {
    return block.include().stream().anyMatch(entry -> entry.pattern().equals(path))
        || texts(block).stream().anyMatch(text -> names(text, path));
  }

  private static List<String> texts(Block block) {
    List<String> texts = new ArrayList<>(List.of(block.title()));
    if (block.goal() != null) {
      texts.add(block.goal());
    }
    block
        .steps()
        .forEach(
            step -> {
              texts.add(step.text());
              texts.addAll(step.details());
            });
    texts.addAll(block.run());
    return texts;
  }

  private static boolean names(String text, String path) {
    // A bare name such as `notes` may be an ordinary word.
    boolean isPlain = path.indexOf('/') < 0 && path.indexOf('.') < 0;
    for (int at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
      int end = at + path.length();
      boolean whole =
          isPlain
              ? text.startsWith("`", at - 1) && text.startsWith("`", end)
              : begins(text, at) && ends(text, end);
      if (whole) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String text, int at) {
    int start = text.startsWith("./", at - 2) ? at - 2 : at;
    return start == 0 || !isPartOfPath(text.charAt(start - 1));
  }

  /** A period that ends a sentence does not belong to the path. */
  private static boolean ends(String text, int end) {
    int next = text.startsWith(".", end) ? end + 1 : end;
    return next >= text.length() || !isPartOfPath(text.charAt(next));
  }

  private static boolean isPartOfPath(char c) {
    return Character.isLetterOrDigit(c) || "_-./".indexOf(c) >= 0;
  }
}
