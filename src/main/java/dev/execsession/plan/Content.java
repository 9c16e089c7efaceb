package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.regex.Pattern;

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

  /** A heading below the one that is being read, kept among its contents. */
  record Title(Prose prose) implements Content {
    @Override
    public SourceSpan where() {
      return prose.where();
    }
  }

  /** HTML or indented code: it means nothing here and is passed on as written. */
  record Unread(String what, String text, SourceSpan where) implements Content {
    static final String INDENTED = "indented code";
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(?:-->|\\z)");

    /** Returns whether this holds only HTML comments, which a reader of the page does not see. */
    boolean isComment() {
      return text.startsWith("<!--") && COMMENT.matcher(text).replaceAll("").isBlank();
    }
  }

  /** One item of a list: its first paragraph (may be empty), and what else it holds. */
  record Item(Prose prose, List<Content> more, SourceSpan where) {
    public Item {
      more = List.copyOf(more);
    }
  }
}
