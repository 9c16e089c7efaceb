package dev.execsession.journal;

import java.util.List;
import java.util.Map;

/** A block's work is removed from the worktree, or restored. */
public sealed interface Reversal extends Event {
  /** The changes of a block are about to be undone; the observation's content is kept. */
  record Undoing(String block, List<String> paths, String observation) implements Reversal {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.undoing(this);
    }
  }

  /**
   * The changes of a block were undone.
   *
   * @param observation file of the scan afterwards
   * @param kept digests of the content that was replaced or removed, by path
   */
  record Undone(
      String block,
      List<String> restored,
      List<String> removed,
      String observation,
      Map<String, String> kept)
      implements Reversal {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.undone(this);
    }
  }

  /** The work that the last undo removed is about to be restored. */
  record Redoing(String block, List<String> paths, String observation) implements Reversal {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.redoing(this);
    }
  }

  /** The work that the last undo of a block removed was restored. */
  record Redone(String block, List<String> restored, List<String> removed, String observation)
      implements Reversal {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.redone(this);
    }
  }
}
