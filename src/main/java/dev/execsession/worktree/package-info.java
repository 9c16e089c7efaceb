/**
 * What is in the worktree and in git's hands, and what changed between two looks. The only user of
 * JGit, and of it only for commits, trees and blobs: no hook, filter or external program is ever
 * caused to run in a user's repository, and git's own files are read by plain Java first. Only a
 * {@link dev.execsession.worktree.Committer} moves the branch and writes the index. Never follows a
 * link and never opens anything but a regular file. What cannot be read is a stop, never "no
 * change".
 */
@NullMarked
package dev.execsession.worktree;

import org.jspecify.annotations.NullMarked;
