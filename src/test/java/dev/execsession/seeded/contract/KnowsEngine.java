package dev.execsession.seeded.contract;

import dev.execsession.seeded.engine.Engine;

/** Broken: the contract knows what runs it. */
public record KnowsEngine(Engine other) {}
