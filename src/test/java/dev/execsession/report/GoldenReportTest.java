package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Sets the locale of the whole JVM.
@Isolated
final class GoldenReportTest {
  private static final Map<String, Supplier<SessionLog>> CASES =
      Map.of(
          "completed", Sessions::completed,
          "blocked", Sessions::blocked,
          "escalated", Sessions::escalated,
          "paused", Sessions::paused,
          "hostile", Sessions::hostile);

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore_the_locale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "blocked", "escalated", "paused", "hostile"})
  void a_session_is_reported_as_expected(String name) {
    SessionLog log = Objects.requireNonNull(CASES.get(name)).get();
    Golden.holds(name + ".md", MarkdownReport.render(log.report()));
    Golden.holds(name + ".json", JsonReport.render(log.report()));
    Golden.holds(
        name + ".status.txt",
        String.join("\n", StatusView.of(log.state(), SessionLog.PLACE)) + "\n");
  }

  @Test
  void an_escalation_record_is_written_before_the_escalation_is_recorded() {
    var state = Sessions.escalating().state();
    var open = Sessions.escalation();
    Golden.holds("case.md", EscalationDocument.markdown(state, open, SessionLog.PLACE));
    Golden.holds("case.json", EscalationDocument.json(state, open, SessionLog.PLACE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist"})
  void the_locale_does_not_change_a_report(String tag) {
    SessionReport report = Sessions.completed().report();
    String markdown = MarkdownReport.render(report);
    String json = JsonReport.render(report);
    var lines = StatusView.of(Sessions.blocked().state(), SessionLog.PLACE);
    Locale.setDefault(Locale.forLanguageTag(tag));
    assertThat(MarkdownReport.render(Sessions.completed().report())).isEqualTo(markdown);
    assertThat(JsonReport.render(Sessions.completed().report())).isEqualTo(json);
    assertThat(StatusView.of(Sessions.blocked().state(), SessionLog.PLACE)).isEqualTo(lines);
  }
}
