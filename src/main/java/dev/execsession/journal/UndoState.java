package dev.execsession.journal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a block's undo or redo.
 *
 * @param undone whether its changes were undone and nothing ran since
 * @param undoingFrom the scan from which an unfinished undo started; kept when it is started again
 * @param paths that the undo covers
 * @param redoingFrom the scan from which an unfinished redo started
 * @param work removed by the last undo; absent once something ran since
 * @param before the block before that undo
 * @param own the block's escalation that was open then
 */
record UndoState(
    boolean undone,
    @Nullable String undoingFrom,
    Set<String> paths,
    @Nullable String redoingFrom,
    @Nullable UndoneWork work,
    @Nullable BlockState before,
    Fact.@Nullable Escalation own) {
  static final UndoState NONE = new UndoState(false, null, Set.of(), null, null, null, null);

  UndoState attempt() {
    return new UndoState(false, null, Set.of(), null, null, null, own);
  }

  UndoState begin(Reversal.Undoing begun) {
    Set<String> all = new LinkedHashSet<>(undoingFrom == null ? Set.of() : paths);
    all.addAll(begun.paths());
    return new UndoState(
        undone,
        undoingFrom == null ? begun.observation() : undoingFrom,
        Set.copyOf(all),
        redoingFrom,
        work,
        before,
        own);
  }

  UndoState begin(Reversal.Redoing begun) {
    return new UndoState(
        undone,
        undoingFrom,
        paths,
        redoingFrom == null ? begun.observation() : redoingFrom,
        work,
        before,
        own);
  }

  /** Returns the finished undo of a block in the state before it. */
  static UndoState of(Reversal.Undone event, BlockState block, Fact.@Nullable Escalation open) {
    UndoState begun = block.undo();
    if (begun.undoingFrom() == null) {
      return new UndoState(true, null, Set.of(), null, null, null, null);
    }
    return new UndoState(
        true,
        null,
        Set.of(),
        null,
        new UndoneWork(begun.undoingFrom(), event.observation(), begun.paths()),
        block.with(begun.settled(open == null ? begun.own() : open)),
        null);
  }

  private UndoState settled(Fact.@Nullable Escalation open) {
    return new UndoState(undone, null, Set.of(), redoingFrom, work, before, open);
  }
}
