package dev.execsession.seeded.engine;

import dev.execsession.seeded.report.Prints;

/** Broken: the engine knows a report. */
public record KnowsReport(Prints other) {}
