/**
 * What a repository holds, from git's own files: branch, refs, index, settings, and, through JGit,
 * commits, trees and blobs. Reads only. No hook, filter or external program is ever caused to run,
 * and git's steering files are read by plain Java first.
 */
@NullMarked
package dev.execsession.git;

import org.jspecify.annotations.NullMarked;
