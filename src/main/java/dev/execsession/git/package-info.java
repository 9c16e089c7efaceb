/**
 * Reads git's own files: branch, refs, index, settings, and, through JGit, commits, trees and
 * blobs. Writes nothing. Never causes a hook, filter or external program to run; the files that
 * control git are read by plain Java first.
 */
@NullMarked
package dev.execsession.git;

import org.jspecify.annotations.NullMarked;
