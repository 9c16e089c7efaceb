package dev.execsession.seeded.config;

import dev.execsession.seeded.plan.KnowsConfig;
import org.jspecify.annotations.Nullable;

/** Broken: the other half of the cycle. */
public record KnowsPlan(@Nullable KnowsConfig other) {}
