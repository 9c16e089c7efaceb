package dev.execsession.cli;

import dev.execsession.git.CommitFact;
import dev.execsession.report.Verification;
import dev.execsession.report.Verification.Standing;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Formats a verification for the terminal: what needs attention, then the verdict. */
final class VerificationLines {
  private static final int MOST = 30;

  private final Verification seen;
  private final List<String> lines = new ArrayList<>();

  private VerificationLines(Verification seen) {
    this.seen = seen;
  }

  static List<String> of(Verification verification) {
    VerificationLines made = new VerificationLines(verification);
    made.head();
    made.paths();
    made.rest();
    made.amendment();
    made.lines.add((verification.ok() ? "passed      " : "failed      ") + verification.verdict());
    return made.lines;
  }

  private void head() {
    add(
        "range",
        seen.range().words()
            + " ("
            + CommitFact.abbreviated(seen.range().base())
            + ".."
            + CommitFact.abbreviated(seen.range().end())
            + "), "
            + Count.of(seen.commits().size(), "commit"));
    seen.plans()
        .forEach(plan -> add("plan", plan.path() + " at " + CommitFact.abbreviated(plan.commit())));
    addAll("note", seen.notes());
  }

  private void paths() {
    for (Standing standing : Standing.values()) {
      if (standing != Standing.INSIDE) {
        addAll(standing.jsonName(), seen.paths(standing), VerificationLines::sentence);
      }
    }
  }

  private static String sentence(Verification.Path path) {
    boolean isTold =
        path.pathClass() != null && !path.pathClass().equals(path.verdict().jsonName());
    return path.kind().jsonName()
        + " `"
        + path.path()
        + "`"
        + (path.from() == null ? "" : " (moved from `" + path.from() + "`)")
        + ": "
        + path.verdict().jsonName()
        + " ("
        + path.rule()
        + ")"
        + (isTold ? ", " + path.pathClass() : "")
        + ", by "
        + String.join(" ", path.commits().stream().limit(3).map(CommitFact::abbreviated).toList())
        + (path.commits().size() > 3 ? " and " + (path.commits().size() - 3) + " more" : "")
        + (path.blocks().isEmpty() ? "" : " (" + String.join(", ", path.blocks()) + ")");
  }

  private void rest() {
    addAll("dependency", seen.dependencies());
    addAll("untouched", seen.untouched().stream().map(pattern -> "`" + pattern + "`").toList());
    addAll(
        "check that",
        seen.flagged().stream().map(path -> "`" + path.path() + "`: " + path.note()).toList());
    addAll("guard", seen.guards());
    if (seen.docs().note() != null) {
      add("docs", seen.docs().status() + ": " + seen.docs().note());
    }
    addAll(
        "check",
        seen.checks().stream()
            .map(
                check ->
                    check.status()
                        + ": "
                        + check.command()
                        + (check.note() == null ? "" : " (" + check.note() + ")"))
            .toList());
  }

  private void amendment() {
    List<String> include = seen.amendment().include();
    if (!include.isEmpty()) {
      add("to amend", "add to Include, if it is right:");
      include.forEach(pattern -> lines.add("- `" + TextSanitizer.oneLine(pattern) + "`"));
      seen.amendCommand().ifPresent(command -> add("or", command));
    }
    addAll("to amend", seen.amendment().other());
  }

  private void addAll(String name, List<String> values) {
    addAll(name, values, value -> value);
  }

  private <T> void addAll(String name, List<T> values, Function<T, String> sentence) {
    values.stream().limit(MOST).forEach(value -> add(name, sentence.apply(value)));
    if (values.size() > MOST) {
      add(name, "and " + (values.size() - MOST) + " more; `--json` lists all");
    }
  }

  private void add(String name, String value) {
    lines.add(name + " ".repeat(12 - name.length()) + TextSanitizer.oneLine(value));
  }
}
