package dev.execsession.verify;

import dev.execsession.report.Verification.Counts;
import java.util.ArrayList;
import java.util.List;

/** Formats the verdict: {@code inside 14, generated 4, tracking 4, outside 0, 3 declared …}. */
final class VerdictLine {
  private VerdictLine() {}

  static String of(Counts counts, int untouched, int dependencies, boolean lacksDocs) {
    List<String> parts = new ArrayList<>(List.of("inside " + counts.inside()));
    add(parts, "lock files", counts.lockFile());
    add(parts, "generated", counts.generated());
    add(parts, "tracking", counts.tracking());
    parts.add("outside " + counts.outside());
    if (dependencies > 0) {
      parts.add(
          dependencies + " undeclared " + (dependencies == 1 ? "dependency" : "dependencies"));
    }
    if (lacksDocs) {
      parts.add("documentation missing");
    }
    if (untouched > 0) {
      parts.add(untouched + " declared " + (untouched == 1 ? "entry" : "entries") + " untouched");
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String name, int count) {
    if (count > 0) {
      parts.add(name + " " + count);
    }
  }
}
