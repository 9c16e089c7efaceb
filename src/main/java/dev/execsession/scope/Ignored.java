package dev.execsession.scope;

import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * Whether, and how, git ignored a path when the baseline was taken.
 *
 * @param holds whether it did
 * @param folder the topmost ignored folder that the path is, or is in; absent for a path that is
 *     ignored by its own rule
 */
public record Ignored(boolean holds, @Nullable TreePath folder) {
  /** Not ignored. */
  public static final Ignored NOT = new Ignored(false, null);

  /** Ignored by its own rule, such as {@code .env}. */
  public static final Ignored ITSELF = new Ignored(true, null);

  /** Returns what holds for an ignored folder and everything in it. */
  public static Ignored inside(TreePath folder) {
    return new Ignored(true, folder);
  }
}
