package dev.execsession.engine;

import dev.execsession.contract.ReportTarget;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.store.SessionFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that a signal ended, or that other content in the session's files stopped.
 *
 * @param block the active block; null between blocks
 * @param changes the block's changes so far; null if there was no time for a scan
 * @param reports where to copy the report to
 * @param next the command that continues
 */
public record CutOff(
    SessionFolder folder,
    SessionState state,
    @Nullable String block,
    @Nullable List<Fact.Change> changes,
    List<ReportTarget> reports,
    String next) {}
