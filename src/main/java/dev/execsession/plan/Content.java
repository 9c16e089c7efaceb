package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/** What stands under a heading: the part of the Markdown tree that a plan can give meaning to. */
sealed interface Content {
  SourceSpan where();

  /** A paragraph. */
  record Para(Prose prose) implements Content {
    @Override
    public SourceSpan where() {
      return prose.where();
    }
  }

  /** A list. */
  record Items(boolean ordered, List<Item> items, SourceSpan where) implements Content {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A fenced code block; {@code info} is the first word behind the fence, in lower case. */
  record Fence(String info, String text, boolean closed, int firstLine, SourceSpan where)
      implements Content {}

  /** A quote. */
  record Quote(List<Content> contents, SourceSpan where) implements Content {
    public Quote {
      contents = List.copyOf(contents);
    }
  }

  /** HTML or indented code: shown or hidden, but never read. */
  record Unread(String what, String text, SourceSpan where) implements Content {}

  /** One item of a list: its first paragraph (may be empty), and what else it holds. */
  record Item(Prose prose, List<Content> more, SourceSpan where) {
    public Item {
      more = List.copyOf(more);
    }
  }
}
