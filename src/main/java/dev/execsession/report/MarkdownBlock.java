package dev.execsession.report;

import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Receipt;
import dev.execsession.text.CommandName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one block of a report in Markdown. */
final class MarkdownBlock {
  /** Maximum rows of a table; GitHub does not render much longer files. */
  static final int MAX_ROWS = 500;

  private final SessionReport.Block block;
  private final SessionReport.@Nullable Interrupted cut;
  private final FailedLogs logs;
  private final StringBuilder out = new StringBuilder();

  MarkdownBlock(
      SessionReport.Block block, SessionReport.@Nullable Interrupted interrupted, FailedLogs logs) {
    this.block = block;
    this.cut = interrupted != null && block.id().equals(interrupted.block()) ? interrupted : null;
    this.logs = logs;
  }

  String render() {
    out.append("## ").append(Markdown.code(block.id())).append(' ');
    out.append(Markdown.text(block.title())).append("\n\n").append(status()).append("\n\n");
    task();
    items("Reasons", block.reasons());
    executor();
    items("History and references", block.violations());
    if (cut != null && !cut.scanned()) {
      out.append("**Changes so far:** not listed; no scan was made after the signal\n\n");
    }
    part(cut == null ? "Changes" : "Changes so far", changes(block.changes()));
    part(
        "Changed ignored files",
        Markdown.table(
            List.of("folder", "files"),
            block.sideEffects().stream()
                .map(e -> List.of(Markdown.codeCell(e.path()), String.valueOf(e.files())))
                .toList()));
    if (!block.commits().isEmpty()) {
      List<String> ids = block.commits().stream().map(Markdown::code).toList();
      out.append("**Commits:** ").append(String.join(", ", ids)).append("\n\n");
    }
    part("Validations", checks(block.checks(), block.history()));
    out.append(logs.of(block.checks()));
    items("Earlier results", unrepeated());
    part("Manual checks", manualChecks(block.manualChecks()));
    part("Attestations", attestations());
    docs();
    items("Residual risks", block.risks());
    items("Notes for the planner", block.notes());
    part("Diff of the included changes", MarkdownDiff.of(block));
    return out.toString();
  }

  private void task() {
    if (block.goal() != null) {
      String goal = String.join(" ", block.goal().lines().toList());
      out.append("**Goal:** ").append(Markdown.text(goal)).append("\n\n");
    }
    items("Acceptance criteria", block.acceptance());
    part("Steps", Markdown.numbered(block.steps()));
  }

  /** Returns the history of checks that have no result now. */
  private List<String> unrepeated() {
    return block.history().stream()
        .filter(past -> block.checks().stream().noneMatch(past::isOf))
        .map(past -> "`" + CommandName.of(past.command()) + "` " + Words.past(List.of(past)))
        .toList();
  }

  private String status() {
    List<String> parts = new ArrayList<>();
    parts.add("**" + block.status().jsonName() + "**");
    if (cut != null) {
      parts.add("interrupted");
    }
    if (block.acceptedOver() != null) {
      parts.add("accepted over, by " + Markdown.code(block.acceptedOver().by()));
    }
    if (block.attempts() > 0) {
      parts.add("after " + Words.count(block.attempts(), "attempt"));
    }
    if (block.carriedFrom() != null) {
      parts.add("carried over from session " + Markdown.code(block.carriedFrom()));
    }
    if (block.undone()) {
      parts.add("undone");
    }
    SessionReport.Executor end = block.executor();
    if (end != null) {
      String how = Words.end(end.exit(), end.signal());
      parts.add(
          "executor "
              + Markdown.code(end.name())
              + (how.isEmpty() ? "" : " " + Markdown.text(how))
              + " in "
              + Words.duration(end.durationMs())
              + (end.log() == null ? "" : ", log " + Markdown.code(end.log())));
    }
    return String.join(" · ", parts);
  }

  private void executor() {
    SessionReport.Executor end = block.executor();
    if (end == null) {
      return;
    }
    if (end.failure() != null) {
      if (!block.reasons().contains(end.failure())) {
        out.append("**Executor failed:** ").append(Markdown.text(end.failure())).append("\n\n");
      }
      part("Executor's output", logs.of(end));
    }
    if (end.summary() != null) {
      out.append("**Executor's summary:** ").append(Markdown.text(end.summary())).append("\n\n");
    }
    receipts();
    items("Processes left running:", end.survivors());
  }

  private void receipts() {
    List<Receipt.OfAttempt> receipts = block.receipts();
    if (receipts == null) {
      return;
    }
    for (Receipt.OfAttempt one : receipts) {
      String conversation = one.receipt().conversation();
      out.append("**Agent:** ")
          .append(Markdown.code(one.executor()))
          .append(receipts.size() > 1 ? ", attempt " + one.attempt() : "")
          .append(": ")
          .append(Markdown.text(Words.receipt(one.receipt())))
          .append(conversation == null ? "" : ", conversation " + Markdown.code(conversation))
          .append("\n\n");
    }
  }

  private void docs() {
    Fact.Docs docs = block.docs();
    if (docs != null) {
      out.append("**Docs:** ").append(Markdown.text(docs.status().jsonName()));
      out.append(docs.note() == null ? "" : ": " + Markdown.text(docs.note())).append("\n\n");
    }
  }

  private String attestations() {
    return Markdown.table(
        List.of("policy", "status", "by", "evidence"),
        block.attestations().stream()
            .map(
                a ->
                    List.of(
                        Markdown.codeCell(a.policy()),
                        Markdown.cell(a.status().jsonName()),
                        a.by() == null ? "" : Markdown.codeCell(a.by()),
                        a.evidence() == null ? "" : Markdown.cell(a.evidence())))
            .toList());
  }

  private void items(String title, List<String> texts) {
    part(title, Markdown.items(texts));
  }

  private void part(String title, String body) {
    out.append(titled(title, body));
  }

  /** Returns a body with its title; empty without a body. */
  static String titled(String title, String body) {
    return body.isEmpty() ? "" : "**" + title + "**\n\n" + body + "\n";
  }

  static String changes(List<Fact.Change> changes) {
    String table =
        Markdown.table(
            List.of("path", "kind", "verdict", "rule", "by", "lines", "note"),
            changes.stream()
                .limit(MAX_ROWS)
                .map(
                    c ->
                        List.of(
                            Markdown.codeCell(c.path()),
                            Markdown.cell(c.kind().jsonName())
                                + (c.from() == null ? "" : " from " + Markdown.codeCell(c.from())),
                            c.isViolation()
                                ? "**" + Markdown.cell(c.verdict().jsonName()) + "**"
                                : Markdown.cell(c.verdict().jsonName()),
                            Markdown.codeCell(c.rule()),
                            Markdown.cell(Words.hands(c)),
                            Words.lines(c.insertions(), c.deletions()),
                            c.note() == null ? "" : Markdown.cell(c.note())))
                .toList());
    int more = changes.size() - MAX_ROWS;
    return more > 0 ? table + "\nand " + more + " more, listed in the JSON report\n" : table;
  }

  static String checks(List<Fact.Check> checks, List<EarlierResult> history) {
    return Markdown.table(
        List.of("command", "by", "result", "end", "earlier", "duration", "log"),
        checks.stream()
            .map(
                c ->
                    List.of(
                        Markdown.codeCell(CommandName.of(c.command())),
                        Markdown.cell(c.by().jsonName()),
                        c.passed()
                            ? "passed"
                            : "**" + Markdown.cell(Words.status(c.status())) + "**",
                        Markdown.cell(Words.end(c.exit(), c.signal())),
                        Markdown.cell(Words.history(c, history)),
                        c.status() == CheckStatus.NOT_RUN ? "" : Words.duration(c.durationMs()),
                        c.log() == null ? "" : Markdown.codeCell(c.log())))
            .toList());
  }

  static String manualChecks(List<Fact.ManualCheck> checks) {
    return Markdown.table(
        List.of("check", "result", "note"),
        checks.stream()
            .map(
                c ->
                    List.of(
                        Markdown.cell(c.text()),
                        Markdown.cell(c.status().jsonName()),
                        c.note() == null ? "" : Markdown.cell(c.note())))
            .toList());
  }
}
