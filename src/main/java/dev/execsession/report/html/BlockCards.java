package dev.execsession.report.html;

import dev.execsession.journal.Progress;
import dev.execsession.journal.Receipt;
import dev.execsession.report.Moment;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes what happened, block by block. */
record BlockCards(Parts parts, SessionReport report) {
  void write() {
    parts.paragraph("Times are UTC.");
    for (SessionReport.Block block : report.blocks()) {
      card(block);
    }
    List<Moment> others =
        report.timeline().stream().filter(moment -> moment.blocks().isEmpty()).toList();
    parts
        .html()
        .put(
            Tag.of("article", "card").with("data-find", ""),
            () -> {
              parts.html().put("h3", "The session as a whole");
              new Course(parts, report.startedAt(), Set.of()).write(others);
            });
  }

  private void card(SessionReport.Block block) {
    Html html = parts.html();
    html.put(
        Tag.of("article", "card").id(block.id()).with("data-find", ""),
        () -> {
          html.put(
              "h3",
              () -> {
                html.put("code", block.id()).text(" ").text(block.title()).text(" ");
                parts.label(mood(block), status(block));
              });
          parts.meta(String.join(" · ", result(block)));
          links(block);
          if (block.acceptedOver() != null) {
            parts.items("h4", "Accepted over", block.acceptedOver().over());
          }
          parts.items("h4", "Reasons", block.reasons());
          executor(block);
          course(block);
          task(block);
        });
    parts.line();
  }

  private static Mood mood(SessionReport.Block block) {
    return block.acceptedOver() != null
        ? Mood.CARE
        : switch (block.status()) {
          case DONE -> Mood.GOOD;
          case BLOCKED -> Mood.BAD;
          case PENDING -> block.attempts() > 0 ? Mood.CARE : Mood.PLAIN;
        };
  }

  private String status(SessionReport.Block block) {
    boolean isCut = report.interrupted() != null && block.id().equals(report.interrupted().block());
    return block.status().jsonName()
        + (block.acceptedOver() != null ? ", accepted over" : "")
        + (block.undone() ? ", undone" : "")
        + (isCut ? ", interrupted" : "");
  }

  private static List<String> result(SessionReport.Block block) {
    List<String> parts = new ArrayList<>();
    SessionReport.Executor end = block.executor();
    if (end != null) {
      String how = Words.end(end.exit(), end.signal());
      parts.add(
          "executor `"
              + end.name()
              + "` "
              + (how.isEmpty() ? "" : how + " ")
              + "in "
              + Words.duration(end.durationMs()));
    }
    add(parts, block.attempts() > 1 ? Words.count(block.attempts(), "attempt") : "");
    add(parts, Words.files(block.changes()));
    String results = Words.results(block.checks());
    add(parts, results.isEmpty() ? "" : "checks: " + results);
    block.commits().forEach(id -> parts.add("commit `" + Words.shortId(id) + "`"));
    return parts;
  }

  private static void add(List<String> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(text);
    }
  }

  private void links(SessionReport.Block block) {
    Html html = parts.html();
    html.put(
        Tag.of("p", "links"),
        () -> {
          if (!block.checks().isEmpty()) {
            html.put(Tag.link(block.id() + "-checks"), "Checks of " + block.id()).text(" ");
          }
          if (block.diff() != null) {
            html.put(Tag.link(block.id() + "-diff"), "Diff of " + block.id());
          }
        });
  }

  private void executor(SessionReport.Block block) {
    SessionReport.Executor end = block.executor();
    if (end == null) {
      return;
    }
    if (end.summary() != null) {
      parts.paragraph("Executor's summary: " + end.summary());
    }
    for (Receipt.OfAttempt one :
        Objects.requireNonNullElse(block.receipts(), List.<Receipt.OfAttempt>of())) {
      parts.paragraph(
          one.executor()
              + ", attempt "
              + one.attempt()
              + ": "
              + Words.receipt(one.receipt())
              + (one.receipt().conversation() == null
                  ? ""
                  : ", conversation " + one.receipt().conversation()));
    }
    parts.items("h4", "Processes left running", end.survivors());
    if (end.failure() != null) {
      Logs.of(report).find(end.log()).ifPresent(log -> log("Executor's output", log));
    }
  }

  private void log(String name, String log) {
    parts.details(Tag.of("details"), true, () -> parts.html().text(name), () -> parts.output(log));
  }

  private void course(SessionReport.Block block) {
    List<Moment> own =
        report.timeline().stream().filter(moment -> moment.blocks().contains(block.id())).toList();
    Set<String> known = new HashSet<>(block.reasons());
    known.add(String.join("; ", block.reasons()));
    if (report.escalation() != null) {
      known.add(report.escalation().detail());
    }
    new Course(parts, report.startedAt(), known).write(own);
  }

  private void task(SessionReport.Block block) {
    if (block.goal() == null && block.steps().isEmpty() && block.acceptance().isEmpty()) {
      return;
    }
    parts.details(
        Tag.of("details"),
        block.status() == Progress.BLOCKED,
        () -> parts.html().text("Task"),
        () -> {
          if (block.goal() != null) {
            parts.paragraph(String.join(" ", block.goal().lines().toList()));
          }
          parts.items("h4", "Steps", block.steps());
          parts.items("h4", "Acceptance criteria", block.acceptance());
        });
  }
}
