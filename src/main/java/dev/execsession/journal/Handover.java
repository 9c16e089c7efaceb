package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Work from before the session that counts as a block's. */
public sealed interface Handover extends Event {
  /**
   * A block of an earlier session counts as done: its definition is unchanged and its work is still
   * there.
   *
   * @param confined whether every command of the block was sandboxed there
   * @param evidence what else shows that it is done; absent in older journals
   */
  record Carried(
      String block,
      String from,
      List<Fact.Change> changes,
      List<String> commits,
      List<Fact.Check> checks,
      boolean confined,
      @OmitWhenNull @Nullable Evidence evidence)
      implements Handover {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.carried(this);
    }
  }

  /**
   * The work of a block of an earlier session counts as this block's and is judged again. The
   * {@code baseline} is the tree as it is now, without that work; so what others did since is not
   * the block's.
   *
   * @param changes the block's work; absent in older journals
   * @param open findings about history and references that are not accepted; absent when empty
   * @param before the scan that the block started from there, where {@code open} is looked for
   */
  record TakenOver(
      String block,
      String from,
      String baseline,
      @OmitWhenNull @Nullable List<Fact.Change> changes,
      @OmitWhenNull @Nullable List<String> open,
      @OmitWhenNull @Nullable String before)
      implements Handover {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.takenOver(this);
    }
  }

  /** The work of an earlier session is carried or taken over as far as it is still valid. */
  record CarriedOver(String from) implements Handover {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.carriedOver(this);
    }
  }

  /**
   * Uncommitted changes that were there before the session count as the block's work.
   *
   * @param paths their {@link dev.execsession.text.TreePath#key keys}
   * @param baseline the scan that the block's changes are compared with: the tree without them
   * @param undoTo the scan that an undo restores: the tree with them
   */
  record Adopted(String block, List<String> paths, String baseline, String undoTo, String by)
      implements Handover {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.adopted(this);
    }
  }

  /**
   * A commit on the branch names the block's digest: a session elsewhere did it. Its work counts as
   * the block's and is judged again.
   *
   * @param baseline the tree as it is now, without what the commit changed
   */
  record FoundCommitted(String block, String commit, String baseline) implements Handover {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.foundCommitted(this);
    }
  }

  /**
   * What shows that a block is done, besides its changes and checks.
   *
   * @param execution absent when a person did the work before it was recorded
   * @param notes for the planner
   * @param over what a person kept although it is not good; absent in older journals
   * @param history of its checks; absent when all passed at once, and in older journals
   */
  record Evidence(
      Fact.@Nullable Execution execution,
      List<Fact.Approval> approvals,
      List<Fact.ManualCheck> manualChecks,
      List<Fact.Attestation> attestations,
      Fact.@Nullable Docs docs,
      List<String> risks,
      List<String> notes,
      List<Fact.SideEffect> sideEffects,
      List<Fact.Commit> commits,
      @OmitWhenNull Grant.@Nullable AcceptedOver over,
      @OmitWhenNull @Nullable List<EarlierResult> history) {
    /** Returns the same with the executor's log named otherwise. */
    public Evidence withLog(UnaryOperator<String> rename) {
      return new Evidence(
          execution == null ? null : execution.withLog(rename),
          approvals,
          manualChecks,
          attestations,
          docs,
          risks,
          notes,
          sideEffects,
          commits,
          over,
          history);
    }
  }
}
