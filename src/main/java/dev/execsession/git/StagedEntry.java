package dev.execsession.git;

import dev.execsession.text.TreePath;

/** An entry of the index without conflict; the mode is git's. */
public record StagedEntry(TreePath path, int mode, String blob) {}
