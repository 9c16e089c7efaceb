package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.check.CheckResult;
import dev.execsession.check.Origin;
import dev.execsession.drift.Reason;
import dev.execsession.executor.ExecutorReport;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Fact;
import dev.execsession.policy.AttestationRecord;
import dev.execsession.process.Ending;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal has a name for every result of other packages: the engine translates by name. */
class RecordedWordsTest {
  static Stream<Arguments> translations() {
    return Stream.of(
        Arguments.of(CheckResult.Status.class, CheckStatus.class),
        Arguments.of(Origin.class, Fact.Check.Origin.class),
        Arguments.of(Reason.class, EscalationReason.class),
        Arguments.of(ExecutorReport.Reason.class, EscalationReason.class),
        Arguments.of(AttestationRecord.Status.class, Fact.Attestation.Status.class),
        Arguments.of(Ending.class, Fact.Execution.Ending.class));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void every_answer_can_be_typed_as_a_word(
      Class<? extends Enum<?>> from, Class<? extends Enum<?>> to) {
    assertThat(names(to)).containsAll(names(from));
  }

  private static Iterable<String> names(Class<? extends Enum<?>> type) {
    return Stream.of(type.getEnumConstants()).map(Enum::name).toList();
  }
}
