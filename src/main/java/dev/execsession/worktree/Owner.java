package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;

/**
 * The user and the group that a path belongs to.
 *
 * @param mounted whether it is a folder of another file system than the worktree; the numbers of
 *     file systems themselves change with a restart
 */
public record Owner(int user, int group, boolean mounted) {
  static Owner of(FileStat stat, long device) {
    FileStat.Owner owner = stat.owner();
    return new Owner(
        owner.uid(), owner.gid(), stat.type() == EntryType.DIRECTORY && owner.device() != device);
  }
}
