package dev.execsession.report;

import dev.execsession.ci.Finding;
import dev.execsession.ci.Level;
import dev.execsession.ci.Rule;
import dev.execsession.ci.TestCase;
import dev.execsession.ci.TestSuite;
import dev.execsession.report.Verification.Standing;
import dev.execsession.text.CommandName;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists what needs attention in a verification, and its parts as test cases. */
final class VerificationFindings {
  private static final Set<String> NO_DOCUMENTATION = Set.of("missing", "unanswered");
  private static final Set<String> NO_FAILURE = Set.of("passed", "not run");

  private final Verification seen;
  private final TreePath plan;
  private final List<Finding> findings = new ArrayList<>();

  private VerificationFindings(Verification seen) {
    this.seen = seen;
    this.plan = SessionFindings.file(seen.plans().get(0).path(), null);
  }

  static List<Finding> of(Verification verification) {
    VerificationFindings made = new VerificationFindings(verification);
    made.list();
    return made.findings;
  }

  private void list() {
    for (Verification.Path path : seen.paths(Standing.OUTSIDE)) {
      findings.add(
          new Finding(
              SessionFindings.rule(path.verdict()), Level.ERROR, sentence(path), place(path)));
    }
    addAll(Rule.UNDECLARED_DEPENDENCY, Level.ERROR, seen.dependencies());
    String docs = seen.docs().note();
    if (docs != null && NO_DOCUMENTATION.contains(seen.docs().status())) {
      add(Rule.DOCUMENTATION, seen.docs().blocks() ? Level.ERROR : Level.WARNING, docs);
    }
    seen.checks().stream()
        .filter(check -> !NO_FAILURE.contains(check.status()))
        .forEach(check -> add(Rule.CHECK_FAILED, Level.ERROR, sentence(check)));
    Map<String, TreePath> places =
        seen.paths().stream()
            .collect(Collectors.toMap(Verification.Path::path, path -> place(path), (a, b) -> a));
    for (Verification.Flagged path : seen.flagged()) {
      findings.add(
          new Finding(
              Rule.NOTED_PATH,
              Level.NOTICE,
              "check that `" + path.path() + "` keeps to: " + path.note(),
              places.getOrDefault(path.path(), plan)));
    }
    addAll(Rule.GUARD, Level.NOTICE, seen.guards());
    addAll(
        Rule.UNTOUCHED,
        Level.NOTICE,
        seen.untouched().stream().map(pattern -> "no commit touched `" + pattern + "`").toList());
  }

  private static TreePath place(Verification.Path path) {
    return SessionFindings.file(path.path(), path.pathBase64());
  }

  private static String sentence(Verification.Path path) {
    return path.kind().jsonName()
        + " `"
        + path.path()
        + "`, "
        + path.verdict().jsonName()
        + " ("
        + path.rule()
        + ")";
  }

  private static String sentence(Verification.Check check) {
    return "check `" + CommandName.of(check.command()) + "` " + check.status();
  }

  private void addAll(Rule rule, Level level, List<String> messages) {
    messages.forEach(message -> add(rule, level, message));
  }

  private void add(Rule rule, Level level, String message) {
    findings.add(new Finding(rule, level, message, plan));
  }

  /** Returns one suite. */
  static List<TestSuite> tests(Verification seen) {
    String name = SessionTests.planName(seen.plans().get(0).path());
    List<TestCase> cases = new ArrayList<>();
    List<String> outside =
        seen.paths(Standing.OUTSIDE).stream().map(each -> sentence(each)).toList();
    cases.add(verdict("scope", outside));
    cases.add(verdict("dependencies", seen.dependencies()));
    cases.add(documentation(seen.docs()));
    for (Verification.Check check : seen.checks()) {
      String title = "check: " + CommandName.of(check.command());
      cases.add(
          check.status().equals("passed")
              ? TestCase.passed(title)
              : NO_FAILURE.contains(check.status())
                  ? TestCase.skipped(title, check.status())
                  : TestCase.failed(title, sentence(check), check.note()));
    }
    return List.of(new TestSuite("verify " + name, name + ".verify", cases));
  }

  private static TestCase documentation(Verification.Docs docs) {
    String note = docs.note();
    if (note == null || !NO_DOCUMENTATION.contains(docs.status())) {
      return TestCase.passed("documentation");
    }
    return docs.blocks()
        ? TestCase.failed("documentation", note, null)
        : TestCase.skipped("documentation", note);
  }

  private static TestCase verdict(String name, List<String> found) {
    return found.isEmpty()
        ? TestCase.passed(name)
        : TestCase.failed(name, SessionTests.first(found), String.join("\n", found));
  }
}
