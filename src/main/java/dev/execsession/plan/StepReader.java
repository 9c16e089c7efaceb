package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Reads steps: ordered or checkbox items; a list that has neither is taken item by item. */
final class StepReader {
  private StepReader() {}

  /** Gives the steps of a field; steps that still are placeholders are reported. */
  static List<Step> read(Reading reading, Field field, String whose) {
    List<Step> strict = new ArrayList<>();
    List<Step> all = new ArrayList<>();
    String own = field.text();
    if (own != null && field.more().isEmpty()) {
      strict.add(new Step(own, List.of(), field.where()));
    }
    for (Content content : field.more()) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          Step step = step(item);
          all.add(step);
          if (items.ordered() || Checkbox.has(item.prose())) {
            strict.add(step);
          }
        }
      }
    }
    List<Step> steps = strict.isEmpty() ? all : strict;
    steps.stream()
        .filter(step -> Placeholder.isBlankOrPlaceholder(step.text()))
        .findFirst()
        .ifPresent(
            step ->
                reading
                    .problems()
                    .error(
                        ProblemCode.PLAN_BLOCK_INCOMPLETE,
                        step.where(),
                        "the steps of " + whose + " are placeholders",
                        "write what is to be done, as in `1. Add the filter`, or delete the line"));
    return steps.stream().filter(step -> !Placeholder.isBlankOrPlaceholder(step.text())).toList();
  }

  private static Step step(Item item) {
    List<String> details = new ArrayList<>();
    collect(item.more(), details);
    return new Step(Checkbox.drop(item.prose()).text(), details, item.where());
  }

  private static void collect(List<Content> contents, List<String> details) {
    for (Content content : contents) {
      if (content instanceof Items items) {
        for (Item nested : items.items()) {
          details.add(Checkbox.drop(nested.prose()).text());
          collect(nested.more(), details);
        }
      } else if (content instanceof Content.Para para) {
        details.add(para.prose().text());
      } else if (content instanceof Content.Fence fence) {
        details.add(fence.text().stripTrailing());
      }
    }
    details.removeIf(String::isBlank);
  }
}
