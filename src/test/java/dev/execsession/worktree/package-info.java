@NullMarked
package dev.execsession.worktree;

import org.jspecify.annotations.NullMarked;
