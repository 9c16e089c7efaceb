package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Goes along the texts at the ends of a section's branches until one of them says something. */
final class Leaves {
  /** A template names the base branch already, so that alone says nothing about what changed. */
  private static final Set<String> NOT_CONTENT = Set.of("base branch");

  private final FieldReader fields;
  private final Predicate<String> nothing;

  private Leaves(Names names, Predicate<String> nothing) {
    this.fields = new FieldReader(names);
    this.nothing = nothing;
  }

  /** Returns whether every leaf of a section is empty or a placeholder. */
  static boolean areUnset(Part part, Names names) {
    return !new Leaves(names, Placeholder::isUnset).say(part);
  }

  /** Returns whether every leaf of a section is empty. */
  static boolean areBlank(Part part, Names names) {
    return !new Leaves(names, String::isBlank).say(part);
  }

  private boolean say(Part part) {
    if (say(part.body())) {
      return true;
    }
    for (Part child : part.parts()) {
      if (!child.opaque() && say(child)) {
        return true;
      }
    }
    return false;
  }

  private boolean say(List<Content> contents) {
    for (Content content : contents) {
      if (says(content)) {
        return true;
      }
    }
    return false;
  }

  private boolean says(Content content) {
    if (content instanceof Para para) {
      return says(para.prose());
    }
    if (content instanceof Items items) {
      for (Item item : items.items()) {
        if (says(Checkbox.drop(item.prose())) || say(item.more())) {
          return true;
        }
      }
      return false;
    }
    if (content instanceof Fence fence) {
      return says(fence.text());
    }
    if (content instanceof Quote quote) {
      return say(quote.contents());
    }
    return content instanceof Content.Unread unread && !unread.isComment() && says(unread.text());
  }

  private boolean says(Prose prose) {
    List<Field> found = fields.of(List.of(new Para(prose)));
    if (found.isEmpty()) {
      return says(prose.plain());
    }
    for (Field field : found) {
      if (!NOT_CONTENT.contains(field.key()) && says(field.value().plain())) {
        return true;
      }
    }
    return false;
  }

  private boolean says(String text) {
    return !nothing.test(text);
  }
}
