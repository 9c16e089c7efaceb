package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Checks whether a section has any text. */
final class Leaves {
  /** Templates already contain the base branch. */
  private static final Set<String> NOT_CONTENT = Set.of("base branch");

  private final FieldReader fields;
  private final Predicate<String> nothing;

  private Leaves(Names names, Predicate<String> nothing) {
    this.fields = new FieldReader(names);
    this.nothing = nothing;
  }

  /** Returns whether all text of a section is empty or a placeholder. */
  static boolean areUnset(Part part, Names names) {
    return !new Leaves(names, Placeholder::isUnset).anySet(part);
  }

  /** Returns whether all text of a section is empty. */
  static boolean areBlank(Part part, Names names) {
    return !new Leaves(names, String::isBlank).anySet(part);
  }

  private boolean anySet(Part part) {
    if (anySet(part.body())) {
      return true;
    }
    for (Part child : part.parts()) {
      if (!child.opaque() && anySet(child)) {
        return true;
      }
    }
    return false;
  }

  private boolean anySet(List<Content> contents) {
    for (Content content : contents) {
      if (isSet(content)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSet(Content content) {
    if (content instanceof Para para) {
      return isSet(para.prose());
    }
    if (content instanceof Items items) {
      for (Item item : items.items()) {
        if (isSet(Checkbox.drop(item.prose())) || anySet(item.more())) {
          return true;
        }
      }
      return false;
    }
    if (content instanceof Fence fence) {
      return isSet(fence.text());
    }
    if (content instanceof Quote quote) {
      return anySet(quote.contents());
    }
    return content instanceof Content.Unread unread && !unread.isComment() && isSet(unread.text());
  }

  private boolean isSet(Prose prose) {
    List<Field> found = fields.of(List.of(new Para(prose)));
    if (found.isEmpty()) {
      return isSet(prose.plain());
    }
    for (Field field : found) {
      if (!NOT_CONTENT.contains(field.key()) && isSet(field.value().plain())) {
        return true;
      }
    }
    return false;
  }

  private boolean isSet(String text) {
    return !nothing.test(text);
  }
}
