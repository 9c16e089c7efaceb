package dev.execsession.dialect;

import org.jspecify.annotations.Nullable;

/** A pattern of a scope that a source states. */
record Grant(String pattern, @Nullable String note, int line) {}
