package dev.execsession.policy;

import dev.execsession.text.TreePath;

/**
 * Matches paths against patterns; implemented with the scope package's patterns, on which this
 * package does not depend.
 */
@FunctionalInterface
public interface PathMatcher {
  /** Returns whether {@code pattern}, in {@code .gitignore} syntax, matches {@code path}. */
  boolean matches(String pattern, TreePath path);
}
