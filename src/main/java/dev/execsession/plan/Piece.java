package dev.execsession.plan;

import java.util.List;

/** One thing that a block or a section says, in file order, with the contents it was read from. */
sealed interface Piece {
  /** Returns what the author wrote. */
  List<Content> source();

  /** A field whose name means something there. */
  record Known(Field field, List<Content> source) implements Piece {
    public Known {
      source = List.copyOf(source);
    }
  }

  /** A field, bullet or sub-heading with a name of the author's own. */
  record Other(Field field, List<Content> source) implements Piece {
    public Other {
      source = List.copyOf(source);
    }
  }

  /** Text without a name; of a list, the items that are no fields. */
  record Text(Content content) implements Piece {
    @Override
    public List<Content> source() {
      return List.of(content);
    }
  }
}
