package dev.execsession.cli;

import dev.execsession.closeout.FileChange;
import dev.execsession.git.LineDiff;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;

/** Formats what closing a plan changes, and what it changed. */
record CloseLines(ClosePlanned planned) {
  private static final int MOST = 80;

  /** Returns a short diff: each file with its changed lines. */
  List<String> difference() {
    List<String> lines = new ArrayList<>();
    for (FileChange change : planned.changes()) {
      byte[] after = change.after();
      if (after == null) {
        continue;
      }
      String from = change.movedFrom();
      byte[] before = from == null ? change.before() : planned.files().bytes(from);
      lines.add(
          (from != null ? "move   " + from + " -> " : before == null ? "create " : "change ")
              + TextSanitizer.oneLine(change.path()));
      List<String> hunks =
          LineDiff.between(before == null ? new byte[0] : before, after).stream()
              .flatMap(diff -> diff.hunks().lines())
              .toList();
      hunks.stream().limit(MOST).forEach(line -> lines.add("  " + TextSanitizer.oneLine(line)));
      if (hunks.size() > MOST) {
        lines.add("  … " + Count.of(hunks.size() - MOST, "more line"));
      }
    }
    if (planned.resumed()) {
      lines.add("an earlier closeout was cut off; this completes it");
    }
    planned
        .left()
        .forEach(
            plan ->
                lines.add(
                    "leave  "
                        + TextSanitizer.oneLine(plan)
                        + ": its contract links to the plan; fix the link when it is amended"));
    return lines;
  }

  /** Returns the result. */
  List<String> done(boolean isCommitted) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "closed    "
            + TextSanitizer.oneLine(planned.subject().place().target())
            + ": "
            + planned.decision().outcome());
    lines.add(
        isCommitted ? "committed Close " + planned.title() : "commit    " + planned.gitCommands());
    return lines;
  }
}
