package dev.execsession.report;

import dev.execsession.journal.Channel;
import dev.execsession.json.OmitWhenNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One moment in the course of a session.
 *
 * @param event its type, as in the journal
 * @param blocks those that it is about; empty for the whole session
 * @param attempt the attempt that it starts or ends
 * @param by the person who decided
 * @param via how the person approved
 * @param waitedMs how long the result, or the session, had waited for the person
 * @param text what was asked, found or answered
 */
public record Moment(
    Instant at,
    String event,
    List<String> blocks,
    @OmitWhenNull @Nullable Integer attempt,
    @OmitWhenNull @Nullable String by,
    @OmitWhenNull @Nullable Channel via,
    @OmitWhenNull @Nullable Long waitedMs,
    @OmitWhenNull @Nullable String text) {
  public Moment {
    blocks = List.copyOf(blocks);
  }

  static Moment of(Instant at, String event, List<String> blocks, @Nullable String text) {
    return new Moment(at, event, blocks, null, null, null, null, text);
  }

  Moment ofAttempt(int number) {
    return new Moment(at, event, blocks, number, by, via, waitedMs, text);
  }

  Moment by(@Nullable String person) {
    return new Moment(at, event, blocks, attempt, person, via, waitedMs, text);
  }

  Moment via(@Nullable Channel channel) {
    return new Moment(at, event, blocks, attempt, by, channel, waitedMs, text);
  }

  Moment waited(@Nullable Long millis) {
    return new Moment(at, event, blocks, attempt, by, via, millis, text);
  }
}
