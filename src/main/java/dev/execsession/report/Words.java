package dev.execsession.report;

import dev.execsession.journal.Actor;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Fact;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formats counts, durations and exit statuses for reports. */
final class Words {
  private Words() {}

  /** Returns {@code 1 file}, {@code 3 files}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  static String duration(long millis) {
    return Spans.words(millis);
  }

  /** Returns {@code exit 1} or {@code signal KILL}; empty when neither is known. */
  static String end(@Nullable Integer exit, @Nullable String signal) {
    if (signal != null) {
      return "signal " + signal;
    }
    return exit == null ? "" : "exit " + exit;
  }

  /** Returns {@code +3 -1} or {@code +3}; empty when lines were not counted. */
  static String lines(@Nullable Integer insertions, @Nullable Integer deletions) {
    List<String> parts = new ArrayList<>();
    if (insertions != null) {
      parts.add("+" + insertions);
    }
    if (deletions != null) {
      parts.add("-" + deletions);
    }
    return String.join(" ", parts);
  }

  /** Returns {@code executor} or {@code executor, check}: everyone who changed a path. */
  static String hands(Fact.Change change) {
    return String.join(", ", change.hands().stream().map(Actor::jsonName).toList());
  }

  /** Returns {@code 3 files: 1 added, 2 modified, +10 -4}; empty when there are none. */
  static String files(List<Fact.Change> changes) {
    if (changes.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (ChangeKind kind : ChangeKind.values()) {
      long number = changes.stream().filter(change -> change.kind() == kind).count();
      if (number > 0) {
        boolean isAdjective = kind.jsonName().endsWith("ed");
        parts.add(number + " " + kind.jsonName() + (isAdjective ? "" : " changed"));
      }
    }
    int insertions = sum(changes.stream().map(Fact.Change::insertions).toList());
    int deletions = sum(changes.stream().map(Fact.Change::deletions).toList());
    if (insertions + deletions > 0) {
      parts.add(lines(insertions, deletions));
    }
    return count(changes.size(), "file") + ": " + String.join(", ", parts);
  }

  private static int sum(List<@Nullable Integer> numbers) {
    return numbers.stream().filter(Objects::nonNull).mapToInt(Integer::intValue).sum();
  }

  /** Returns {@code 3 passed, 1 failed}; empty when there are none. */
  static String results(List<Fact.Check> checks) {
    List<String> parts = new ArrayList<>();
    for (CheckStatus status : CheckStatus.values()) {
      long number = checks.stream().filter(check -> check.status() == status).count();
      if (number > 0) {
        parts.add(number + " " + status(status));
      }
    }
    return String.join(", ", parts);
  }

  static String status(CheckStatus status) {
    return switch (status) {
      case TIMEOUT -> "timed out";
      case SIGNAL -> "ended by a signal";
      case NOT_RUN -> "not run";
      case PASSED, FAILED -> status.jsonName();
    };
  }
}
