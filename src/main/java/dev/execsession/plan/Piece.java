package dev.execsession.plan;

import java.util.List;

/** A field or text of a block or section, with its source. */
sealed interface Piece {
  List<Content> source();

  /** A known field. */
  record Known(Field field, List<Content> source) implements Piece {
    public Known {
      source = List.copyOf(source);
    }
  }

  /** A field, item or sub-heading with another name. */
  record Other(Field field, List<Content> source) implements Piece {
    public Other {
      source = List.copyOf(source);
    }
  }

  /** Text without a name, or the items of a list that are no fields. */
  record Text(Content content) implements Piece {
    @Override
    public List<Content> source() {
      return List.of(content);
    }
  }
}
