package dev.execsession.seeded.engine;

import dev.execsession.seeded.plan.KnowsConfig;

/** Allowed: the engine knows the parts. */
public record Engine(KnowsConfig part) {}
