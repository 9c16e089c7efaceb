package dev.execsession.report;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Progress;
import dev.execsession.journal.SessionState;
import dev.execsession.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes an escalation record for the planner: what happened, where, the rule it breaks, evidence,
 * what is done and pending, the lines that would allow it, and how to continue.
 */
public final class EscalationDocument {
  private final EscalationCase open;
  private final StringBuilder out = new StringBuilder();

  private EscalationDocument(EscalationCase open) {
    this.open = open;
  }

  /** Returns the record as indented JSON that ends in a line feed. */
  public static String json(SessionState state, Fact.Escalation escalation, ReportPlace place) {
    return Json.pretty(EscalationCase.of(state, escalation, place));
  }

  /** Returns the record as Markdown that ends in a line feed. */
  public static String markdown(SessionState state, Fact.Escalation escalation, ReportPlace place) {
    return new EscalationDocument(EscalationCase.of(state, escalation, place)).render();
  }

  private String render() {
    out.append("# Escalation: ").append(Markdown.text(open.reason().jsonName()));
    out.append(open.block() == null ? "" : " in block " + Markdown.code(open.block()));
    out.append(open.title() == null ? "" : " " + Markdown.text(open.title())).append("\n\n");
    out.append(sentence(open.detail())).append("\n\n");
    out.append("- **Plan:** ").append(Markdown.code(open.plan().path()));
    out.append(", ").append(Markdown.code(open.plan().digest())).append('\n');
    out.append("- **Session:** ").append(Markdown.code(open.session()));
    out.append(" on ").append(Markdown.code(open.branch()));
    out.append(", ").append(Markdown.text(open.mode().jsonName())).append("\n\n");
    section("Outside the contract", forbidden());
    section("Evidence", evidence());
    section("Proposed contract change", proposal());
    section("Done", done());
    section("Pending", pending());
    section("Next steps", nextSteps());
    return out.toString().stripTrailing() + "\n";
  }

  private void section(String title, String body) {
    if (!body.isEmpty()) {
      out.append("## ").append(title).append("\n\n").append(body).append('\n');
    }
  }

  private String forbidden() {
    String table = MarkdownBlock.changes(open.changes());
    // Paths without a judged change.
    List<String> others =
        open.paths().stream()
            .filter(path -> open.changes().stream().noneMatch(c -> c.path().equals(path)))
            .filter(path -> open.kept().stream().noneMatch(c -> c.path().equals(path)))
            .toList();
    String paths =
        others.stream()
            .map(path -> "- " + Markdown.code(path) + "\n")
            .collect(Collectors.joining());
    return List.of(table, paths, Markdown.items(open.violations())).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String evidence() {
    if (open.evidence().isEmpty()) {
      return "";
    }
    boolean isDiff = open.evidence().stream().anyMatch(line -> line.startsWith("@@ "));
    return Markdown.fence(isDiff ? "diff" : "text", String.join("\n", open.evidence()));
  }

  private String proposal() {
    return open.proposal().isEmpty()
        ? ""
        : "If the planner wants this work:\n\n"
            + Markdown.fence("text", String.join("\n", open.proposal()));
  }

  private String done() {
    String blocks =
        open.blocks().stream()
            .filter(block -> block.status() == Progress.DONE)
            .map(EscalationDocument::line)
            .collect(Collectors.joining());
    if (open.block() == null || open.kept().isEmpty()) {
      return blocks;
    }
    StringBuilder text = new StringBuilder(blocks);
    text.append("- in ").append(Markdown.code(open.block())).append(", kept: ");
    text.append(Words.files(open.kept())).append("\n\n").append(MarkdownBlock.changes(open.kept()));
    String checks = MarkdownBlock.checks(open.checks(), List.of());
    return text.append(checks.isEmpty() ? "" : "\n" + checks).toString();
  }

  private String pending() {
    return open.blocks().stream()
        .filter(block -> block.status() != Progress.DONE)
        .map(EscalationDocument::line)
        .collect(Collectors.joining());
  }

  private static String line(EscalationCase.Standing block) {
    String title = Markdown.text(block.title());
    String status = block.status() == Progress.BLOCKED ? " (escalated)" : "";
    return "- " + Markdown.code(block.id()) + " " + title + status + "\n";
  }

  private String nextSteps() {
    return "Nothing was undone; the work is in the worktree. One of:\n\n"
        + Markdown.options(open.options());
  }

  private static String sentence(String detail) {
    if (detail.isEmpty()) {
      return "";
    }
    int first = detail.offsetByCodePoints(0, 1);
    return Markdown.text(
        detail.substring(0, first).toUpperCase(Locale.ROOT) + detail.substring(first));
  }
}
