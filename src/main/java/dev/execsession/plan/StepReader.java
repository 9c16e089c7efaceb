package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses steps: list items, and paragraphs or headings such as {@code Step 2: …}. Nested and
 * following content are details of a step.
 */
final class StepReader {
  /** Steps, and the content before the first one. */
  record Steps(List<Step> steps, List<Content> before) {}

  private static final Pattern NUMBERED =
      Pattern.compile("^step\\s+\\d+\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final List<Step> steps = new ArrayList<>();
  private final List<Content> before = new ArrayList<>();

  /** Whether steps are named {@code Step} and a number, so that other lists are details. */
  private boolean byNumber;

  private StepReader() {}

  /** Returns the steps of a field; without a list, its value is the only step. */
  static Steps of(Field field) {
    String own = field.text();
    boolean list = field.more().stream().anyMatch(Items.class::isInstance);
    if (own == null || list) {
      return of(field.contents());
    }
    Step only = new Step(own, ContentText.lines(field.more()), false, field.where());
    return new Steps(List.of(only), List.of());
  }

  static Steps of(List<Content> contents) {
    StepReader reader = new StepReader();
    reader.byNumber = contents.stream().anyMatch(StepReader::opensByNumber);
    contents.forEach(reader::add);
    return new Steps(List.copyOf(reader.steps), List.copyOf(reader.before));
  }

  /** Returns whether a text starts with {@code Step} and a number. */
  static boolean isNumbered(String text) {
    return NUMBERED.matcher(text.replace("*", "").replace("_", "").strip()).matches();
  }

  /**
   * Returns the steps that are not placeholders; reports the first that is.
   *
   * @param whose the block's name for the message
   */
  static List<Step> filled(Reading reading, List<Step> steps, String whose) {
    Optional<Step> empty = steps.stream().filter(StepReader::isPlaceholder).findFirst();
    if (empty.isPresent()) {
      reading.error(
          ProblemCode.PLAN_BLOCK_INCOMPLETE,
          empty.get().where(),
          "the steps of " + whose + " are placeholders",
          "write what to do, as in `1. Add the filter`, or delete the line");
    }
    return steps.stream().filter(step -> !isPlaceholder(step)).toList();
  }

  private static boolean isPlaceholder(Step step) {
    return Placeholder.isBlankOrPlaceholder(step.text());
  }

  private void add(Content content) {
    if (content instanceof Items items && (!byNumber || opensByNumber(items))) {
      for (Item item : items.items()) {
        Prose prose = Checkbox.drop(item.prose());
        open(prose.text(), item.more(), Checkbox.isTicked(item.prose()), item.where());
      }
    } else if (content instanceof Para para && isNumbered(para.prose().plain())) {
      open(withoutBold(para.prose().text()), List.of(), false, para.where());
    } else if (content instanceof Content.Title title && isNumbered(title.prose().plain())) {
      open(title.prose().plain(), List.of(), false, title.where());
    } else if (steps.isEmpty()) {
      before.add(content);
    } else {
      Step last = steps.remove(steps.size() - 1);
      List<String> details = new ArrayList<>(last.details());
      details.addAll(ContentText.lines(List.of(content)));
      steps.add(new Step(last.text(), details, last.ticked(), last.where()));
    }
  }

  static boolean opensByNumber(Content content) {
    if (content instanceof Items items) {
      return items.items().stream()
          .allMatch(item -> isNumbered(Checkbox.drop(item.prose()).plain()));
    }
    return (content instanceof Para para && isNumbered(para.prose().plain()))
        || (content instanceof Content.Title title && isNumbered(title.prose().plain()));
  }

  private static String withoutBold(String text) {
    return text.replaceFirst("^(?:\\*\\*|__)(.*)(?:\\*\\*|__)$", "$1");
  }

  private void open(String text, List<Content> more, boolean ticked, SourceSpan where) {
    steps.add(new Step(text, ContentText.lines(more), ticked, where));
  }
}
