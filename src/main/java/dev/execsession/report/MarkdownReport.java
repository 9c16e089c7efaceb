package dev.execsession.report;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes a report for the planner in GitHub-flavoured Markdown. Empty sections are left out;
 * untrusted text is escaped.
 */
public final class MarkdownReport {
  private final SessionReport report;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(SessionReport report) {
    this.report = report;
  }

  /** Returns a document that ends in a line feed. */
  public static String render(SessionReport report) {
    return new MarkdownReport(report).render();
  }

  private String render() {
    header();
    section("Escalation", escalation());
    section("Blocks", blocks());
    for (SessionReport.Block block : report.blocks()) {
      if (hasDetails(block)) {
        out.append(new MarkdownBlock(block, report.interrupted(), FailedLogs.of(report)).render());
      }
    }
    section("Approvals", approvals());
    section("Files touched", files());
    section("At completion", completion());
    section("Human guards", Markdown.items(report.guards()));
    section("Changes outside of any block, accepted", new AcceptedChanges(report).render());
    section("Amendments of the scope", amendments());
    section("Outside of the worktree", SandboxWords.markdown(report) + "\n");
    section("Not watched", unwatched());
    section("Not read", unread());
    section("Remaining risks", Markdown.items(report.risks()));
    section("Next", next());
    return out.toString().stripTrailing() + "\n";
  }

  private String amendments() {
    return Markdown.table(
        List.of("include", "exclude", "by", "when", "reason", "waited"),
        report.amendments().stream()
            .map(
                grant ->
                    List.of(
                        Markdown.cell(
                            String.join(", ", grant.include())
                                + (grant.block() == null
                                    ? ""
                                    : " (also in " + grant.block() + ")")),
                        Markdown.cell(String.join(", ", grant.exclude())),
                        Markdown.codeCell(grant.by()),
                        Words.time(grant.at()),
                        Markdown.cell(grant.reason()),
                        Words.duration(grant.waitedMs())))
            .toList());
  }

  private String unread() {
    Integer files = report.unread();
    return files == null
        ? ""
        : Words.count(files, "file")
            + (files == 1 ? " was" : " were")
            + " taken as git's index describes "
            + (files == 1 ? "it" : "them")
            + " and not read; `--scan full` reads all.\n";
  }

  private String unwatched() {
    List<String> folders = report.unwatched();
    return folders == null
        ? ""
        : "These folders are other worktrees, or ignored and not readable at lock-in.\n\n"
            + Markdown.items(folders.stream().map(Markdown::code).toList());
  }

  private void header() {
    out.append("# ").append(Markdown.text(report.plan().title())).append("\n\n");
    long done = report.blocks().stream().filter(b -> b.status() == Progress.DONE).count();
    out.append("**").append(report.state().name().toLowerCase(Locale.ROOT)).append("** · ");
    out.append(done).append(" of ").append(Words.count(report.blocks().size(), "block"));
    out.append(" done · next: ").append(Markdown.code(report.next())).append("\n\n");
    if (report.distrusted() != null) {
      fact("Not to be trusted", Markdown.text(report.distrusted()));
    }
    fact("Totals", totals());
    if (report.plan().objective() != null) {
      fact(
          "Objective", Markdown.text(String.join(" ", report.plan().objective().lines().toList())));
    }
    fact(
        "Plan", Markdown.code(report.plan().path()) + ", " + Markdown.code(report.plan().digest()));
    String start = report.head().start();
    String end = report.head().end();
    fact(
        "Branch",
        Markdown.code(report.branch())
            + (start.equals(end)
                ? " at " + Markdown.code(start)
                : " from " + Markdown.code(start) + " to " + Markdown.code(end)));
    String override =
        report.modeOverriddenBy() == null
            ? ""
            : ", overriding the plan, by " + Markdown.code(report.modeOverriddenBy());
    fact("Mode", Markdown.text(report.mode().jsonName()) + override);
    for (SessionReport.ModeChoice choice : report.choicesOfMode()) {
      fact("Mode chosen", Markdown.text(choice.words()));
    }
    fact(
        "Session",
        Markdown.code(report.session()) + ", exec-session " + Markdown.text(report.tool()));
    fact("Started", Words.time(report.startedAt()) + " by " + Markdown.code(report.by()));
    if (report.endedAt() != null) {
      fact("Ended", Words.time(report.endedAt()));
    }
    if (report.interrupted() != null) {
      fact("Interrupted", interrupted(report.interrupted()));
    }
    if (report.previous() != null) {
      fact("Follows", "session " + Markdown.code(report.previous()));
    }
    if (report.question() != null) {
      fact("Waiting for", Markdown.text(report.question()));
    }
    out.append('\n');
  }

  private static String interrupted(SessionReport.Interrupted end) {
    return "by signal "
        + Markdown.code(end.signal())
        + (end.block() == null ? "" : " in block " + Markdown.code(end.block()));
  }

  /** Returns the counts in one line; those that are zero are left out. */
  private String totals() {
    SessionReport.Totals totals = report.totals();
    List<String> parts = new ArrayList<>();
    add(parts, totals.done(), totals.done() + " done");
    add(parts, totals.blocked(), totals.blocked() + " blocked");
    add(parts, totals.pending(), totals.pending() + " pending");
    List<String> all = new ArrayList<>();
    all.add("blocks: " + String.join(", ", parts));
    boolean isCounted = totals.insertions() + totals.deletions() > 0;
    String lines = isCounted ? ", " + Words.lines(totals.insertions(), totals.deletions()) : "";
    add(all, totals.files(), Words.count(totals.files(), "file") + " changed" + lines);
    add(all, totals.passed() + totals.failed(), "checks: " + Words.results(checks()));
    add(all, totals.commits(), Words.count(totals.commits(), "commit"));
    add(all, totals.approvals(), Words.count(totals.approvals(), "approval"));
    all.add("took " + Words.duration(totals.durationMs()));
    return String.join(" · ", all);
  }

  private List<Fact.Check> checks() {
    return Stream.concat(
            report.blocks().stream().flatMap(block -> block.checks().stream()),
            report.completion().checks().stream())
        .toList();
  }

  private static void add(List<String> parts, int number, String text) {
    if (number > 0) {
      parts.add(text);
    }
  }

  private void fact(String name, String value) {
    out.append("- **").append(name).append(":** ").append(value).append('\n');
  }

  private void section(String title, String body) {
    if (!body.isEmpty()) {
      out.append("## ").append(title).append("\n\n").append(body).append('\n');
    }
  }

  private String escalation() {
    SessionReport.Escalation open = report.escalation();
    if (open == null) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("**").append(Markdown.text(open.reason().jsonName())).append("**");
    text.append(open.block() == null ? "" : " in block " + Markdown.code(open.block()));
    text.append(": ").append(Markdown.text(open.detail())).append("\n\n");
    open.paths().forEach(path -> text.append("- ").append(Markdown.code(path)).append('\n'));
    text.append(open.paths().isEmpty() ? "" : "\n");
    if (!open.proposal().isEmpty()) {
      text.append("Proposed contract change:\n\n");
      text.append(Markdown.fence("text", String.join("\n", open.proposal()))).append('\n');
    }
    if (open.file() != null) {
      text.append("Escalation record: ").append(Markdown.code(open.file())).append("\n\n");
    }
    return text.substring(0, text.length() - 1);
  }

  private String blocks() {
    return Markdown.table(
        List.of("block", "title", "status", "files", "validations"),
        report.blocks().stream()
            .map(
                b ->
                    List.of(
                        Markdown.codeCell(b.id()),
                        Markdown.cell(b.title()),
                        b.status().jsonName(),
                        b.changes().isEmpty() ? "" : String.valueOf(b.changes().size()),
                        Words.results(b.checks())))
            .toList());
  }

  private static boolean hasDetails(SessionReport.Block block) {
    return block.status() != Progress.PENDING
        || block.attempts() > 0
        || block.goal() != null
        || !block.steps().isEmpty()
        || !block.notes().isEmpty()
        || !block.reasons().isEmpty();
  }

  private String approvals() {
    List<List<String>> rows = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.Approval approval : block.approvals()) {
        rows.add(
            List.of(
                Markdown.codeCell(block.id()),
                Markdown.codeCell(approval.by()),
                Words.time(Instant.parse(approval.at())),
                Markdown.cell(approval.channel()),
                Markdown.codeCell(approval.digest())));
      }
    }
    return Markdown.table(List.of("block", "by", "at", "how", "digest"), rows);
  }

  private String files() {
    Map<String, Set<String>> blocksByPath = new TreeMap<>();
    List<Fact.Change> all = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.Change change : block.changes()) {
        all.add(change);
        blocksByPath
            .computeIfAbsent(change.path(), path -> new LinkedHashSet<>())
            .add(Markdown.codeCell(block.id()));
      }
    }
    if (all.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    blocksByPath.entrySet().stream()
        .limit(MarkdownBlock.MAX_ROWS)
        .forEach(
            e -> rows.add(List.of(Markdown.codeCell(e.getKey()), String.join(", ", e.getValue()))));
    int more = blocksByPath.size() - MarkdownBlock.MAX_ROWS;
    return Words.count(blocksByPath.size(), "file")
        + " in "
        + Words.count(all.size(), "change")
        + "\n\n"
        + Markdown.table(List.of("path", "blocks"), rows)
        + (more > 0 ? "\nand " + more + " more, listed in the JSON report\n" : "");
  }

  private String completion() {
    SessionReport.Completion completion = report.completion();
    StringBuilder text = new StringBuilder();
    if (!completion.checks().isEmpty()) {
      text.append(MarkdownBlock.checks(completion.checks(), completion.history())).append('\n');
      text.append(FailedLogs.of(report).of(completion.checks()));
    }
    text.append(
        MarkdownBlock.titled(
            "Manual checks", MarkdownBlock.manualChecks(completion.manualChecks())));
    text.append(
        MarkdownBlock.titled(
            "Changed by completion checks", MarkdownBlock.changes(completion.changes())));
    text.append(MarkdownBlock.titled("Reasons", Markdown.items(completion.reasons())));
    return text.isEmpty() ? "" : text.substring(0, text.length() - 1);
  }

  private String next() {
    return report.options().isEmpty()
        ? Markdown.code(report.next()) + "\n"
        : Markdown.options(report.options());
  }
}
