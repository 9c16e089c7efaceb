package dev.execsession.policy;

import dev.execsession.text.TreePath;

/**
 * Tells whether a pattern covers a path. The scope package's patterns are handed in through this,
 * so that there is one meaning of a pattern and this package needs none of its own.
 */
@FunctionalInterface
public interface PathMatcher {
  /** Tells whether {@code pattern}, in the form of {@code .gitignore}, covers {@code path}. */
  boolean matches(String pattern, TreePath path);
}
