package dev.execsession.seeded.store;

import dev.execsession.seeded.contract.KnowsEngine;

/** Broken: the store knows what it keeps. */
public record KnowsContract(KnowsEngine other) {}
