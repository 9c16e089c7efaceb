package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** More than the contract allowed is accepted: by a person, or as an act of this tool. */
public sealed interface Grant extends Event {
  /**
   * A person keeps a block's work although it is not good. The block is approved.
   *
   * @param over why it is not good, a sentence each
   * @param changes everything that differs from the block's baseline, each path once
   * @param risks that remain besides this one
   * @param digest of the result that is kept
   */
  record AcceptedOver(
      String block,
      List<String> over,
      String reason,
      String by,
      Channel via,
      List<Fact.Change> changes,
      List<String> risks,
      String digest)
      implements Grant {
    /** Returns the risk that the report lists. */
    public String risk() {
      return "accepted over: " + String.join("; ", over) + " (" + by + ": " + reason + ")";
    }

    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.acceptedOver(this);
    }
  }

  /**
   * A person accepted changes made outside of any block as their own.
   *
   * @param baselines the scans that open blocks are compared with from here on, by block: with
   *     these changes in them; absent when no block is open
   * @param via how it was said; absent in older journals, and where nothing was asked
   * @param agent in whose prompt; absent elsewhere
   * @param checks what held of the prompt; absent elsewhere
   */
  record BetweenAccepted(
      List<Fact.Change> changes,
      List<String> violations,
      String by,
      String observation,
      @OmitWhenNull @Nullable Map<String, String> baselines,
      @OmitWhenNull @Nullable Channel via,
      @OmitWhenNull @Nullable Caller agent,
      @OmitWhenNull @Nullable List<String> checks)
      implements Grant {
    /** What needs no question. */
    public BetweenAccepted(
        List<Fact.Change> changes, List<String> violations, String by, String observation) {
      this(changes, violations, by, observation, null, null, null, null);
    }

    /** What a person accepted. */
    public BetweenAccepted(
        List<Fact.Change> changes,
        List<String> violations,
        String by,
        String observation,
        @Nullable Map<String, String> baselines,
        Consent consent) {
      this(
          changes,
          violations,
          by,
          observation,
          baselines,
          consent.via(),
          consent.agent(),
          consent.held());
    }

    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.betweenAccepted(this);
    }
  }

  /**
   * A person keeps it so that a block took away what others had done.
   *
   * @param losses a sentence for each path
   */
  record LossAccepted(String block, List<String> losses, String by) implements Grant {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.lossAccepted(this);
    }
  }

  /**
   * A person chose the mode of the blocks that an agent works on from here on.
   *
   * @param overridesPlan true when the plan asks for another mode; else absent
   * @param guardsAcknowledged true when the exclusions that only a person can enforce are; else
   *     absent
   * @param agent in whose prompt; absent elsewhere
   * @param checks what held of the prompt; absent elsewhere
   */
  record ModeChosen(
      Mode mode,
      String by,
      @OmitWhenNull @Nullable Boolean overridesPlan,
      @OmitWhenNull @Nullable Boolean guardsAcknowledged,
      Channel via,
      @OmitWhenNull @Nullable Caller agent,
      @OmitWhenNull @Nullable List<String> checks)
      implements Grant {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.modeChosen(this);
    }
  }

  /**
   * The plan's scope was amended while the session was open.
   *
   * @param block whose own scope was amended too; absent when none was
   * @param include patterns that were added
   * @param exclude patterns that were added
   * @param waitedMs time since the session stopped
   * @param planDigest of the amended plan
   * @param blocks as amended
   * @param scope every include of the plan
   * @param excluded every exclude of the plan
   */
  record Amended(
      @OmitWhenNull @Nullable String block,
      List<String> include,
      List<String> exclude,
      String reason,
      String by,
      long waitedMs,
      String planDigest,
      List<Fact.Block> blocks,
      List<String> scope,
      List<String> excluded)
      implements Grant {
    /** Returns a lock-in under the amended plan. */
    Event.Locked amending(Event.Locked locked) {
      return new Event.Locked(
          locked.session(),
          locked.tool(),
          locked.root(),
          locked.plan(),
          planDigest,
          locked.configDigest(),
          locked.title(),
          locked.objective(),
          locked.branch(),
          locked.head(),
          locked.mode(),
          locked.modeOverriddenBy(),
          locked.by(),
          blocks,
          locked.groups(),
          locked.guards(),
          scope,
          excluded,
          locked.completionChecks(),
          locked.stopConditions(),
          locked.baseline(),
          locked.previous(),
          locked.choices(),
          locked.risks(),
          locked.sandbox(),
          locked.unwatched());
    }

    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.amended(this);
    }
  }
}
