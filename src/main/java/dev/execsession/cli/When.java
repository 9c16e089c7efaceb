package dev.execsession.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times for people, in their time zone. */
final class When {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private When() {}

  /** Returns {@code 2026-11-22 14:05}. */
  static String full(Instant time) {
    return DAY_AND_TIME.format(local(time));
  }

  /** Returns {@code 14:05} for a time of today, else with the day. */
  static String recent(Instant time) {
    ZonedDateTime local = local(time);
    return local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()))
        ? TIME.format(local)
        : DAY_AND_TIME.format(local);
  }

  private static ZonedDateTime local(Instant time) {
    return time.atZone(ZoneId.systemDefault());
  }
}
