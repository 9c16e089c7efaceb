package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.regex.Pattern;

/** Content below a heading: the Markdown elements with a meaning in plans. */
public sealed interface Content {
  SourceSpan where();

  record Para(Prose prose) implements Content {
    @Override
    public SourceSpan where() {
      return prose.where();
    }
  }

  record Items(boolean ordered, List<Item> items, SourceSpan where) implements Content {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A fenced code block; {@code info} is the first word after the fence, in lower case. */
  record Fence(String info, String text, boolean closed, int firstLine, SourceSpan where)
      implements Content {}

  record Quote(List<Content> contents, SourceSpan where) implements Content {
    public Quote {
      contents = List.copyOf(contents);
    }
  }

  /** A lower-level heading, as part of the content. */
  record Title(Prose prose) implements Content {
    @Override
    public SourceSpan where() {
      return prose.where();
    }
  }

  /** HTML or indented code, passed on as written. */
  record Unread(String what, String text, SourceSpan where) implements Content {
    public static final String INDENTED = "indented code";
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(?:-->|\\z)");

    /** Returns whether this contains only HTML comments. */
    public boolean isComment() {
      return text.startsWith("<!--") && COMMENT.matcher(text).replaceAll("").isBlank();
    }
  }

  /** A list item: its first paragraph, which may be empty, and its other content. */
  record Item(Prose prose, List<Content> more, SourceSpan where) {
    public Item {
      more = List.copyOf(more);
    }
  }
}
