package dev.execsession.dialect;

import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Title;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits the content of a block into steps: lines, headings or items such as {@code Step 2: X}, or
 * else the items of its lists. What follows a step belongs to it.
 */
final class StepCollector {
  /** A step, its content, and whether the source says that it is done. */
  record Found(String text, int line, List<Content> details, boolean ticked) {}

  /** The steps, and the content before the first one. */
  record Steps(List<Content> before, List<Found> steps) {}

  private static final Pattern NUMBERED =
      Pattern.compile(
          "^(?<bold>\\*\\*|__)?step\\s+[\\d.]+[a-z]?\\b\\s*[:：.)—–-]*\\s*(?<rest>.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final boolean byNumber;
  private final List<Content> before = new ArrayList<>();
  private final List<Found> steps = new ArrayList<>();

  private StepCollector(boolean byNumber) {
    this.byNumber = byNumber;
  }

  static Steps of(List<Content> contents) {
    StepCollector collector =
        new StepCollector(contents.stream().anyMatch(StepCollector::isNumbered));
    contents.forEach(collector::add);
    return new Steps(List.copyOf(collector.before), List.copyOf(collector.steps));
  }

  /** Returns the index of the first item that is a step with a number, or a checkbox. */
  static int firstStep(Items items) {
    for (int i = 0; i < items.items().size(); i++) {
      Prose prose = items.items().get(i).prose();
      if (Checkbox.has(prose) || matches(prose.text())) {
        return i;
      }
    }
    return items.items().size();
  }

  private static boolean isNumbered(Content content) {
    if (content instanceof Items items) {
      return items.items().stream().anyMatch(item -> matches(Checkbox.drop(item.prose()).text()));
    }
    return content instanceof Para para
        ? Passages.linesOf(para.prose()).stream().anyMatch(line -> matches(line.text()))
        : content instanceof Title title && matches(title.prose().plain());
  }

  private static boolean matches(String text) {
    return NUMBERED.matcher(text).matches();
  }

  private void add(Content content) {
    if (content instanceof Items items && (!byNumber || isNumbered(content))) {
      items.items().forEach(item -> addItem(items, item));
    } else if (byNumber && content instanceof Para para) {
      addLines(para.prose());
    } else if (byNumber && content instanceof Title title && matches(title.prose().plain())) {
      open(title.prose().plain(), title.where().line(), List.of(), false);
    } else {
      addDetail(content);
    }
  }

  private void addItem(Items items, Item item) {
    Prose prose = Checkbox.drop(item.prose());
    if (byNumber && !matches(prose.text())) {
      addDetail(new Items(items.ordered(), List.of(item), item.where()));
      return;
    }
    boolean ticked = Checkbox.isTicked(item.prose());
    open(prose.text(), item.where().line(), item.more(), ticked);
  }

  /** Several steps, or a step and its text, can be one paragraph. */
  private void addLines(Prose prose) {
    for (Prose line : Passages.linesOf(prose)) {
      if (matches(line.text())) {
        open(line.text(), line.where().line(), List.of(), false);
      } else {
        addDetail(new Para(line));
      }
    }
  }

  private void addDetail(Content content) {
    if (steps.isEmpty()) {
      before.add(content);
      return;
    }
    Found last = steps.remove(steps.size() - 1);
    List<Content> details = new ArrayList<>(last.details());
    details.add(content);
    steps.add(new Found(last.text(), last.line(), details, last.ticked()));
  }

  private void open(String text, int line, List<Content> details, boolean ticked) {
    steps.add(new Found(withoutNumber(text), line, List.copyOf(details), ticked));
  }

  /** Returns {@code Do it} for {@code **Step 1: Do it**} and for {@code **Step 1:** Do it}. */
  private static String withoutNumber(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    if (!numbered.matches()) {
      return text;
    }
    String rest = numbered.group("rest").strip().replaceFirst("^(\\*\\*|__)[:：—–-]\\s*", "$1");
    String bold = numbered.group("bold");
    if (bold == null) {
      return rest;
    }
    if (rest.startsWith(bold)) {
      return rest.substring(bold.length()).strip();
    }
    int end = rest.indexOf(bold);
    return end == rest.length() - bold.length() && end >= 0
        ? rest.substring(0, end).strip()
        : bold + rest;
  }
}
