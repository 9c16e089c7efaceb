package dev.execsession.report.html;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Phase;
import dev.execsession.journal.Progress;
import dev.execsession.report.Option;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import dev.execsession.text.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes the report of a session as a page. */
public final class SessionPage {
  private static final String ELSEWHERE = "All of it is in `report.json`.";
  private static final Map<String, String> SECTIONS =
      Frame.sections(
          "_blocks", "Timeline",
          "_outside", "Outside the scope",
          "_files", "Files",
          "_checks", "Checks",
          "_diffs", "Diffs",
          "_remarks", "Risks and notes",
          "_origin", "Origin");

  private final SessionReport report;
  private final Html html = new Html();
  private final Parts parts = new Parts(html);

  private SessionPage(SessionReport report) {
    this.report = report;
  }

  public static String render(SessionReport report) {
    return new SessionPage(report).page();
  }

  private String page() {
    String state = state();
    Frame.write(
        parts,
        "Session report",
        report.plan().title(),
        () -> parts.section("_verdict", "Verdict", 256, ELSEWHERE, this::verdict),
        SECTIONS,
        this::rest);
    return new Page(state + ": " + report.plan().title() + " – exec-session", html).text();
  }

  private void rest() {
    section("_blocks", 768, ELSEWHERE, new BlockCards(parts, report)::write);
    section("_outside", 512, ELSEWHERE, new OutsideSection(parts, report)::write);
    section("_files", 1024, ELSEWHERE, this::files);
    section("_checks", 768, ELSEWHERE, new CheckSection(parts, report)::write);
    section("_diffs", 1024, "`exec-session diff BLOCK` shows it.", this::diffs);
    section("_remarks", 384, ELSEWHERE, new Remarks(parts, report)::write);
    section("_origin", 128, ELSEWHERE, new Origin(parts, report)::write);
  }

  private void section(String id, int kibibytes, String elsewhere, Runnable body) {
    parts.section(id, Objects.requireNonNull(SECTIONS.get(id)), kibibytes, elsewhere, body);
  }

  private String state() {
    String name = report.state().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Mood mood(Phase phase) {
    return switch (phase) {
      case COMPLETED -> Mood.GOOD;
      case BLOCKED, ESCALATED -> Mood.BAD;
      case PAUSED, INTERRUPTED -> Mood.CARE;
      case ACTIVE, WORKING, CHECKING -> Mood.PLAIN;
    };
  }

  private void verdict() {
    html.put(
        Tag.of("p", "verdict"),
        () -> {
          parts.label(mood(report.state()), state());
          html.text(report.totals().done() + " of ");
          html.text(Words.count(report.blocks().size(), "block") + " done");
        });
    if (!reason().isEmpty()) {
      parts.paragraph(reason());
    }
    if (report.distrusted() != null) {
      parts.paragraph("Not to be trusted: " + report.distrusted());
    }
    next();
    parts.facts(totals());
    if (report.plan().objective() != null) {
      parts.facts(
          Map.of("Objective", String.join(" ", report.plan().objective().lines().toList())));
    }
  }

  /** Returns why the session is where it is; empty when there is nothing to say. */
  private String reason() {
    if (report.escalation() != null) {
      return "Drift of "
          + report.escalation().reason().jsonName()
          + ": "
          + report.escalation().detail();
    }
    if (report.question() != null) {
      return "Waiting for: " + report.question();
    }
    if (report.interrupted() != null) {
      SessionReport.Interrupted end = report.interrupted();
      String where = end.block() == null ? "" : " in block `" + end.block() + "`";
      return "By signal " + end.signal() + where;
    }
    return report.blocks().stream()
        .filter(block -> block.status() == Progress.BLOCKED && !block.reasons().isEmpty())
        .findFirst()
        .map(block -> "Block `" + block.id() + "`: " + block.reasons().get(0))
        .or(() -> report.completion().reasons().stream().findFirst().map("At completion: "::concat))
        .orElse("");
  }

  private void next() {
    html.put("h3", report.options().isEmpty() ? "Next command" : "Ways to go on");
    if (report.options().isEmpty()) {
      parts.copyable(report.next());
      return;
    }
    html.put(
        Tag.of("ul", "options"),
        () -> {
          for (Option option : report.options()) {
            html.put(
                "li",
                () -> {
                  html.sentence(option.what());
                  parts.copyable(option.command());
                });
          }
        });
  }

  private Map<String, String> totals() {
    SessionReport.Totals totals = report.totals();
    String lines = Words.lines(totals.insertions(), totals.deletions());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Blocks", blocks(totals));
    facts.put(
        "Files",
        totals.files() == 0
            ? "none"
            : totals.files()
                + " changed"
                + (totals.insertions() + totals.deletions() == 0 ? "" : ", " + lines));
    facts.put("Checks", checks(totals));
    facts.put("Approvals", String.valueOf(totals.approvals()));
    facts.put("Commits", String.valueOf(totals.commits()));
    facts.put("Took", Words.duration(totals.durationMs()));
    return facts;
  }

  private static String blocks(SessionReport.Totals totals) {
    return totals.done()
        + " done"
        + (totals.blocked() == 0 ? "" : ", " + totals.blocked() + " blocked")
        + (totals.pending() == 0 ? "" : ", " + totals.pending() + " pending");
  }

  private static String checks(SessionReport.Totals totals) {
    return totals.passed() + totals.failed() == 0
        ? "none ran"
        : totals.passed()
            + " passed"
            + (totals.failed() == 0 ? "" : ", " + totals.failed() + " not passed");
  }

  private void files() {
    TreeView tree = new TreeView(parts);
    Map<String, List<Runnable>> bodies = new LinkedHashMap<>();
    Map<String, Boolean> forbidden = new LinkedHashMap<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.Change change : block.changes()) {
        bodies
            .computeIfAbsent(change.path(), path -> new ArrayList<>())
            .add(() -> change(block.id(), change));
        forbidden.merge(change.path(), change.isViolation(), Boolean::logicalOr);
      }
    }
    bodies.forEach(
        (path, changes) ->
            tree.add(
                path,
                Boolean.TRUE.equals(forbidden.get(path)),
                () -> changes.forEach(Runnable::run)));
    if (bodies.isEmpty()) {
      parts.paragraph("No file was changed.");
    } else {
      tree.write();
    }
    ignored();
  }

  private void change(String block, Fact.Change change) {
    parts.label(change.isViolation() ? Mood.BAD : Mood.GOOD, change.verdict().jsonName());
    String from = change.from() == null ? "" : " from `" + change.from() + "`";
    String lines = Words.lines(change.insertions(), change.deletions());
    parts.meta(change.kind().jsonName() + from + (lines.isEmpty() ? "" : " " + lines) + ", by");
    parts.meta(Words.hands(change) + " in");
    html.put(Tag.link(block), block);
    parts.gap();
    if (change.note() != null) {
      parts.meta(change.note());
    }
  }

  /** Writes what changed in ignored folders, by block. */
  private void ignored() {
    List<String> folders = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.SideEffect effect : block.sideEffects()) {
        String files = Words.count(effect.files(), "file");
        folders.add("`" + effect.path() + "`: " + files + " in " + block.id());
      }
    }
    parts.items("h3", "Ignored files that changed", folders);
  }

  private void diffs() {
    boolean isEmpty = true;
    for (SessionReport.Block block : report.blocks()) {
      String diff = block.diff();
      if (diff != null) {
        isEmpty = false;
        html.put(Tag.of("h3").id(block.id() + "-diff"), block.id() + " " + block.title());
        new DiffView(parts).files(diff);
      }
    }
    if (isEmpty) {
      parts.paragraph("This report has no diffs. To make one that has:");
      parts.copyable(
          "exec-session report "
              + ShellWord.path(report.session())
              + " --with-diffs --output report.html");
    }
  }
}
