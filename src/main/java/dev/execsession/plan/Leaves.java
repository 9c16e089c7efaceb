package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The texts at the ends of a section's branches: what the section says. */
final class Leaves {
  /** A template names the base branch already, so that alone says nothing about what changed. */
  private static final Set<String> NOT_CONTENT = Set.of("base branch");

  private final FieldReader fields;
  private final List<String> texts = new ArrayList<>();

  private Leaves(Names names) {
    this.fields = new FieldReader(names);
  }

  /** Tells whether every leaf of a section is empty or a placeholder. */
  static boolean areUnset(Part part, Names names) {
    return of(part, names).stream().allMatch(Placeholder::isUnset);
  }

  /** Tells whether every leaf of a section is empty. */
  static boolean areBlank(Part part, Names names) {
    return of(part, names).stream().allMatch(String::isBlank);
  }

  private static List<String> of(Part part, Names names) {
    Leaves leaves = new Leaves(names);
    leaves.add(part);
    return leaves.texts;
  }

  private void add(Part part) {
    add(part.body());
    part.parts().stream().filter(child -> !child.opaque()).forEach(this::add);
  }

  private void add(List<Content> contents) {
    for (Content content : contents) {
      if (content instanceof Para para) {
        addProse(para.prose());
      } else if (content instanceof Items items) {
        for (Item item : items.items()) {
          addProse(Checkbox.drop(item.prose()));
          add(item.more());
        }
      } else if (content instanceof Fence fence) {
        texts.add(fence.text());
      } else if (content instanceof Quote quote) {
        add(quote.contents());
      } else if (content instanceof Content.Unread unread && !unread.text().startsWith("<!--")) {
        texts.add(unread.text());
      }
    }
  }

  private void addProse(Prose prose) {
    List<Field> found = fields.of(List.of(new Para(prose)));
    if (found.isEmpty()) {
      texts.add(prose.plain());
    }
    for (Field field : found) {
      if (!NOT_CONTENT.contains(field.key())) {
        texts.add(field.value().plain());
      }
    }
  }
}
