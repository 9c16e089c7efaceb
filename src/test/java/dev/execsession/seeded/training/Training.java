package dev.execsession.seeded.training;

import dev.execsession.seeded.config.KnowsPlan;

/** Allowed: runs what other packages do. */
public record Training(KnowsPlan config) {}
