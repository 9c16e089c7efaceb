package dev.execsession.session;

import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param stop why it ended early; absent when every block in range is done
 * @param folder the session's files; absent when nothing was started
 * @param state the session as recorded; absent when nothing was started
 */
public record Outcome(
    @Nullable Stop stop, @Nullable SessionFolder folder, @Nullable SessionState state) {}
