package dev.execsession.seeded.scan;

import dev.execsession.seeded.undo.KnowsScan;

/** Broken: looking knows undoing. */
public record KnowsUndo(KnowsScan other) {}
