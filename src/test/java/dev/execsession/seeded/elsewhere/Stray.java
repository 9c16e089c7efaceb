package dev.execsession.seeded.elsewhere;

/** Broken: a package that no table knows. */
record Stray() {}
