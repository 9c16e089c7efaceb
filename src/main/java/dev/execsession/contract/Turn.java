package dev.execsession.contract;

import dev.execsession.journal.Caller;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one command does in a session, and who does the work. */
public sealed interface Turn {
  /** Returns the agent that works on the blocks; empty when this tool runs executors. */
  default Optional<Caller> caller() {
    return Optional.empty();
  }

  /** Returns the mode of an agent's block, as far as the command says. */
  default Mode agentMode() {
    return Mode.STEPWISE;
  }

  /** Returns how a person said what the request allows. */
  default Consent consent() {
    return Consent.by(Channel.OPTION);
  }

  /**
   * Returns whether the agent that calls can pass on what a person says: a person is at its
   * terminal, and no command of an agent started it.
   */
  default boolean isAttended() {
    return false;
  }

  /** This tool runs the blocks' executors. */
  record Run() implements Turn {}

  /**
   * The next block is opened for the agent that calls.
   *
   * @param isAttended whether the agent can pass on what a person says
   * @param mode that a person chooses for the agent's blocks; absent when it stays
   * @param consent how a person said what the request allows
   */
  record Begin(Caller by, boolean isAttended, @Nullable Mode mode, Consent consent)
      implements Turn {
    public Begin(Caller by, boolean isAttended) {
      this(by, isAttended, null, Consent.by(Channel.OPTION));
    }

    @Override
    public Mode agentMode() {
      return mode == null ? Mode.STEPWISE : mode;
    }

    @Override
    public Optional<Caller> caller() {
      return Optional.of(by);
    }
  }

  /**
   * The agent hands over its work on the open block.
   *
   * @param isAttended whether the agent can pass on what a person says
   */
  record Finish(Caller by, boolean isAttended, Report report) implements Turn {
    @Override
    public Optional<Caller> caller() {
      return Optional.of(by);
    }
  }

  /** A person decides on a result; no executor runs. */
  record Decide(Consent consent) implements Turn {}

  /**
   * What the agent says about its work.
   *
   * @param attestations evidence, by policy
   * @param escalate why the work goes back to planning; absent when it does not
   * @param detail how the plan must change
   */
  record Report(
      @Nullable String summary,
      List<String> notes,
      List<String> risks,
      Map<String, String> attestations,
      @Nullable EscalationReason escalate,
      @Nullable String detail) {
    public Report {
      notes = List.copyOf(notes);
      risks = List.copyOf(risks);
      attestations = Map.copyOf(attestations);
    }

    /** Returns whether the agent reports nothing. */
    public boolean isEmpty() {
      return summary == null
          && notes.isEmpty()
          && risks.isEmpty()
          && attestations.isEmpty()
          && escalate == null;
    }
  }
}
