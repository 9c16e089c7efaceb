package dev.execsession.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds fences that contain others without being longer: Markdown ends the outer one at the end of
 * the inner one, which is not what the author meant.
 */
final class NestedFences {
  private static final Pattern FENCE = Pattern.compile("^(?<sign>`{3,}|~{3,})(?<info>[^`]*)$");

  /** The lines of a fence, from its first to its last; {@code last} is 0 when it never ends. */
  record Lines(int first, int last) {}

  private record Open(char sign, int length, int line) {}

  private NestedFences() {}

  /** Returns the outer fences, and the one that never ends, if any, at the end. */
  static List<Lines> of(PlanText text) {
    List<Lines> found = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int deepest = 0;
    for (int number = 1; number <= text.lines(); number++) {
      Matcher fence = FENCE.matcher(text.line(number).strip());
      if (!fence.matches()) {
        continue;
      }
      Open here = new Open(fence.group("sign").charAt(0), fence.group("sign").length(), number);
      boolean plain = fence.group("info").isBlank();
      Open top = open.peek();
      if (top == null) {
        open.push(here);
        deepest = 1;
      } else if (here.sign() == top.sign() && here.length() >= top.length()) {
        if (!plain) {
          open.push(here);
          deepest = Math.max(deepest, open.size());
        } else {
          open.pop();
          if (open.isEmpty() && deepest > 1) {
            found.add(new Lines(top.line(), number));
          }
        }
      }
    }
    if (!open.isEmpty()) {
      found.add(new Lines(open.peekLast().line(), 0));
    }
    return found;
  }
}
