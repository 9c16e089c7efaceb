package dev.execsession.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats durations and times for people. */
public final class Spans {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Spans() {}

  /**
   * Returns {@code 850 ms}, {@code 2.4 s}, {@code 42 s}, {@code 3 min 05 s}, {@code 1 h 05 min}.
   */
  public static String words(long millis) {
    long ms = Math.max(0, millis);
    long seconds = ms / 1000;
    if (ms < 1000) {
      return ms + " ms";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%d.%d s", seconds, ms % 1000 / 100);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }

  /** Returns {@code 00:42}, and {@code 1:02:03} beyond an hour. */
  public static String clock(Duration elapsed) {
    long hours = elapsed.toHours();
    String rest =
        String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutesPart(), elapsed.toSecondsPart());
    return hours == 0 ? rest : hours + ":" + rest;
  }

  /** Returns {@code 14:05} today, {@code 2026-11-28 14:05} on any other day. */
  public static String moment(Instant time, Instant now, ZoneId zone) {
    ZonedDateTime local = time.atZone(zone);
    boolean isToday = local.toLocalDate().equals(LocalDate.ofInstant(now, zone));
    return local.format(isToday ? TIME : DAY_AND_TIME);
  }

  /** Returns {@code 2026-11-28 14:05}. */
  public static String dayAndTime(Instant time, ZoneId zone) {
    return time.atZone(zone).format(DAY_AND_TIME);
  }
}
