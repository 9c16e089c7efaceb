package dev.execsession.engine;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.policy.ActivePolicy;
import dev.execsession.policy.Attestation;
import dev.execsession.policy.AttestationRecord;
import dev.execsession.policy.AttestationResult;
import dev.execsession.policy.DocsRule;
import dev.execsession.policy.Evidence;
import dev.execsession.policy.OnMissing;
import dev.execsession.policy.PolicyEngine;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Settles what no command can: manual checks, attestations, documentation. Without a person a
 * manual check is not run, and a missing answer pauses a stepwise session and blocks an autonomous
 * one.
 *
 * @param tree what an executor's evidence may name
 * @param commits whether a good block is committed before it is done
 */
record Ask(
    Contract contract,
    Policies policies,
    BlockWork work,
    People people,
    Evidence.Tree tree,
    boolean commits)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment whole = work.whole(block, now);
    Answers answers =
        new Answers(block, now.block(block.id()), whole, work.digest(block, whole), before);
    List<String> open = answers.open;
    try {
      manualChecks(answers);
      attestations(answers);
      docs(answers);
    } catch (NoAnswerException e) {
      open.add("block `" + block.id() + "` has questions that only a person can answer");
    }
    if (!answers.reasons.isEmpty()) {
      return work.bad(block, whole, answers.reasons);
    }
    if (!open.isEmpty()) {
      return Transition.paused(block.id(), String.join("; ", open), contract.runCommand());
    }
    Event good = work.good(block, whole, answers.risks);
    if (!people.isAutonomous() || commits) {
      return Transition.next(good);
    }
    // Without a prompt or a commit it is done at once.
    before.recordAhead(good);
    return Transition.next();
  }

  /** The answers about one block. */
  private static final class Answers {
    private final BlockContract block;
    private final BlockState state;
    private final Assessment whole;
    private final String digest;
    // Whether what was answered before was about the same bytes.
    private final boolean hold;
    private final EventSink events;
    // Reasons why the block is not done, remaining risks, and questions that only a person can
    // answer.
    private final List<String> reasons = new ArrayList<>();
    private final List<String> risks;
    private final List<String> open = new ArrayList<>();

    Answers(
        BlockContract block, BlockState state, Assessment whole, String digest, EventSink events) {
      this.block = block;
      this.state = state;
      this.whole = whole;
      this.digest = digest;
      this.hold = state.isAnsweredFor(digest);
      this.events = events;
      this.risks = new ArrayList<>(BlockWork.flaggedIncludes(whole));
      risks.addAll(state.foundRisks());
    }

    void documented(Fact.Docs docs, String by) {
      events.record(new Event.Documented(block.id(), docs, by, digest));
    }
  }

  private void manualChecks(Answers answers) {
    Map<String, Fact.ManualCheck> known = new LinkedHashMap<>();
    if (answers.hold) {
      answers.state.manualChecks().forEach(check -> known.put(check.text(), check));
    }
    for (String text : answers.block.manualChecks()) {
      Fact.ManualCheck check = known.get(text);
      if (check == null || (check.status() == Fact.ManualCheck.Status.NOT_RUN && people.canAsk())) {
        check =
            people.canAsk()
                ? people.gate().manualCheck(answers.block.id(), text)
                : new Fact.ManualCheck(text, Fact.ManualCheck.Status.NOT_RUN, null);
        answers.events.record(
            new Event.ManuallyChecked(answers.block.id(), check, people.name(), answers.digest));
      }
      switch (check.status()) {
        case FAILED ->
            answers.reasons.add(
                "manual check failed: "
                    + text
                    + (check.note() == null ? "" : " (" + check.note() + ")"));
        case NOT_RUN, SKIPPED ->
            answers.risks.add("manual check " + check.status().jsonName() + ": " + text);
        case PASSED -> {}
      }
    }
  }

  private void attestations(Answers answers) {
    List<ActivePolicy> active = policies.active(answers.whole);
    Map<String, List<Attestation>> given = given(answers);
    Evidence evidence =
        new Evidence(tree, answers.block.checks().stream().map(CheckSpec::command).toList());
    AttestationResult result = PolicyEngine.judge(active, given, evidence::isShown);
    if (people.canAsk()) {
      for (ActivePolicy policy : active) {
        if (isMissing(result, policy.id())) {
          String text = Objects.requireNonNull(policy.attest());
          Fact.Attestation answer =
              people
                  .gate()
                  .attest(
                      answers.block.id(),
                      policy.id(),
                      text,
                      "`" + policy.because().display() + "` changed");
          Attestation said =
              new Attestation(
                  people.name(),
                  true,
                  answer.status() == Fact.Attestation.Status.GIVEN,
                  answer.evidence() == null ? "" : answer.evidence());
          given.computeIfAbsent(policy.id(), id -> new ArrayList<>()).add(said);
        }
      }
      result = PolicyEngine.judge(active, given, evidence::isShown);
    }
    for (AttestationRecord record : result.records()) {
      answers.events.record(
          new Event.Attested(
              answers.block.id(),
              new Fact.Attestation(
                  record.policy(),
                  Fact.Attestation.Status.valueOf(record.status().name()),
                  record.by(),
                  record.evidence()),
              answers.digest));
    }
    answers.risks.addAll(result.risks());
    boolean refused =
        result.records().stream().anyMatch(r -> r.status() == AttestationRecord.Status.REFUSED);
    if (people.isAutonomous() || refused) {
      String remedy =
          refused
              ? "; press a to answer again, or let the executor attest it with evidence"
              : "; let the executor attest it with evidence, or run stepwise";
      result.blocking().stream().map(reason -> reason + remedy).forEach(answers.reasons::add);
    } else {
      answers.open.addAll(result.blocking());
    }
  }

  private static Map<String, List<Attestation>> given(Answers answers) {
    BlockState state = answers.state;
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
                                .add(
                                    new Attestation(
                                        Attestation.EXECUTOR,
                                        false,
                                        !run.refuses(policy),
                                        evidence))));
    for (Fact.Attestation known :
        answers.hold ? state.attestations() : List.<Fact.Attestation>of()) {
      if (known.status() != Fact.Attestation.Status.MISSING
          && !Attestation.EXECUTOR.equals(known.by())) {
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

  private void docs(Answers answers) {
    Config.Docs rule = contract.config().docs();
    List<String> required = new ArrayList<>(answers.block.block().docs());
    if (answers.block.block().docsNone() != null) {
      required.add("none — " + answers.block.block().docsNone());
    }
    List<TreePath> changed = answers.whole.touched();
    DocsRule.Result result =
        new DocsRule(rule.behaviour(), rule.docs(), Policies.MATCHER)
            .judge(required, changed, answers.whole.written());
    switch (result.status()) {
      case NOT_CONCERNED -> {}
      case UPDATED ->
          answers.documented(new Fact.Docs(Fact.Docs.Status.UPDATED, null), "exec-session");
      case NOT_NEEDED ->
          answers.documented(new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, result.note()), "the plan");
      case MISSING -> {
        answers.documented(new Fact.Docs(Fact.Docs.Status.MISSING, result.note()), "exec-session");
        answers.reasons.add(Objects.requireNonNull(result.note()));
      }
      case UNANSWERED -> unanswered(answers, rule, String.valueOf(result.note()));
    }
  }

  private void unanswered(Answers answers, Config.Docs rule, String because) {
    boolean answered =
        answers.hold
            && answers
                .state
                .docs()
                .filter(
                    docs ->
                        docs.status() == Fact.Docs.Status.ELSEWHERE
                            || docs.status() == Fact.Docs.Status.NOT_NEEDED)
                .isPresent();
    if (answered) {
      return;
    }
    if (people.canAsk()) {
      Fact.Docs docs = people.gate().docs(answers.block.id(), because);
      answers.documented(docs, people.name());
      if (docs.status() == Fact.Docs.Status.MISSING) {
        answers.reasons.add(because);
      }
      return;
    }
    answers.documented(new Fact.Docs(Fact.Docs.Status.MISSING, because), "exec-session");
    if (rule.onMissing() == OnMissing.RISK) {
      answers.risks.add(because);
    } else {
      (people.isAutonomous() ? answers.reasons : answers.open).add(because);
    }
  }
}
