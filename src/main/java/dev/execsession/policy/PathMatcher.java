package dev.execsession.policy;

import dev.execsession.text.TreePath;

/**
 * Returns whether a pattern covers a path. The scope package's patterns are handed in through this,
 * so that there is one meaning of a pattern and this package needs none of its own.
 */
@FunctionalInterface
public interface PathMatcher {
  /** Returns whether {@code pattern}, in the form of {@code .gitignore}, covers {@code path}. */
  boolean matches(String pattern, TreePath path);
}
