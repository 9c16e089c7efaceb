package dev.execsession.report.html;

import dev.execsession.journal.Fact;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import dev.execsession.scope.PathClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes what left the scope, and what people allowed beyond it. */
record OutsideSection(Parts parts, SessionReport report) {
  void write() {
    SessionReport.Escalation open = report.escalation();
    List<List<Runnable>> rows = new ArrayList<>();
    report.blocks().forEach(block -> rows.addAll(rows(block)));
    List<String> findings =
        report.blocks().stream()
            .flatMap(b -> b.violations().stream().map(found -> b.id() + ": " + found))
            .toList();
    if (rows.isEmpty() && findings.isEmpty() && open == null) {
      parts.paragraph("Nothing is outside the scope.");
    }
    if (open != null) {
      escalation(open);
    }
    parts.table(
        "Paths outside the scope",
        List.of("Path", "Verdict", "Change", "Rule", "By", "Block"),
        rows);
    parts.items("h3", "History and references", findings);
    amendments();
    accepted();
  }

  private List<List<Runnable>> rows(SessionReport.Block block) {
    return block.changes().stream()
        .filter(Fact.Change::isViolation)
        .map(change -> row(block.id(), change))
        .toList();
  }

  private List<Runnable> row(String block, Fact.Change change) {
    String kind =
        change.kind().jsonName()
            + (change.from() == null ? "" : " from `" + change.from() + "`")
            + (change.pathClass() == null || change.pathClass() == PathClass.OTHER
                ? ""
                : ", " + change.pathClass().jsonName());
    return List.of(
        parts.code(change.path()),
        () -> parts.label(Mood.BAD, change.verdict().jsonName()),
        parts.text(kind + " " + Words.lines(change.insertions(), change.deletions())),
        () -> rule(change),
        parts.text(Words.hands(change)),
        () -> parts.html().put(Tag.link(block), block));
  }

  private void rule(Fact.Change change) {
    if (!change.rule().isEmpty()) {
      parts.html().put("code", change.rule()).text(" ");
    }
    parts.html().sentence(change.note() == null ? "" : change.note());
  }

  private void escalation(SessionReport.Escalation open) {
    parts
        .html()
        .put(
            "p",
            () -> {
              parts.label(Mood.BAD, open.reason().jsonName());
              parts.html().sentence(open.detail());
            });
    if (!open.proposal().isEmpty()) {
      parts.html().put("h3", "Proposed change of the contract");
      parts.copyable(String.join("\n", open.proposal()));
    }
    if (open.file() != null) {
      parts.paragraph("Escalation record: `" + open.file() + "`");
    }
    if (!open.evidence().isEmpty()) {
      parts.details(
          Tag.of("details", "patch"),
          true,
          () -> parts.html().text("Evidence"),
          () -> new DiffView(parts).lines(open.evidence()));
    }
  }

  private void amendments() {
    List<String> made =
        report.amendments().stream()
            .map(
                grant ->
                    "include "
                        + names(grant.include())
                        + (grant.exclude().isEmpty() ? "" : ", exclude " + names(grant.exclude()))
                        + (grant.block() == null ? "" : ", also in " + grant.block())
                        + ": "
                        + grant.reason()
                        + "; by "
                        + grant.by()
                        + " at "
                        + Words.time(grant.at())
                        + ", after "
                        + Words.duration(grant.waitedMs()))
            .toList();
    parts.items("h3", "Amendments of the scope", made);
  }

  private static String names(List<String> patterns) {
    return patterns.isEmpty() ? "nothing" : "`" + String.join("`, `", patterns) + "`";
  }

  private void accepted() {
    List<String> taken = new ArrayList<>();
    report
        .accepted()
        .forEach(
            each ->
                taken.add("`" + each.path() + "`" + signed(each.by(), each.at(), each.channel())));
    report
        .acceptedFindings()
        .forEach(each -> taken.add(each.finding() + signed(each.by(), each.at(), each.channel())));
    parts.items("h3", "Changed outside of any block, accepted", taken);
  }

  private static String signed(String by, Instant at, String how) {
    return "; accepted by " + by + " at " + Words.time(at) + (how.isEmpty() ? "" : ", " + how);
  }
}
