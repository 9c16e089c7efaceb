package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "850,850 ms",
    "2450,2.4 s",
    "42999,42 s",
    "60000,1 min 00 s",
    "185000,3 min 05 s",
    "3900000,1 h 05 min",
    "-1,0 ms"
  })
  void a_duration_is_as_precise_as_a_person_needs(long millis, String words) {
    assertThat(Spans.words(millis)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"42,00:42", "3599,59:59", "3723,1:02:03", "360000,100:00:00"})
  void a_clock_shows_hours_only_beyond_one(long seconds, String clock) {
    assertThat(Spans.clock(Duration.ofSeconds(seconds))).isEqualTo(clock);
  }

  @Test
  void a_time_of_another_day_has_its_date() {
    Instant time = Instant.parse("2026-11-28T14:05:59.123456789Z");
    ZoneOffset zone = ZoneOffset.ofHours(1);
    assertThat(Spans.moment(time, Instant.parse("2026-11-28T20:00:00Z"), zone)).isEqualTo("15:05");
    assertThat(Spans.moment(time, Instant.parse("2026-11-29T00:00:00Z"), zone))
        .isEqualTo("2026-11-28 15:05");
  }
}
