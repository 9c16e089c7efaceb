package dev.execsession.seeded.git;

import org.eclipse.jgit.lib.ObjectInserter;

/** Broken: git is read, not written. */
record Writes(ObjectInserter inserter) {}
