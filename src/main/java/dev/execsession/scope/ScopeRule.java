package dev.execsession.scope;

import org.jspecify.annotations.Nullable;

/**
 * One pattern of a scope.
 *
 * @param text the pattern as the plan or the configuration spells it
 * @param note what the author wrote after it, such as {@code only the nginx file}
 */
public record ScopeRule(String text, @Nullable String note, PathPattern pattern) {
  public static ScopeRule include(String text, @Nullable String note) {
    return new ScopeRule(text, note, PathPattern.forInclude(text));
  }

  public static ScopeRule exclude(String text, @Nullable String note) {
    return new ScopeRule(text, note, PathPattern.forExclude(text));
  }

  /** Returns a built-in rule. */
  static ScopeRule own(String text) {
    return new ScopeRule(text, null, PathPattern.parse(text));
  }
}
