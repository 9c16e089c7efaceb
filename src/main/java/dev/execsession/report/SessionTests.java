package dev.execsession.report;

import dev.execsession.ci.TestCase;
import dev.execsession.ci.TestSuite;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Progress;
import dev.execsession.journal.Step;
import dev.execsession.text.CommandName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lists a session's blocks as test suites; their checks and verdicts are the cases. */
final class SessionTests {
  private final SessionReport report;
  private final FailedLogs logs;

  private SessionTests(SessionReport report) {
    this.report = report;
    this.logs = FailedLogs.of(report);
  }

  static List<TestSuite> of(SessionReport report) {
    SessionTests made = new SessionTests(report);
    List<TestSuite> suites = new ArrayList<>();
    String plan = planName(report.plan().path());
    for (SessionReport.Block block : report.blocks()) {
      suites.add(
          new TestSuite(
              block.id() + " " + block.title(),
              plan + "." + block.id().replace('.', '_'),
              made.cases(block)));
    }
    List<TestCase> completion = made.completion();
    if (!completion.isEmpty()) {
      suites.add(new TestSuite("completion", plan + ".completion", completion));
    }
    return suites;
  }

  /** Returns {@code limit} for {@code docs/exec-plans/active/limit.md}. */
  static String planName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.replaceFirst("\\.md$", "").replace('.', '_');
  }

  private List<TestCase> cases(SessionReport.Block block) {
    List<TestCase> cases = new ArrayList<>();
    SessionReport.Executor end = block.executor();
    if (end != null) {
      TestCase executor =
          end.failure() == null
              ? TestCase.passed("executor")
              : TestCase.failed("executor", end.failure(), logs.text(end).orElse(null));
      cases.add(executor.took(end.durationMs()));
    }
    if (block.attempts() > 0 || !block.changes().isEmpty()) {
      cases.add(scope(block));
    }
    block.checks().forEach(check -> cases.add(check(check)));
    block.manualChecks().forEach(check -> cases.add(manual(check)));
    for (Fact.Attestation each : block.attestations()) {
      String name = "policy: " + each.policy();
      cases.add(
          each.status() == Fact.Attestation.Status.GIVEN
              ? TestCase.passed(name)
              : TestCase.skipped(name, each.status().jsonName()));
    }
    Fact.Docs docs = block.docs();
    if (docs != null) {
      cases.add(
          docs.status() == Fact.Docs.Status.MISSING
              ? TestCase.skipped("documentation", docs.status().jsonName())
              : TestCase.passed("documentation"));
    }
    cases.add(result(block));
    return cases;
  }

  private static TestCase scope(SessionReport.Block block) {
    List<String> found = new ArrayList<>();
    block.changes().stream()
        .filter(Fact.Change::isViolation)
        .map(SessionFindings::sentence)
        .forEach(found::add);
    found.addAll(block.violations());
    return found.isEmpty()
        ? TestCase.passed("scope")
        : block.acceptedOver() != null
            ? TestCase.skipped("scope", kept(block.acceptedOver()))
            : TestCase.failed("scope", first(found), String.join("\n", found));
  }

  private static TestCase result(SessionReport.Block block) {
    if (block.acceptedOver() != null) {
      return TestCase.skipped("result", kept(block.acceptedOver()));
    }
    if (block.status() == Progress.DONE) {
      return TestCase.passed("result");
    }
    if (block.status() == Progress.BLOCKED || block.step() == Step.ESCALATED) {
      List<String> reasons = block.reasons().isEmpty() ? List.of("escalated") : block.reasons();
      return TestCase.failed("result", first(reasons), String.join("\n", reasons));
    }
    return TestCase.skipped("result", block.attempts() == 0 ? "not started" : "not approved");
  }

  private static String kept(SessionReport.Kept kept) {
    return "kept by " + kept.by() + ": " + kept.reason();
  }

  static String first(List<String> sentences) {
    int more = sentences.size() - 1;
    return sentences.get(0) + (more == 0 ? "" : " and " + more + " more");
  }

  private TestCase check(Fact.Check check) {
    String name = "check: " + CommandName.of(check.command());
    if (check.status() == CheckStatus.NOT_RUN) {
      return TestCase.skipped(name, Words.status(check.status()));
    }
    TestCase ran =
        check.passed()
            ? TestCase.passed(name)
            : TestCase.failed(
                name,
                SessionFindings.sentence(check),
                logs.text(check).orElse(check.explanation()));
    return ran.took(check.durationMs());
  }

  private static TestCase manual(Fact.ManualCheck check) {
    String name = "manual: " + check.text();
    String note = check.note() == null ? "" : ": " + check.note();
    return switch (check.status()) {
      case PASSED -> TestCase.passed(name);
      case FAILED -> TestCase.failed(name, "failed" + note, null);
      case SKIPPED, NOT_RUN -> TestCase.skipped(name, check.status().jsonName() + note);
    };
  }

  private List<TestCase> completion() {
    SessionReport.Completion completion = report.completion();
    List<TestCase> cases = new ArrayList<>();
    completion.checks().forEach(check -> cases.add(check(check)));
    completion.manualChecks().forEach(check -> cases.add(manual(check)));
    if (!completion.reasons().isEmpty()) {
      cases.add(
          TestCase.failed(
              "result",
              first(completion.reasons()),
              completion.reasons().stream().collect(Collectors.joining("\n"))));
    }
    return cases;
  }
}
