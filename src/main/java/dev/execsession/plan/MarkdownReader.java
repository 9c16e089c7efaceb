package dev.execsession.plan;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.Code;
import com.vladsch.flexmark.ast.Emphasis;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.HtmlInlineComment;
import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.Link;
import com.vladsch.flexmark.ast.LinkRef;
import com.vladsch.flexmark.ast.ListBlock;
import com.vladsch.flexmark.ast.OrderedList;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.StrongEmphasis;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Unread;
import dev.execsession.plan.Prose.Kind;
import dev.execsession.plan.Prose.Mark;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Converts a CommonMark tree to headings with their content. */
final class MarkdownReader {
  /** A heading and the content up to the next one. */
  record Heads(int level, Prose heading, int line, List<Content> body) {}

  private final PlanText file;

  private MarkdownReader(PlanText file) {
    this.file = file;
  }

  /**
   * Returns the headings in file order, after an empty one of level 0 with the content before the
   * first heading.
   *
   * @param markdown the file's text with other syntax replaced by blanks, so that offsets are equal
   */
  static List<Heads> read(PlanText file, String markdown) {
    return new MarkdownReader(file).heads(Parser.builder().build().parse(markdown));
  }

  private List<Heads> heads(Node document) {
    List<Heads> heads = new ArrayList<>();
    heads.add(new Heads(0, Prose.empty(file, 0), 1, new ArrayList<>()));
    for (Node node : document.getChildren()) {
      if (node instanceof Heading heading) {
        Prose text = prose(heading, List.of(heading.getText()));
        int line = file.lineOf(heading.getStartOffset());
        heads.add(new Heads(heading.getLevel(), text, line, new ArrayList<>()));
      } else {
        addContent(node, heads.get(heads.size() - 1).body());
      }
    }
    return heads;
  }

  private void addContent(Node node, List<Content> into) {
    if (node instanceof Paragraph paragraph) {
      Prose prose = prose(paragraph, paragraph.getContentLines());
      if (!prose.isBlank()) {
        into.add(new Para(prose));
      }
    } else if (node instanceof ListBlock list) {
      List<Item> items = new ArrayList<>();
      for (Node item : list.getChildren()) {
        items.add(item(item));
      }
      into.add(new Items(list instanceof OrderedList, items, where(node)));
    } else if (node instanceof FencedCodeBlock fence) {
      into.add(fence(fence));
    } else if (node instanceof BlockQuote) {
      into.add(new Quote(contents(node), where(node)));
    } else if (node instanceof IndentedCodeBlock code) {
      StringBuilder text = new StringBuilder();
      code.getContentLines()
          .forEach(line -> text.append(line.toString().replace("\n", "")).append('\n'));
      into.add(new Unread(Unread.INDENTED, text.toString(), where(node)));
    } else if (!(node instanceof ThematicBreak)) {
      String text = file.text().substring(node.getStartOffset(), node.getEndOffset());
      if (!text.isBlank()) {
        String what = node instanceof Heading ? "a quote or a list" : "HTML";
        into.add(new Unread(what, text, where(node)));
      }
    }
  }

  private List<Content> contents(Node parent) {
    List<Content> contents = new ArrayList<>();
    for (Node child : parent.getChildren()) {
      addContent(child, contents);
    }
    return contents;
  }

  private Item item(Node item) {
    List<Content> contents = contents(item);
    if (!contents.isEmpty() && contents.get(0) instanceof Para first) {
      return new Item(first.prose(), contents.subList(1, contents.size()), where(item));
    }
    int offset = Math.min(item.getStartOffset(), Math.max(0, file.text().length() - 1));
    return new Item(Prose.empty(file, offset), contents, where(item));
  }

  private Fence fence(FencedCodeBlock fence) {
    String info = fence.getInfo().toString().strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    for (BasedSequence line : fence.getContentLines()) {
      text.append(line.toString().replace("\n", "")).append('\n');
    }
    boolean closed = fence.getClosingMarker().isNotNull() && !fence.getClosingMarker().isEmpty();
    int firstLine = file.lineOf(fence.getStartOffset()) + 1;
    return new Fence(info, text.toString(), closed, firstLine, where(fence));
  }

  private SourceSpan where(Node node) {
    return file.lineSpan(file.lineOf(node.getStartOffset()));
  }

  private Prose prose(Node node, List<BasedSequence> lines) {
    List<int[]> hidden = new ArrayList<>();
    for (Node child : node.getDescendants()) {
      if (child instanceof HtmlInlineComment) {
        hidden.add(new int[] {child.getStartOffset(), child.getEndOffset()});
      }
    }
    StringBuilder text = new StringBuilder();
    int longest = 0;
    for (BasedSequence sequence : lines) {
      longest += 1 + sequence.getEndOffset() - sequence.getStartOffset();
    }
    int[] at = new int[longest];
    List<Integer> starts = new ArrayList<>();
    for (BasedSequence sequence : lines) {
      addLines(sequence.getStartOffset(), sequence.getEndOffset(), hidden, text, at, starts);
    }
    if (text.isEmpty()) {
      return Prose.empty(file, node.getStartOffset());
    }
    int[] offsets = Arrays.copyOf(at, text.length());
    return new Prose(file, text.toString(), offsets, marks(node, offsets), starts);
  }

  private void addLines(
      int from, int to, List<int[]> hidden, StringBuilder text, int[] at, List<Integer> starts) {
    int start = from;
    while (start < to) {
      int feed = file.text().indexOf('\n', start);
      int end = feed < 0 ? to : Math.min(feed, to);
      int last = end;
      while (last > start && Character.isWhitespace(file.text().charAt(last - 1))) {
        last--;
      }
      int first = start;
      while (first < last && Character.isWhitespace(file.text().charAt(first))) {
        first++;
      }
      if (!text.isEmpty() && first < last) {
        at[text.length()] = first - 1;
        text.append(' ');
      }
      if (first < last) {
        starts.add(text.length());
      }
      if (hidden.isEmpty()) {
        int shift = text.length() - first;
        for (int i = first; i < last; i++) {
          at[i + shift] = i;
        }
        text.append(file.text(), first, last);
      } else {
        addSeen(first, last, hidden, text, at);
      }
      start = end + 1;
    }
  }

  private void addSeen(int first, int last, List<int[]> hidden, StringBuilder text, int[] at) {
    for (int i = first; i < last; i++) {
      if (!isHidden(i, hidden)) {
        at[text.length()] = i;
        text.append(file.text().charAt(i));
      }
    }
  }

  private static boolean isHidden(int offset, List<int[]> hidden) {
    for (int[] range : hidden) {
      if (range[0] <= offset && offset < range[1]) {
        return true;
      }
    }
    return false;
  }

  private static List<Mark> marks(Node node, int[] offsets) {
    List<Mark> marks = new ArrayList<>();
    for (Node child : node.getDescendants()) {
      if (child instanceof Code code) {
        marks.add(mark(Kind.CODE, child, code.getText(), offsets));
      } else if (child instanceof StrongEmphasis strong) {
        marks.add(mark(Kind.STRONG, child, strong.getText(), offsets));
      } else if (child instanceof Emphasis emphasis) {
        marks.add(mark(Kind.EMPHASIS, child, emphasis.getText(), offsets));
      } else if (child instanceof Link link) {
        marks.add(mark(Kind.LINK, child, link.getText(), offsets));
      } else if (child instanceof LinkRef link && link.isDefined()) {
        BasedSequence seen = link.getText().isEmpty() ? link.getReference() : link.getText();
        marks.add(mark(Kind.LINK, child, seen, offsets));
      } else if (child instanceof Image image) {
        marks.add(mark(Kind.LINK, child, image.getText(), offsets));
      }
    }
    marks.sort((one, other) -> Integer.compare(one.start(), other.start()));
    return List.copyOf(marks);
  }

  private static Mark mark(Kind kind, Node node, BasedSequence inner, int[] offsets) {
    int start = index(offsets, node.getStartOffset());
    int end = Math.max(start, index(offsets, node.getEndOffset()));
    int innerStart = Math.min(end, Math.max(start, index(offsets, inner.getStartOffset())));
    int innerEnd = Math.min(end, Math.max(innerStart, index(offsets, inner.getEndOffset())));
    return new Mark(kind, start, end, innerStart, innerEnd);
  }

  /** Returns the index of the first character at or after an offset. */
  private static int index(int[] offsets, int offset) {
    int low = 0;
    int high = offsets.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsets[middle] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
