package dev.execsession.agent;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in an agent's words when a limit of its provider ends. */
final class Resets {
  private static final Pattern WAIT =
      Pattern.compile(
          "(?i)\\b(?:try again|retry|resets?)(?: after| in)\\s+"
              + "((?:\\d+(?:\\.\\d+)?\\s*(?:days?|hours?|minutes?|seconds?|[dhms])\\b[\\s,]*)+)");
  private static final Pattern PART = Pattern.compile("(?i)(\\d+(?:\\.\\d+)?)\\s*([dhms])");

  /** {@code try again at 12:53 AM}, or {@code at Dec 3rd, 2026 12:53 AM}. */
  private static final Pattern AT =
      Pattern.compile(
          "(?i)try again at (?:([A-Z]{3}) (\\d{1,2})(?:st|nd|rd|th)?, (\\d{4}),? )?"
              + "(\\d{1,2}:\\d{2} [AP]M)");

  private static final DateTimeFormatter TIME = format("h:mm a");
  private static final DateTimeFormatter DAY = format("MMM d yyyy");

  private Resets() {}

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /**
   * Returns the time that words name, such as {@code try again in 2 hours 5 minutes}.
   *
   * @param now the current time, in the zone that a time of day is meant in
   */
  static Optional<Instant> in(String words, ZonedDateTime now) {
    Matcher wait = WAIT.matcher(words);
    if (wait.find()) {
      return Optional.of(now.toInstant().plus(span(wait.group(1))));
    }
    Matcher at = AT.matcher(words);
    return at.find() ? at(at, now) : Optional.empty();
  }

  private static Optional<Instant> at(Matcher at, ZonedDateTime now) {
    try {
      LocalTime time = LocalTime.parse(at.group(4), TIME);
      if (at.group(1) != null) {
        String day = at.group(1) + " " + at.group(2) + " " + at.group(3);
        LocalDate date = LocalDate.parse(day, DAY);
        return Optional.of(date.atTime(time).atZone(now.getZone()).toInstant());
      }
      ZonedDateTime today = now.with(time);
      return Optional.of((today.isAfter(now) ? today : today.plusDays(1)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration span(String words) {
    double seconds = 0;
    Matcher part = PART.matcher(words);
    while (part.find()) {
      double amount = Double.parseDouble(part.group(1));
      seconds +=
          switch (part.group(2).toLowerCase(Locale.ROOT)) {
            case "d" -> amount * 86_400;
            case "h" -> amount * 3_600;
            case "m" -> amount * 60;
            default -> amount;
          };
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
