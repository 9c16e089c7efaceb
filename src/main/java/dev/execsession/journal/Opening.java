package dev.execsession.journal;

import java.time.Instant;

/** For whom a block was opened, and when. */
public record Opening(Caller by, Instant since) {}
