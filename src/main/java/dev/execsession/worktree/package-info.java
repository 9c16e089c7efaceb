/**
 * What is in the worktree and in git's hands, and what changed between two looks. The only user of
 * JGit, and of it only for commits, trees and blobs: no hook, filter, external program or index
 * write is ever caused in a user's repository, and git's own files are read by plain Java first.
 * Never follows a link and never opens anything but a regular file. What cannot be read is a stop,
 * never "no change".
 */
@NullMarked
package dev.execsession.worktree;

import org.jspecify.annotations.NullMarked;
