package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Splits contents into known fields, other fields, and text, so that nothing is lost. */
final class PieceReader {
  /** Maximum length of an item's name without emphasis; longer text is a sentence. */
  private static final int WORDS_OF_A_NAME = 4;

  private final FieldReader fields;
  private final Predicate<String> known;

  /** {@code known} accepts the keys of known fields. */
  PieceReader(Names names, Predicate<String> known) {
    this.fields = new FieldReader(names);
    this.known = known;
  }

  /** Returns the pieces in order, without HTML comments. */
  List<Piece> of(List<Content> contents) {
    List<Piece> pieces = new ArrayList<>();
    List<Content> all = apart(contents);
    for (int i = 0; i < all.size(); i++) {
      Content content = all.get(i);
      if (content instanceof Para para) {
        List<Content> more = listsAfter(all, i + 1);
        List<Piece> found = ofParagraph(para.prose(), more);
        pieces.addAll(found);
        i += more.isEmpty() || !takes(found, more) ? 0 : more.size();
      } else if (content instanceof Items items) {
        addItems(items, pieces);
      } else if (content instanceof Quote quote) {
        addQuote(quote, pieces);
      } else if (!(content instanceof Unread unread && unread.isComment())) {
        pieces.add(new Piece.Text(content));
      }
    }
    return pieces;
  }

  /** Adds the fields of a quote; the rest is quoted text. */
  private void addQuote(Quote quote, List<Piece> pieces) {
    List<Content> rest = new ArrayList<>();
    for (Content content : quote.contents()) {
      List<Piece> found =
          content instanceof Para para ? ofParagraph(para.prose(), List.of()) : List.of();
      if (found.stream().anyMatch(Piece.Known.class::isInstance)) {
        pieces.addAll(found);
      } else {
        rest.add(content);
      }
    }
    if (!rest.isEmpty()) {
      pieces.add(new Piece.Text(new Quote(rest, quote.where())));
    }
  }

  /** Returns a heading as a field, or its known fields and the rest. */
  List<Piece> ofHeading(Part part) {
    List<Content> source = new ArrayList<>(List.of(new Content.Title(part.heading())));
    if (known.test(part.key())) {
      Field field = fields.ofHeading(part);
      source.addAll(field.contents());
      return List.of(new Piece.Known(field, source));
    }
    List<Piece> pieces = new ArrayList<>();
    List<Content> rest = new ArrayList<>();
    for (Piece piece : inside(part)) {
      if (piece instanceof Piece.Known) {
        pieces.add(piece);
      } else {
        rest.addAll(piece.source());
      }
    }
    source.addAll(rest);
    Prose heading = part.heading();
    Field field = new Field(heading.plain(), part.key(), heading.none(), rest, heading.where());
    pieces.add(0, new Piece.Other(field, source));
    return pieces;
  }

  private List<Piece> inside(Part part) {
    List<Piece> pieces = new ArrayList<>(of(part.body()));
    for (Part child : part.parts()) {
      if (!child.opaque()) {
        pieces.addAll(ofHeading(child));
      }
    }
    return pieces;
  }

  /** Returns the following lists of one kind and fences. */
  private static List<Content> listsAfter(List<Content> contents, int from) {
    List<Content> lists = new ArrayList<>();
    Items first = null;
    for (Content content : contents.subList(from, contents.size())) {
      boolean list = content instanceof Items items && (first == null || sameKind(first, items));
      if (!list && !(content instanceof Fence)) {
        break;
      }
      first = first == null && content instanceof Items items ? items : first;
      lists.add(content);
    }
    return lists;
  }

  private static boolean sameKind(Items one, Items other) {
    return one.ordered() == other.ordered() && hasBox(one) == hasBox(other);
  }

  private static boolean hasBox(Items items) {
    return Checkbox.has(items.items().get(0).prose());
  }

  /** Splits adjacent bullets and checkboxes, which Markdown joins to one list. */
  private static List<Content> apart(List<Content> contents) {
    List<Content> apart = new ArrayList<>();
    for (Content content : contents) {
      if (content instanceof Items items && !items.ordered()) {
        List<Item> run = new ArrayList<>();
        for (Item item : items.items()) {
          if (!run.isEmpty() && Checkbox.has(run.get(0).prose()) != Checkbox.has(item.prose())) {
            apart.add(new Items(false, List.copyOf(run), run.get(0).where()));
            run.clear();
          }
          run.add(item);
        }
        apart.add(new Items(false, run, items.where()));
      } else {
        apart.add(content);
      }
    }
    return apart;
  }

  private static boolean takes(List<Piece> found, List<Content> more) {
    return !found.isEmpty() && found.get(found.size() - 1).source().containsAll(more);
  }

  private List<Piece> ofParagraph(Prose prose, List<Content> more) {
    return split(prose, more, false, PieceReader::isBold);
  }

  private void addItems(Items items, List<Piece> pieces) {
    List<Item> plain = new ArrayList<>();
    for (Item item : items.items()) {
      boolean bullet = !items.ordered() && !Checkbox.has(item.prose());
      Prose prose = Checkbox.drop(item.prose());
      List<Piece> found = split(prose, item.more(), true, line -> bullet && isName(line));
      if (prose.isBlank() || found.stream().allMatch(Piece.Text.class::isInstance)) {
        plain.add(item);
      } else {
        flush(items, plain, pieces);
        pieces.addAll(found.size() == 1 ? List.of(whole(found.get(0), items, item)) : found);
      }
    }
    flush(items, plain, pieces);
  }

  /** Returns a field that is a complete item, with that item as its source. */
  private static Piece whole(Piece piece, Items items, Item item) {
    List<Content> source = List.of(new Items(items.ordered(), List.of(item), item.where()));
    return piece instanceof Piece.Known named
        ? new Piece.Known(named.field(), source)
        : new Piece.Other(((Piece.Other) piece).field(), source);
  }

  private static void flush(Items items, List<Item> plain, List<Piece> pieces) {
    if (!plain.isEmpty()) {
      pieces.add(
          new Piece.Text(new Items(items.ordered(), List.copyOf(plain), plain.get(0).where())));
      plain.clear();
    }
  }

  private boolean isName(Prose line) {
    return isBold(line)
        || fields
            .split(line)
            .filter(field -> field.name().split("\\s+", -1).length <= WORDS_OF_A_NAME)
            .isPresent();
  }

  private static boolean isBold(Prose line) {
    return line.text().startsWith("**") || line.text().startsWith("__");
  }

  /**
   * Splits a paragraph or an item at the lines that start a field.
   *
   * @param more content of the last field, if that has no value or {@code nested} is set
   * @param named whether a line starts a field with another name
   */
  private List<Piece> split(
      Prose prose, List<Content> more, boolean nested, Predicate<Prose> named) {
    List<Piece> pieces = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> lines = prose.lineStarts();
    for (int i = 0; i < lines.size(); i++) {
      int start = lines.get(i);
      int end = i + 1 < lines.size() ? lines.get(i + 1) : prose.length();
      if (!prose.isInCode(start) && opens(prose, start, end, named)) {
        starts.add(start);
      }
    }
    int textEnd = starts.isEmpty() ? prose.length() : starts.get(0);
    Prose text = prose.cut(0, textEnd);
    if (!text.isBlank()) {
      pieces.add(new Piece.Text(new Para(text)));
    }
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i == starts.size() - 1;
      Prose own = prose.cut(starts.get(i), last ? prose.length() : starts.get(i + 1));
      Optional<Field> opened = fields.split(own);
      if (opened.isEmpty()) {
        // A name over two lines, the second of which starts another field.
        pieces.add(new Piece.Text(new Para(own)));
        continue;
      }
      Field field = opened.get();
      boolean leadsIn = field.value().isBlank() || CheckReader.endsWithColon(field.value());
      boolean takesMore = last && (nested || leadsIn);
      Field whole = takesMore ? field.with(more) : field;
      List<Content> source = new ArrayList<>(List.of(new Para(own)));
      source.addAll(whole.more());
      pieces.add(
          known.test(field.key())
              ? new Piece.Known(whole, source)
              : new Piece.Other(whole, source));
    }
    return pieces;
  }

  private boolean opens(Prose prose, int start, int end, Predicate<Prose> named) {
    Prose line = start == 0 ? prose : prose.cut(start, end);
    Optional<Field> field = fields.split(line);
    return field.isPresent()
        && (known.test(field.get().key())
            ? fields.opens(prose, start, end)
            : named.test(line) && (start == 0 || isBold(line)));
  }
}
