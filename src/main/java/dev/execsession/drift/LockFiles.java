package dev.execsession.drift;

import dev.execsession.text.TreePath;

/** Knows which lock file belongs to which manifest, by their names. */
public final class LockFiles {
  private LockFiles() {}

  public static boolean isLock(TreePath path) {
    return Manifests.isLock(path);
  }

  /** Returns whether a change of the manifest explains one of the lock file. */
  public static boolean explains(TreePath manifest, TreePath lock) {
    return Manifests.isLock(lock) && Manifests.explains(manifest, Manifests.format(manifest), lock);
  }
}
