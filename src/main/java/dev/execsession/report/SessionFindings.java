package dev.execsession.report;

import dev.execsession.ci.Finding;
import dev.execsession.ci.Level;
import dev.execsession.ci.Rule;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Fact;
import dev.execsession.scope.Verdict;
import dev.execsession.text.CommandName;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what needs attention in a session. */
final class SessionFindings {
  private final SessionReport report;
  private final TreePath plan;
  private final List<Finding> findings = new ArrayList<>();

  private SessionFindings(SessionReport report) {
    this.report = report;
    this.plan = file(report.plan().path(), null);
  }

  static List<Finding> of(SessionReport report) {
    SessionFindings made = new SessionFindings(report);
    made.session();
    report.blocks().forEach(made::block);
    made.completion();
    report.risks().forEach(risk -> made.add(Rule.RISK, Level.WARNING, risk));
    report.guards().forEach(guard -> made.add(Rule.GUARD, Level.NOTICE, guard));
    return made.findings;
  }

  /** Returns the path as one in the worktree, which one named otherwise becomes. */
  static TreePath file(String path, @Nullable String base64) {
    return base64 == null
        ? TreePath.of(path.replaceAll("/+", "/").replaceAll("^/|/$", ""))
        : TreePath.ofBytes(Base64.getDecoder().decode(base64));
  }

  static Rule rule(Verdict verdict) {
    return switch (verdict) {
      case EXCLUDED -> Rule.EXCLUDED_PATH;
      case PROTECTED -> Rule.PROTECTED_PATH;
      case SENSITIVE -> Rule.SENSITIVE_PATH;
      case INCLUDED, OUTSIDE, SIDE_EFFECT -> Rule.OUTSIDE_SCOPE;
    };
  }

  private void session() {
    if (report.distrusted() != null) {
      add(Rule.UNTRUSTED, Level.ERROR, report.distrusted());
    }
    SessionReport.Escalation open = report.escalation();
    if (open != null) {
      add(Rule.ESCALATED, Level.ERROR, open.detail());
    }
    if (report.question() != null) {
      add(Rule.WAITING, Level.WARNING, report.question() + "; " + report.next());
    }
  }

  private void block(SessionReport.Block block) {
    String of = "block `" + block.id() + "`: ";
    SessionReport.Kept kept = block.acceptedOver();
    if (kept != null) {
      String over = String.join("; ", kept.over());
      add(
          Rule.ACCEPTED_OVER,
          Level.WARNING,
          of + over + "; kept by " + kept.by() + ": " + kept.reason());
    } else if (!block.undone()) {
      int before = findings.size();
      changes(of, block.changes());
      block.violations().forEach(each -> add(Rule.HISTORY, Level.ERROR, of + each));
      checks(of, block.checks());
      SessionReport.Executor end = block.executor();
      if (end != null && end.failure() != null) {
        add(Rule.EXECUTOR_FAILED, Level.ERROR, of + end.failure());
      }
      if (findings.size() == before) {
        block.reasons().forEach(reason -> add(Rule.BLOCKED, Level.ERROR, of + reason));
      }
    }
  }

  private void completion() {
    SessionReport.Completion completion = report.completion();
    String of = "at completion: ";
    int before = findings.size();
    changes(of, completion.changes());
    checks(of, completion.checks());
    if (findings.size() == before) {
      completion.reasons().forEach(reason -> add(Rule.BLOCKED, Level.ERROR, of + reason));
    }
  }

  private void changes(String of, List<Fact.Change> changes) {
    changes.stream()
        .filter(Fact.Change::isViolation)
        .forEach(
            change ->
                findings.add(
                    new Finding(
                        rule(change.verdict()),
                        Level.ERROR,
                        of + sentence(change),
                        file(change.path(), change.pathBase64()))));
  }

  /** Returns {@code modified `api/app.py`, outside (not in any include)}. */
  static String sentence(Fact.Change change) {
    return change.kind().jsonName()
        + " `"
        + change.path()
        + "`, "
        + change.verdict().jsonName()
        + (change.rule().isEmpty() ? "" : " (" + change.rule() + ")");
  }

  private void checks(String of, List<Fact.Check> checks) {
    checks.stream()
        .filter(check -> !check.passed() && check.status() != CheckStatus.NOT_RUN)
        .forEach(check -> add(Rule.CHECK_FAILED, Level.ERROR, of + sentence(check)));
  }

  /** Returns {@code check `make test` failed with exit 1}. */
  static String sentence(Fact.Check check) {
    String end = check.status() == CheckStatus.FAILED ? Words.end(check.exit(), null) : "";
    return "check `"
        + CommandName.of(check.command())
        + "` "
        + Words.status(check.status())
        + (end.isEmpty() ? "" : " with " + end);
  }

  private void add(Rule rule, Level level, String message) {
    findings.add(new Finding(rule, level, message, plan));
  }
}
