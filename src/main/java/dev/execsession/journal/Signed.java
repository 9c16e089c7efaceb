package dev.execsession.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who accepted something, and when.
 *
 * @param via how it was said; absent in older journals
 * @param agent in whose prompt; absent elsewhere
 * @param checks what held of the prompt; absent elsewhere
 */
public record Signed(
    String by,
    Instant at,
    @Nullable Channel via,
    @Nullable Caller agent,
    @Nullable List<String> checks) {}
