package dev.execsession.seeded.undo;

import dev.execsession.seeded.scan.KnowsUndo;

/** Broken: undoing knows looking. */
public record KnowsScan(KnowsUndo other) {}
