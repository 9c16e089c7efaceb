package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block under construction: its position and content so far. */
final class BlockDraft {
  final @Nullable BlockId id;
  final String title;
  final SourceSpan where;

  /** The heading's level, 0 for a block opened by a field. */
  final int level;

  final int line;
  int endLine;
  final List<Piece> pieces = new ArrayList<>();

  BlockDraft(
      @Nullable BlockId id, String title, SourceSpan where, int level, int line, int endLine) {
    this.id = id;
    this.title = title;
    this.where = where;
    this.level = level;
    this.line = line;
    this.endLine = endLine;
  }

  String name() {
    return id == null ? "the block" : "block `" + id + "`";
  }
}
