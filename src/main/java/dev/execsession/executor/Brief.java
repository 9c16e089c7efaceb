package dev.execsession.executor;

import dev.execsession.executor.BriefInput.Failure;
import dev.execsession.executor.BriefInput.Policy;
import dev.execsession.executor.BriefInput.Skill;
import dev.execsession.executor.BriefInput.Text;
import dev.execsession.text.TextSanitizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an executor is told, as Markdown: this block and nothing of the others, where it may
 * and may not work, what will be checked, and how to report.
 */
public final class Brief {
  private static final String REPORT =
      """
      ## How to report

      When you end, write a JSON object to the file named by the environment variable `EXEC_SESSION_RESULT`. Every key
      is optional; leave out what does not apply.

      ```json
      {
        "status": "done | blocked",
        "summary": "what you did, in a sentence or two",
        "notes": ["what the planner should know"],
        "risks": ["what may still go wrong"],
        "attestations": {"policy-id": {"status": "met | not met", "evidence": "src/A.java:12, ATest.denies or `make test`"}},
        "escalate": {"reason": "objective | architecture | dependency | scope", "detail": "what the plan would have to say"}
      }
      ```

      Use `escalate` instead of leaving the scope: when the work needs another file, a new dependency or a different
      design, change nothing for it and say so there. The report can stop this block; it cannot pass it. Whether the
      block is done is decided by exec-session alone, from the files on disk and from the checks it runs itself.
      """;

  private Brief() {}

  /** Returns the brief, ending in a line feed. */
  public static String render(BriefInput input) {
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
    checks(out, input);
    for (Skill skill : input.skills()) {
      section(out, "Guidance: " + line(skill.name()), TextSanitizer.lines(skill.text()));
    }
    policies(out, input.policies());
    bulleted(
        out,
        "Stop and report when",
        "Do not work around these: write `\"status\": \"blocked\"` or `escalate` and end.",
        input.stopConditions());
    for (Text note : input.context()) {
      section(out, "Context: " + line(note.name()), text(note));
    }
    return out.append(REPORT).toString();
  }

  /** Returns a note's text with its control characters escaped. */
  private static String text(Text note) {
    return TextSanitizer.lines(note.text());
  }

  private static void previous(StringBuilder out, @Nullable Failure last) {
    if (last == null) {
      return;
    }
    out.append("## This is another attempt\n\nThe last one failed: ")
        .append(line(last.what()))
        .append("\n\nIts changes are still there. The end of its output:\n\n");
    fence(out, "text", TextSanitizer.lines(last.tail()));
  }

  private static void scope(StringBuilder out, BriefInput input) {
    bulleted(
        out,
        "Files you may change",
        "Only these, new files included. A change anywhere else stops the session, also when it is"
            + " committed, reverted or ignored by git.",
        code(input.include()));
    bulleted(
        out,
        "Files you must not change",
        "Also where they are in scope above.",
        code(input.exclude()));
    bulleted(out, "Keep out of", "", input.guards());
    out.append(
        """
        Never change the plan, `.git`, CI definitions, agent settings or exec-session's own files. Do not switch branches,
        rewrite history, tag or stash.

        """);
  }

  private static void checks(StringBuilder out, BriefInput input) {
    if (!input.checks().isEmpty()) {
      out.append("## Checks that will be run\n\nAfter you end, from the worktree's root:\n\n");
      input.checks().forEach(check -> fence(out, "sh", check));
    }
    bulleted(out, "A person will look at", "", input.manualChecks());
  }

  private static void policies(StringBuilder out, List<Policy> policies) {
    bulleted(
        out,
        "Attestations wanted",
        "Give each in `attestations` under its id, with evidence that is there: a file, a line, a test or a command.",
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

  /** Puts a text in a fence that no run of backticks in it can close. */
  private static void fence(StringBuilder out, String language, String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(Math.max(3, longest + 1));
    out.append(fence).append(language).append('\n').append(text);
    if (!text.endsWith("\n")) {
      out.append('\n');
    }
    out.append(fence).append("\n\n");
  }

  private static String line(String text) {
    return TextSanitizer.oneLine(text.strip());
  }
}
