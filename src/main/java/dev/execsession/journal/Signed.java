package dev.execsession.journal;

import java.time.Instant;

/** Who accepted something, and when. */
public record Signed(String by, Instant at) {}
