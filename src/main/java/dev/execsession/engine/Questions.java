package dev.execsession.engine;

import dev.execsession.config.Config;
import dev.execsession.config.OnMissing;
import dev.execsession.contract.BlockContract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.policy.ActivePolicy;
import dev.execsession.policy.Attestation;
import dev.execsession.policy.AttestationRecord;
import dev.execsession.policy.AttestationResult;
import dev.execsession.policy.DocsRule;
import dev.execsession.policy.PolicyEngine;
import dev.execsession.scan.Assessment;
import dev.execsession.text.ForeignText;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Settles what no command can: manual checks, attestations, documentation. A person is asked where
 * one is there; without one a manual check stays not run, and what must not be missing pauses a
 * stepwise session and blocks an autonomous one.
 */
final class Questions {
  private final Session session;
  private final Policies policies;

  Questions(Session session, Policies policies) {
    this.session = session;
    this.policies = policies;
  }

  /**
   * How the questions were settled.
   *
   * @param question what only a person can answer and nobody did; empty when the session need not
   *     pause
   * @param reasons why the block is not done
   * @param risks what remains although it is
   */
  record Answers(String question, List<String> reasons, List<String> risks) {
    boolean paused() {
      return !question.isEmpty();
    }
  }

  /** Asks everything that good work still needs and records each answer. */
  Answers ask(BlockContract block, Assessment whole) {
    List<String> reasons = new ArrayList<>();
    List<String> risks = new ArrayList<>(flaggedIncludes(whole));
    List<String> open = new ArrayList<>();
    try {
      manualChecks(block, reasons, risks);
      attestations(block, whole, reasons, risks, open);
      docs(block, whole, reasons, risks, open);
    } catch (NoAnswerException e) {
      open.add("block `" + block.id() + "` has questions that only a person can answer");
    }
    return new Answers(reasons.isEmpty() ? String.join("; ", open) : "", reasons, risks);
  }

  /**
   * An include with a condition, {@code only the limits key}, stays allowed; the reader must look.
   */
  static List<String> flaggedIncludes(Assessment whole) {
    return whole.changes().stream()
        .filter(change -> !change.isViolation() && change.note() != null)
        .map(
            change ->
                "`"
                    + ForeignText.oneLine(change.path())
                    + "` changed; its include says: "
                    + change.note())
        .toList();
  }

  private void manualChecks(BlockContract block, List<String> reasons, List<String> risks) {
    Map<String, Fact.ManualCheck> known = new LinkedHashMap<>();
    session.state(block.id()).manualChecks().forEach(check -> known.put(check.text(), check));
    for (String text : block.manualChecks()) {
      Fact.ManualCheck check = known.get(text);
      if (check == null
          || (check.status() == Fact.ManualCheck.Status.NOT_RUN && session.canAsk())) {
        check =
            session.canAsk()
                ? session.gate().manualCheck(block.id(), text)
                : new Fact.ManualCheck(text, Fact.ManualCheck.Status.NOT_RUN, null);
        session.record(new Event.ManuallyChecked(block.id(), check, session.request().by()));
      }
      switch (check.status()) {
        case FAILED ->
            reasons.add(
                "manual check failed: "
                    + text
                    + (check.note() == null ? "" : " (" + check.note() + ")"));
        case NOT_RUN, SKIPPED ->
            risks.add("manual check " + check.status().jsonName() + ": " + text);
        case PASSED -> {}
      }
    }
  }

  private void attestations(
      BlockContract block,
      Assessment whole,
      List<String> reasons,
      List<String> risks,
      List<String> open) {
    List<ActivePolicy> active = policies.active(whole);
    Map<String, List<Attestation>> given = given(session.state(block.id()));
    AttestationResult result = PolicyEngine.judge(active, given);
    if (session.canAsk()) {
      for (ActivePolicy policy : active) {
        if (isMissing(result, policy.id())) {
          String text = Objects.requireNonNull(policy.attest());
          Fact.Attestation answer =
              session
                  .gate()
                  .attest(
                      block.id(),
                      policy.id(),
                      text,
                      "`" + policy.because().display() + "` changed");
          Attestation said =
              new Attestation(
                  session.request().by(),
                  true,
                  answer.status() == Fact.Attestation.Status.GIVEN,
                  answer.evidence() == null ? "" : answer.evidence());
          given.computeIfAbsent(policy.id(), id -> new ArrayList<>()).add(said);
        }
      }
      result = PolicyEngine.judge(active, given);
    }
    for (AttestationRecord record : result.records()) {
      session.record(
          new Event.Attested(
              block.id(),
              new Fact.Attestation(
                  record.policy(),
                  Fact.Attestation.Status.valueOf(record.status().name()),
                  record.by(),
                  record.evidence())));
    }
    risks.addAll(result.risks());
    boolean refused =
        result.records().stream().anyMatch(r -> r.status() == AttestationRecord.Status.REFUSED);
    if (session.isAutonomous() || refused) {
      result.blocking().stream()
          .map(reason -> reason + "; its executor says so with evidence, or a person stepwise")
          .forEach(reasons::add);
    } else {
      open.addAll(result.blocking());
    }
  }

  private Map<String, List<Attestation>> given(BlockState state) {
    Map<String, List<Attestation>> given = new LinkedHashMap<>();
    state
        .execution()
        .ifPresent(
            run ->
                run.attestations()
                    .forEach(
                        (policy, evidence) ->
                            given
                                .computeIfAbsent(policy, id -> new ArrayList<>())
                                .add(new Attestation("executor", false, true, evidence))));
    for (Fact.Attestation known : state.attestations()) {
      if (known.status() != Fact.Attestation.Status.MISSING && !"executor".equals(known.by())) {
        given
            .computeIfAbsent(known.policy(), id -> new ArrayList<>())
            .add(
                new Attestation(
                    String.valueOf(known.by()),
                    true,
                    known.status() == Fact.Attestation.Status.GIVEN,
                    known.evidence() == null ? "" : known.evidence()));
      }
    }
    return given;
  }

  private static boolean isMissing(AttestationResult result, String policy) {
    return result.records().stream()
        .anyMatch(
            record ->
                record.policy().equals(policy)
                    && record.status() == AttestationRecord.Status.MISSING);
  }

  private void docs(
      BlockContract block,
      Assessment whole,
      List<String> reasons,
      List<String> risks,
      List<String> open) {
    Config.Docs rule = session.contract().config().docs();
    List<String> required = new ArrayList<>(block.block().docs());
    if (block.block().docsNone() != null) {
      required.add("none — " + block.block().docsNone());
    }
    List<TreePath> changed = whole.touched();
    DocsRule.Result result =
        new DocsRule(rule.behaviour(), rule.docs(), Policies.MATCHER).judge(required, changed);
    switch (result.status()) {
      case NOT_CONCERNED -> {}
      case UPDATED ->
          documented(block, new Fact.Docs(Fact.Docs.Status.UPDATED, null), "exec-session");
      case NOT_NEEDED ->
          documented(block, new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, result.note()), "the plan");
      case MISSING -> {
        documented(block, new Fact.Docs(Fact.Docs.Status.MISSING, result.note()), "exec-session");
        reasons.add(Objects.requireNonNull(result.note()));
      }
      case UNANSWERED ->
          unanswered(block, rule, String.valueOf(result.note()), reasons, risks, open);
    }
  }

  private void unanswered(
      BlockContract block,
      Config.Docs rule,
      String because,
      List<String> reasons,
      List<String> risks,
      List<String> open) {
    boolean answered =
        session
            .state(block.id())
            .docs()
            .filter(
                docs ->
                    docs.status() == Fact.Docs.Status.ELSEWHERE
                        || docs.status() == Fact.Docs.Status.NOT_NEEDED)
            .isPresent();
    if (answered) {
      return;
    }
    if (session.canAsk()) {
      documented(block, session.gate().docs(block.id(), because), session.request().by());
      return;
    }
    documented(block, new Fact.Docs(Fact.Docs.Status.MISSING, because), "exec-session");
    if (rule.onMissing() == OnMissing.RISK) {
      risks.add(because);
    } else {
      (session.isAutonomous() ? reasons : open).add(because);
    }
  }

  private void documented(BlockContract block, Fact.Docs docs, String by) {
    session.record(new Event.Documented(block.id(), docs, by));
  }
}
