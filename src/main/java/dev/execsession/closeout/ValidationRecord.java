package dev.execsession.closeout;

import static dev.execsession.report.Markdown.code;
import static dev.execsession.report.Markdown.text;

import java.util.List;

/** Formats the Validation Record of a closed plan. */
record ValidationRecord(Closeout.Decision decision, String digest, Evidence evidence) {
  /** Returns a Markdown list. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    field(out, "Outcome", code(decision.outcome().name()));
    field(out, "Closed", decision.date() + " by " + text(decision.by()));
    if (decision.reason() != null) {
      field(out, "Reason", text(decision.reason()));
    }
    field(out, "Evidence", evidence.source());
    field(out, "Contract", code(digest));
    list(out, "Blocks", evidence.blocks(), false);
    list(out, "Checks", evidence.checks(), true);
    list(out, "Manual Checks", evidence.manualChecks(), false);
    list(out, "Commits", evidence.commits(), true);
    list(out, "Amendments", evidence.amendments(), true);
    list(out, "Attestations", evidence.attestations(), true);
    list(out, "Untouched", evidence.untouched(), true);
    list(out, "Risks", evidence.risks(), false);
    list(out, "Notes", evidence.notes(), false);
    list(out, "Deferred", decision.deferred().stream().map(work -> text(work)).toList(), false);
    return out.toString();
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append("- **").append(name).append(":** ").append(value).append('\n');
  }

  /** An empty list that a reader would look for is {@code none}. */
  private static void list(
      StringBuilder out, String name, List<String> values, boolean isExpected) {
    if (values.isEmpty()) {
      if (isExpected) {
        field(out, name, "none");
      }
      return;
    }
    out.append("- **").append(name).append(":**\n");
    values.forEach(value -> out.append("  - ").append(value).append('\n'));
  }
}
