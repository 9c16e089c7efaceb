package dev.execsession.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses durations ({@code 90s}, {@code 10m}, {@code 1h30m}) and sizes ({@code 10MiB}). */
final class Units {
  static final String DURATION_HINT = "write a duration such as `90s`, `10m` or `1h`";
  static final String SIZE_HINT = "write a size such as `512KiB` or `10MiB`";

  static final String DOLLARS_HINT = "write US dollars such as `2.50`";
  static final String COUNT_HINT = "write digits such as `500000`";

  private static final Pattern DOLLARS = Pattern.compile("\\$?(\\d{1,6}(?:\\.\\d{1,4})?)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,3}(?:_?\\d{3})*|\\d{1,12}");
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(B|KiB|MiB|GiB)");

  private Units() {}

  /** Returns a duration above zero; empty when invalid. */
  static Optional<Duration> duration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofHours(number(form.group(1)))
            .plusMinutes(number(form.group(2)))
            .plusSeconds(number(form.group(3)));
    return sum.isZero() ? Optional.empty() : Optional.of(sum);
  }

  /** Returns a number of bytes above zero; empty when invalid. */
  static Optional<Long> bytes(String text) {
    Matcher form = SIZE.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (form.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    long size = number(form.group(1)) << shift;
    return size == 0 ? Optional.empty() : Optional.of(size);
  }

  /** Returns an amount of US dollars above zero; empty when invalid. */
  static Optional<Double> dollars(String text) {
    Matcher form = DOLLARS.matcher(text);
    return form.matches()
        ? Optional.of(Double.valueOf(form.group(1))).filter(amount -> amount > 0)
        : Optional.empty();
  }

  /** Returns a whole number above zero; empty when invalid. */
  static Optional<Long> count(String text) {
    return COUNT.matcher(text).matches()
        ? Optional.of(Long.valueOf(text.replace("_", ""))).filter(number -> number > 0)
        : Optional.empty();
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
