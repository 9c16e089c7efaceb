package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/** A check that only a person can make. */
public record ManualCheck(String text, SourceSpan where) {}
