package dev.execsession.seeded.scope;

import dev.execsession.seeded.engine.Engine;

/** Broken: a part knows the engine. */
record KnowsEngine(Engine engine) {}
