package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;

/** An exclude in words, {@code anything the mobile team owns}, which only a person can check. */
public record HumanGuard(String text, SourceSpan where) {}
