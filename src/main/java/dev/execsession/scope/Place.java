package dev.execsession.scope;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an include can open.
 *
 * @param folded the same rule for folded names, if they matter
 * @param needsDotName whether it matches only paths with a name that begins with a dot
 */
record Place(ScopeRule rule, @Nullable ScopeRule folded, boolean needsDotName) {
  static List<Place> all(List<ScopeRule> own, List<String> more, boolean fold) {
    List<Place> places = new ArrayList<>();
    for (ScopeRule rule : own) {
      places.add(of(rule, fold));
    }
    for (String text : more) {
      places.add(of(ScopeRule.exclude(text, null), fold));
    }
    return places;
  }

  private static Place of(ScopeRule rule, boolean fold) {
    return new Place(rule, fold ? FoldedNames.fold(rule) : null, rule.pattern().needsDotName());
  }
}
