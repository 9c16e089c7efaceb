package dev.execsession.seeded.plan;

import dev.execsession.seeded.config.KnowsPlan;
import org.jspecify.annotations.Nullable;

/** Broken: one half of a cycle between two parts. */
public record KnowsConfig(@Nullable KnowsPlan other) {}
