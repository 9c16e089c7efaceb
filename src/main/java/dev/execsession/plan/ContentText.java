package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Title;
import dev.execsession.plan.Content.Unread;
import dev.execsession.text.CodeFence;
import java.util.ArrayList;
import java.util.List;

/** Formats content as Markdown with the author's line breaks, without HTML comments. */
public final class ContentText {
  private ContentText() {}

  /** Returns Markdown with blank lines between contents, without a final line feed. */
  static String of(List<Content> contents) {
    return String.join("\n", lines(contents));
  }

  /** Returns whether there is nothing but HTML comments. */
  static boolean isBlank(List<Content> contents) {
    return lines(contents).stream().allMatch(String::isBlank);
  }

  /** Returns lines without the indentation of list items. */
  public static List<String> lines(List<Content> contents) {
    List<String> lines = new ArrayList<>();
    for (Content content : contents) {
      List<String> own = lines(content);
      if (!lines.isEmpty() && !own.isEmpty()) {
        lines.add("");
      }
      lines.addAll(own);
    }
    return lines;
  }

  private static List<String> lines(Content content) {
    if (content instanceof Para para) {
      return para.prose().writtenLines();
    }
    if (content instanceof Title title) {
      return List.of("**" + title.prose().plain() + "**");
    }
    if (content instanceof Items items) {
      return items(items);
    }
    if (content instanceof Fence fence) {
      return fence(fence.info(), fence.text());
    }
    if (content instanceof Quote quote) {
      return lines(quote.contents()).stream().map(line -> ("> " + line).stripTrailing()).toList();
    }
    if (content instanceof Unread unread && unread.what().equals(Unread.INDENTED)) {
      return fence("", unread.text());
    }
    return content instanceof Unread unread && !unread.isComment()
        ? unread.text().stripTrailing().lines().toList()
        : List.of();
  }

  private static List<String> items(Items items) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Item item : items.items()) {
      String marker = items.ordered() ? ++number + ". " : "- ";
      String lead = marker;
      for (String line : lines(item)) {
        lines.add((lead + line).stripTrailing());
        lead = " ".repeat(marker.length());
      }
    }
    return lines;
  }

  private static List<String> lines(Item item) {
    List<String> lines = new ArrayList<>(item.prose().writtenLines());
    for (Content content : item.more()) {
      boolean list = content instanceof Items;
      List<String> own = lines(content);
      if (!list && !lines.isEmpty() && !own.isEmpty()) {
        lines.add("");
      }
      lines.addAll(own);
    }
    return lines.isEmpty() ? List.of("") : lines;
  }

  private static List<String> fence(String info, String text) {
    return text.isBlank()
        ? List.of("```" + info, "```")
        : CodeFence.of(info, text.stripTrailing()).lines().toList();
  }
}
