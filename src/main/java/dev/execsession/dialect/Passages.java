package dev.execsession.dialect;

import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Unread;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;

/** Text of a source that goes into a draft as written. */
final class Passages {
  private Passages() {}

  /** Returns the contents with HTML as code, because open tags would hide what follows. */
  static List<Content> readable(List<Content> contents) {
    List<Content> readable = new ArrayList<>();
    for (Content content : contents) {
      if (content instanceof Unread html && !html.what().equals(Unread.INDENTED)) {
        if (!html.isComment()) {
          readable.add(new Fence("html", html.text(), true, html.where().line(), html.where()));
        }
      } else if (content instanceof Items items) {
        List<Item> own =
            items.items().stream()
                .map(item -> new Item(item.prose(), readable(item.more()), item.where()))
                .toList();
        readable.add(new Items(items.ordered(), own, items.where()));
      } else if (content instanceof Quote quote) {
        readable.add(new Quote(readable(quote.contents()), quote.where()));
      } else {
        readable.add(content);
      }
    }
    return readable;
  }

  /** Returns all contents, also those of quotes and items. */
  static List<Content> flat(List<Content> contents) {
    List<Content> all = new ArrayList<>();
    for (Content content : contents) {
      all.add(content);
      if (content instanceof Items items) {
        items.items().forEach(item -> all.addAll(flat(item.more())));
      } else if (content instanceof Quote quote) {
        all.addAll(flat(quote.contents()));
      }
    }
    return all;
  }

  /** Returns some of the items of a list. */
  static Items part(Items items, int from, int to) {
    return new Items(items.ordered(), items.items().subList(from, to), items.where());
  }

  /** Returns the lines of a paragraph. */
  static List<Prose> linesOf(Prose prose) {
    List<Prose> lines = new ArrayList<>();
    List<Integer> starts = prose.lineStarts();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : prose.length();
      lines.add(prose.cut(starts.get(i), end));
    }
    return lines;
  }
}
