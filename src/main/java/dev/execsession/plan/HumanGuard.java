package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/** An exclude in words, {@code anything the mobile team owns}: only a person can watch over it. */
public record HumanGuard(String text, SourceSpan where) {}
