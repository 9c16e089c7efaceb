package dev.execsession.engine;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Awaited;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    GateView view,
    Evidence.Tree tree,
    boolean commits)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    Assessment whole = work.whole(block, now);
    String digest = work.digest(block, whole);
    Inquiry known = new Inquiry(block, now.block(block.id()), whole, digest, before);
    List<Question> questions = questions(known);
    if (!questions.isEmpty() && people.canAsk()) {
      try {
        BlockState state = now.block(block.id());
        people.gate().questions(state, questions, view.of(state), known::record);
      } catch (NoAnswerException e) {
        return Transition.paused(
            Awaited.ANSWERS,
            block.id(),
            "block `" + block.id() + "` has questions that only a person can answer",
            next(block));
      }
    }
    Inquiry inquiry = new Inquiry(block, before.state().block(block.id()), whole, digest, before);
    manualChecks(inquiry);
    attestations(inquiry);
    docs(inquiry);
    if (!inquiry.reasons.isEmpty()) {
      return work.bad(block, whole, inquiry.reasons);
    }
    if (!inquiry.open.isEmpty()) {
      return Transition.paused(
          Awaited.ANSWERS, block.id(), String.join("; ", inquiry.open), next(block));
    }
    Event good = work.good(block, whole, inquiry.risks);
    if (!people.isAutonomous() || commits) {
      return Transition.next(good);
    }
    // Without a prompt or a commit it is done at once.
    before.recordAhead(good);
    return Transition.next();
  }

  /** Returns the command that asks a person; it leaves the next block to the agent. */
  private String next(BlockContract block) {
    return contract.stepwiseCommand() + (contract.isForAgent() ? " --until " + block.id() : "");
  }

  /** What is known and found out about one block. */
  private final class Inquiry {
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

    Inquiry(
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

    Optional<Fact.ManualCheck> manualCheck(String text) {
      return state.manualChecks().stream()
          .filter(check -> hold && check.text().equals(text))
          .findFirst();
    }

    Optional<Fact.Docs> docs() {
      return state
          .docs()
          .filter(
              docs ->
                  hold
                      && (docs.status() == Fact.Docs.Status.ELSEWHERE
                          || docs.status() == Fact.Docs.Status.NOT_NEEDED));
    }

    void record(Question.Reply reply) {
      Question question = reply.question();
      switch (question.kind()) {
        case MANUAL_CHECK -> checked(question.name(), manual(reply.answer()), reply.text());
        case POLICY ->
            attested(
                new Fact.Attestation(
                    question.name(), attestation(reply.answer()), people.name(), reply.text()));
        case DOCUMENTATION ->
            documented(new Fact.Docs(documentation(reply.answer()), reply.text()), people.name());
      }
    }

    Fact.ManualCheck checked(String text, Fact.ManualCheck.Status status, @Nullable String note) {
      Fact.ManualCheck check = new Fact.ManualCheck(text, status, note);
      events.record(new Event.ManuallyChecked(block.id(), check, people.name(), digest));
      return check;
    }

    void attested(Fact.Attestation attestation) {
      if (!hold || !state.attestations().contains(attestation)) {
        events.record(new Event.Attested(block.id(), attestation, digest));
      }
    }

    void documented(Fact.Docs docs, String by) {
      events.record(new Event.Documented(block.id(), docs, by, digest));
    }
  }

  private static Fact.ManualCheck.Status manual(Question.Answer answer) {
    return switch (answer) {
      case YES -> Fact.ManualCheck.Status.PASSED;
      case FAILS -> Fact.ManualCheck.Status.FAILED;
      case NOT_APPLICABLE -> Fact.ManualCheck.Status.SKIPPED;
    };
  }

  private static Fact.Attestation.Status attestation(Question.Answer answer) {
    return switch (answer) {
      case YES -> Fact.Attestation.Status.GIVEN;
      case FAILS -> Fact.Attestation.Status.REFUSED;
      case NOT_APPLICABLE -> Fact.Attestation.Status.NOT_APPLICABLE;
    };
  }

  private static Fact.Docs.Status documentation(Question.Answer answer) {
    return switch (answer) {
      case YES -> Fact.Docs.Status.ELSEWHERE;
      case FAILS -> Fact.Docs.Status.MISSING;
      case NOT_APPLICABLE -> Fact.Docs.Status.NOT_NEEDED;
    };
  }

  private List<Question> questions(Inquiry known) {
    List<Question> questions = new ArrayList<>();
    for (String text : known.block.manualChecks()) {
      if (known
          .manualCheck(text)
          .filter(check -> check.status() != Fact.ManualCheck.Status.NOT_RUN)
          .isEmpty()) {
        questions.add(Question.manualCheck(text));
      }
    }
    List<ActivePolicy> active = policies.active(known.whole);
    AttestationResult result = judge(known, active);
    for (ActivePolicy policy : active) {
      if (isMissing(result, policy.id())) {
        questions.add(
            new Question(
                Question.Kind.POLICY,
                policy.id(),
                Objects.requireNonNull(policy.attest()),
                "`" + policy.because().display() + "` changed"));
      }
    }
    DocsRule.Result docs = rule(known);
    if (docs.status() == DocsRule.Status.UNANSWERED && known.docs().isEmpty()) {
      String because = String.valueOf(docs.note());
      questions.add(new Question(Question.Kind.DOCUMENTATION, because, because, null));
    }
    return questions;
  }

  private static void manualChecks(Inquiry inquiry) {
    for (String text : inquiry.block.manualChecks()) {
      Fact.ManualCheck check =
          inquiry
              .manualCheck(text)
              .orElseGet(() -> inquiry.checked(text, Fact.ManualCheck.Status.NOT_RUN, null));
      switch (check.status()) {
        case FAILED ->
            inquiry.reasons.add(
                "manual check failed: "
                    + text
                    + (check.note() == null ? "" : " (" + check.note() + ")"));
        case NOT_RUN, SKIPPED ->
            inquiry.risks.add(
                "manual check "
                    + check.status().jsonName()
                    + ": "
                    + text
                    + (check.note() == null ? "" : " (" + check.note() + ")"));
        case PASSED -> {}
      }
    }
  }

  private AttestationResult judge(Inquiry inquiry, List<ActivePolicy> active) {
    Evidence evidence =
        new Evidence(tree, inquiry.block.checks().stream().map(CheckSpec::command).toList());
    return PolicyEngine.judge(active, given(inquiry), evidence::isShown);
  }

  private void attestations(Inquiry inquiry) {
    AttestationResult result = judge(inquiry, policies.active(inquiry.whole));
    for (AttestationRecord record : result.records()) {
      inquiry.attested(
          new Fact.Attestation(
              record.policy(),
              Fact.Attestation.Status.valueOf(record.status().name()),
              record.by(),
              record.evidence()));
    }
    inquiry.risks.addAll(result.risks());
    boolean refused =
        result.records().stream().anyMatch(r -> r.status() == AttestationRecord.Status.REFUSED);
    boolean isForAgent = contract.isForAgent();
    if (people.isAutonomous() || isForAgent || refused) {
      String remedy =
          isForAgent
              ? "; attest it with `exec-session finish --attest POLICY=EVIDENCE`"
              : refused
                  ? "; press r to answer again, or let the executor attest it with evidence"
                  : "; let the executor attest it with evidence, or run stepwise";
      result.blocking().stream().map(reason -> reason + remedy).forEach(inquiry.reasons::add);
    } else {
      inquiry.open.addAll(result.blocking());
    }
  }

  private static Map<String, List<Attestation>> given(Inquiry inquiry) {
    BlockState state = inquiry.state;
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
                                        run.refuses(policy)
                                            ? Attestation.Answer.REFUSED
                                            : Attestation.Answer.GIVEN,
                                        evidence))));
    for (Fact.Attestation known :
        inquiry.hold ? state.attestations() : List.<Fact.Attestation>of()) {
      if (known.status() != Fact.Attestation.Status.MISSING
          && !Attestation.EXECUTOR.equals(known.by())) {
        given
            .computeIfAbsent(known.policy(), id -> new ArrayList<>())
            .add(
                new Attestation(
                    String.valueOf(known.by()),
                    true,
                    Attestation.Answer.valueOf(known.status().name()),
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

  private DocsRule.Result rule(Inquiry inquiry) {
    Config.Docs rule = contract.config().docs();
    List<String> required = new ArrayList<>(inquiry.block.block().docs());
    if (inquiry.block.block().docsNone() != null) {
      required.add("none — " + inquiry.block.block().docsNone());
    }
    return new DocsRule(rule.behaviour(), rule.docs(), Policies.MATCHER)
        .judge(required, inquiry.whole.touched(), inquiry.whole.written());
  }

  private void docs(Inquiry inquiry) {
    DocsRule.Result result = rule(inquiry);
    switch (result.status()) {
      case NOT_CONCERNED -> {}
      case UPDATED ->
          inquiry.documented(new Fact.Docs(Fact.Docs.Status.UPDATED, null), "exec-session");
      case NOT_NEEDED ->
          inquiry.documented(new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, result.note()), "the plan");
      case MISSING -> {
        inquiry.documented(new Fact.Docs(Fact.Docs.Status.MISSING, result.note()), "exec-session");
        inquiry.reasons.add(Objects.requireNonNull(result.note()));
      }
      case UNANSWERED -> unanswered(inquiry, String.valueOf(result.note()));
    }
  }

  private void unanswered(Inquiry inquiry, String because) {
    if (inquiry.docs().isPresent()) {
      return;
    }
    if (people.canAsk()) {
      // The person answered that it is missing.
      inquiry.reasons.add(because);
      return;
    }
    inquiry.documented(new Fact.Docs(Fact.Docs.Status.MISSING, because), "exec-session");
    if (contract.config().docs().onMissing() == OnMissing.RISK) {
      inquiry.risks.add(because);
    } else {
      (people.isAutonomous() ? inquiry.reasons : inquiry.open).add(because);
    }
  }
}
