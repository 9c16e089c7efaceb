package dev.execsession.executor;

import dev.execsession.executor.BriefInput.Failure;
import dev.execsession.executor.BriefInput.Policy;
import dev.execsession.executor.BriefInput.Skill;
import dev.execsession.executor.BriefInput.Text;
import dev.execsession.text.CodeFence;
import dev.execsession.text.TextSanitizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the instructions for an executor as Markdown: only this block, its scope, the checks, and
 * how to report.
 */
public final class Brief {

  private Brief() {}

  /** Returns a document that ends in a line feed. */
  public static String render(BriefInput input, Reporting reporting) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(line(input.blockId() + ": " + input.blockTitle())).append("\n\n");
    out.append(
        String.format(
            Locale.ROOT,
            "Block %d of %d of the plan \"%s\" (`%s`). Do this block only: the others are not"
                + " your work, now or later.\n\n",
            input.blockNumber(),
            input.blockCount(),
            line(input.planTitle()),
            line(input.planPath())));
    previous(out, input.previous());
    section(out, "Objective of the plan", input.objective());
    if (input.goal() != null) {
      section(out, "Goal of this block", input.goal());
    }
    if (input.whyNow() != null) {
      section(out, "Why now", input.whyNow());
    }
    numbered(out, "Steps", input.steps());
    bulleted(out, "Accepted when", "", input.acceptance());
    for (Text note : input.notes()) {
      section(out, note.name().isEmpty() ? "From the plan" : line(note.name()), text(note));
    }
    bulleted(out, "Depends on", "", input.dependencies());
    bulleted(out, "Risks", "", input.risks());
    if (input.expectNoChanges()) {
      section(out, "No changes", "This block is expected to change no file.");
    }
    scope(out, input);
    bulleted(
        out,
        "New dependencies you may add",
        "Any other new package sends the plan back to planning.",
        code(input.newDependencies()));
    bulleted(out, "Documents to update", "", code(input.docs()));
    checks(out, input, reporting);
    for (Skill skill : input.skills()) {
      section(out, "Guidance: " + line(skill.name()), TextSanitizer.lines(skill.text()));
    }
    policies(out, input.policies(), reporting);
    bulleted(
        out,
        "Stop and report when",
        "Do not work around these: " + reporting.stop(),
        input.stopConditions());
    for (Text note : input.context()) {
      section(out, "Context: " + line(note.name()), text(note));
    }
    String where =
        input.resultFile() == null
            ? "to the file named by the environment variable `EXEC_SESSION_RESULT`."
            : "to the file `" + input.resultFile() + "`,\nor end your last message with it.";
    return out.append(reporting.text().replace("%s", where)).toString();
  }

  private static String text(Text note) {
    return TextSanitizer.lines(note.text());
  }

  private static void previous(StringBuilder out, @Nullable Failure last) {
    if (last == null) {
      return;
    }
    out.append("## This is another attempt\n\nThe last one failed: ")
        .append(line(last.what()))
        .append("\n\nIts changes are still in the worktree.");
    if (last.tail().isBlank()) {
      out.append("\n\n");
      return;
    }
    out.append(" The end of its output:\n\n")
        .append(CodeFence.of("text", TextSanitizer.lines(last.tail())))
        .append('\n');
  }

  private static void scope(StringBuilder out, BriefInput input) {
    bulleted(
        out,
        "Files you may change",
        "Only these, including new files. A change anywhere else stops the session, even when it is"
            + " committed, reverted or ignored by git.",
        code(input.include()));
    bulleted(
        out,
        "Files you must not change",
        "Even if they are in scope above.",
        code(input.exclude()));
    bulleted(out, "Keep out of", "", input.guards());
    out.append(
        """
        Never change the plan, `.git`, CI definitions, agent settings or exec-session's own files. Do not switch branches,
        rewrite history, tag or stash.

        """);
  }

  private static void checks(StringBuilder out, BriefInput input, Reporting reporting) {
    if (!input.checks().isEmpty()) {
      out.append("## Checks that will be run\n\n")
          .append(reporting.checks())
          .append(", from the worktree's root:\n\n");
      input.checks().forEach(check -> out.append(CodeFence.of("sh", check)).append('\n'));
    }
    bulleted(out, "A person will check", "", input.manualChecks());
  }

  private static void policies(StringBuilder out, List<Policy> policies, Reporting reporting) {
    bulleted(
        out,
        "Required attestations",
        reporting.attest() + "; the evidence names an existing file, line, test or command.",
        policies.stream().map(policy -> "`" + policy.id() + "`: " + policy.attest()).toList());
  }

  private static void section(StringBuilder out, String title, String text) {
    out.append("## ").append(title).append("\n\n").append(text.strip()).append("\n\n");
  }

  private static void numbered(StringBuilder out, String title, List<String> items) {
    list(out, title, "", items, true);
  }

  private static void bulleted(StringBuilder out, String title, String lead, List<String> items) {
    list(out, title, lead, items, false);
  }

  private static void list(
      StringBuilder out, String title, String lead, List<String> items, boolean numbers) {
    if (items.isEmpty()) {
      return;
    }
    out.append("## ").append(title).append("\n\n");
    if (!lead.isEmpty()) {
      out.append(lead).append("\n\n");
    }
    for (int i = 0; i < items.size(); i++) {
      String marker = numbers ? (i + 1) + ". " : "- ";
      out.append(marker)
          .append(items.get(i).strip().replace("\n", "\n" + " ".repeat(marker.length())))
          .append('\n');
    }
    out.append('\n');
  }

  private static List<String> code(List<String> items) {
    return items.stream().map(item -> "`" + line(item) + "`").toList();
  }

  private static String line(String text) {
    return TextSanitizer.oneLine(text.strip());
  }
}
