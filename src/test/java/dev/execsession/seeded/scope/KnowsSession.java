package dev.execsession.seeded.scope;

import dev.execsession.seeded.session.Engine;

/** Broken: a part knows the engine. */
record KnowsSession(Engine engine) {}
