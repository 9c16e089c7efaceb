package dev.execsession.contract;

import dev.execsession.journal.Caller;
import dev.execsession.journal.Channel;
import dev.execsession.journal.EscalationReason;
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

  /** This tool runs the blocks' executors. */
  record Run() implements Turn {}

  /** The next block is opened for the agent that calls. */
  record Begin(Caller by) implements Turn {
    @Override
    public Optional<Caller> caller() {
      return Optional.of(by);
    }
  }

  /** The agent hands over its work on the open block. */
  record Finish(Caller by, Report report) implements Turn {
    @Override
    public Optional<Caller> caller() {
      return Optional.of(by);
    }
  }

  /**
   * A person decides on a result; no executor runs.
   *
   * @param agent the agent in whose prompt it was typed; absent elsewhere
   * @param checks the rules that held for the prompt; empty elsewhere
   */
  record Decide(Channel via, @Nullable Caller agent, List<String> checks) implements Turn {
    public Decide {
      checks = List.copyOf(checks);
    }
  }

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
