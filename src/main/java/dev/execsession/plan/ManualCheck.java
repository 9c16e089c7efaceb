package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/** A validation that only a person can attest. */
public record ManualCheck(String text, SourceSpan where) {}
