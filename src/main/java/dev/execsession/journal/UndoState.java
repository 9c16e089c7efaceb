package dev.execsession.journal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far undoing a block, or putting its work back, came.
 *
 * @param undone whether its changes were undone and nothing ran since
 * @param undoingFrom the look that an undo began from whose end is not recorded; one that was cut
 *     off and begun again still starts from the first
 * @param paths what that undo is about
 * @param redoingFrom the same of putting the work back
 * @param work what the last undo took away, while nothing ran since
 * @param before the block as it was before that
 * @param own the case that was open about the block then
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

  /** Returns what stays known when an attempt begins. */
  UndoState attempt() {
    return new UndoState(false, null, Set.of(), null, null, null, own);
  }

  UndoState begin(Event.Undoing begun) {
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

  UndoState begin(Event.Redoing begun) {
    return new UndoState(
        undone,
        undoingFrom,
        paths,
        redoingFrom == null ? begun.observation() : redoingFrom,
        work,
        before,
        own);
  }

  /** Returns the undo of a block that was as given until then. */
  static UndoState of(Event.Undone event, BlockState block, Fact.@Nullable Escalation open) {
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
