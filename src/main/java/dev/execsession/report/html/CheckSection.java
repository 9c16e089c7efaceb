package dev.execsession.report.html;

import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Fact;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import dev.execsession.text.CommandName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the checks of blocks and of completion, each with its receipt, and what people checked.
 */
record CheckSection(Parts parts, SessionReport report) {
  void write() {
    boolean isEmpty = true;
    for (SessionReport.Block block : report.blocks()) {
      if (!block.checks().isEmpty()
          || !block.manualChecks().isEmpty()
          || !block.attestations().isEmpty()) {
        isEmpty = false;
        parts.html().put(Tag.of("h3").id(block.id() + "-checks"), block.id() + " " + block.title());
        checks(block.id(), block.checks(), block.history());
        manual(block.manualChecks());
        attestations(block.attestations());
      }
    }
    SessionReport.Completion end = report.completion();
    if (!end.checks().isEmpty() || !end.manualChecks().isEmpty() || !end.reasons().isEmpty()) {
      isEmpty = false;
      parts.html().put(Tag.of("h3").id("_completion"), "At completion");
      parts.items("h4", "Reasons", end.reasons());
      checks("_completion", end.checks(), end.history());
      manual(end.manualChecks());
    }
    if (isEmpty) {
      parts.paragraph("No check ran.");
    }
  }

  private void checks(String id, List<Fact.Check> checks, List<EarlierResult> history) {
    for (int i = 0; i < checks.size(); i++) {
      Fact.Check check = checks.get(i);
      parts.details(
          Tag.of("details", "check").id(id + "-check-" + (i + 1)).with("data-find", ""),
          !check.passed(),
          () -> summary(check),
          () -> receipt(check, history));
    }
  }

  private void summary(Fact.Check check) {
    Mood mood =
        check.passed() ? Mood.GOOD : check.status() == CheckStatus.NOT_RUN ? Mood.CARE : Mood.BAD;
    parts.label(mood, Words.status(check.status()));
    parts.html().put("code", CommandName.of(check.command()));
    parts.gap();
    parts.meta(
        Words.end(check.exit(), check.signal())
            + (check.status() == CheckStatus.NOT_RUN
                ? ""
                : " in " + Words.duration(check.durationMs())));
  }

  private void receipt(Fact.Check check, List<EarlierResult> history) {
    Optional<String> output =
        Logs.of(report).find(check.log()).or(() -> Optional.ofNullable(check.tail()));
    parts.html().put("h4", "Command");
    parts.copyable(check.command());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Result", Words.status(check.status()));
    facts.put("End", Words.end(check.exit(), check.signal()));
    facts.put("Time", Words.duration(check.durationMs()));
    facts.put("Declared by", check.by().jsonName());
    facts.put("Earlier", Words.history(check, history));
    facts.put("Explanation", check.explanation() == null ? "" : check.explanation());
    facts.put("Log", check.log() == null ? "" : "`" + check.log() + "`");
    parts.facts(facts);
    parts.html().put("h4", "Output");
    if (output.isPresent() && !output.get().isBlank()) {
      parts.output(output.get());
    } else {
      parts.paragraph("Nothing of it is in this report.");
    }
  }

  private void manual(List<Fact.ManualCheck> checks) {
    for (Fact.ManualCheck check : checks) {
      Mood mood =
          switch (check.status()) {
            case PASSED -> Mood.GOOD;
            case FAILED -> Mood.BAD;
            case SKIPPED, NOT_RUN -> Mood.CARE;
          };
      answer("manual check", mood, check.status().jsonName(), check.text(), check.note());
    }
  }

  private void attestations(List<Fact.Attestation> attestations) {
    for (Fact.Attestation answer : attestations) {
      Mood mood =
          switch (answer.status()) {
            case GIVEN -> Mood.GOOD;
            case MISSING, REFUSED -> Mood.BAD;
            case NOT_APPLICABLE -> Mood.PLAIN;
          };
      String by = answer.by() == null ? "" : " by " + answer.by();
      answer(
          "attestation" + by, mood, answer.status().jsonName(), answer.policy(), answer.evidence());
    }
  }

  private void answer(String kind, Mood mood, String status, String text, @Nullable String note) {
    parts
        .html()
        .put(
            Tag.of("p", "answer").with("data-find", ""),
            () -> {
              parts.label(mood, status);
              parts.html().sentence(text + " ");
              parts.meta(kind + (note == null ? "" : ": " + note));
            });
  }
}
