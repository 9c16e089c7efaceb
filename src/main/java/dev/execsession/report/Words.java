package dev.execsession.report;

import dev.execsession.journal.Actor;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Receipt;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.Dollars;
import dev.execsession.text.Spans;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats counts, durations and exit statuses for reports. */
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int SHORT_ID = 10;

  private Words() {}

  /** Returns the first digits of a commit's id. */
  public static String shortId(String commit) {
    return commit.substring(0, Math.min(SHORT_ID, commit.length()));
  }

  /** Returns {@code 1 file}, {@code 3 files}. */
  public static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  public static String duration(long millis) {
    return Spans.words(millis);
  }

  /** Returns {@code 2026-11-22 12:00:05 UTC}. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** Returns {@code exit 1} or {@code signal KILL}; empty when neither is known. */
  public static String end(@Nullable Integer exit, @Nullable String signal) {
    if (signal != null) {
      return "signal " + signal;
    }
    return exit == null ? "" : "exit " + exit;
  }

  /**
   * Returns {@code model m, 5 turns, 5,000 tokens read, 250 written, $0.03; guard: 12 calls, 2
   * vetoes}.
   */
  public static String receipt(Receipt receipt) {
    List<String> parts = new ArrayList<>();
    if (receipt.model() != null) {
      parts.add("model " + receipt.model());
    }
    if (receipt.turns() != null) {
      parts.add(count(receipt.turns(), "turn"));
    }
    if (receipt.inputTokens() != null) {
      parts.add(String.format(Locale.ROOT, "%,d tokens read", receipt.inputTokens()));
    }
    if (receipt.outputTokens() != null) {
      parts.add(String.format(Locale.ROOT, "%,d written", receipt.outputTokens()));
    }
    if (receipt.costUsd() != null) {
      parts.add(Dollars.of(receipt.costUsd()));
    }
    Receipt.Guard guard = receipt.guard();
    String used = String.join(", ", parts);
    String asked =
        guard == null
            ? ""
            : guard.calls() == 0
                ? "guard: never called"
                : "guard: " + count(guard.calls(), "call") + ", " + vetoes(guard.vetoes());
    return used + (used.isEmpty() || asked.isEmpty() ? "" : "; ") + asked;
  }

  private static String vetoes(int number) {
    return number + (number == 1 ? " veto" : " vetoes");
  }

  /** Returns {@code +3 -1} or {@code +3}; empty when lines were not counted. */
  public static String lines(@Nullable Integer insertions, @Nullable Integer deletions) {
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
  public static String hands(Fact.Change change) {
    return String.join(", ", change.hands().stream().map(Actor::jsonName).toList());
  }

  /** Returns {@code 3 files: 1 added, 2 modified, +10 -4}; empty when there are none. */
  public static String files(List<Fact.Change> changes) {
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
  public static String results(List<Fact.Check> checks) {
    List<String> parts = new ArrayList<>();
    for (CheckStatus status : CheckStatus.values()) {
      long number = checks.stream().filter(check -> check.status() == status).count();
      if (number > 0) {
        parts.add(number + " " + status(status));
      }
    }
    return String.join(", ", parts);
  }

  /**
   * Returns {@code failed with exit 1 (attempts 1, 2), then passed}; empty for a check that has no
   * earlier result.
   */
  public static String history(Fact.Check check, List<EarlierResult> history) {
    List<EarlierResult> own = history.stream().filter(past -> past.isOf(check)).toList();
    return own.isEmpty()
        ? ""
        : past(own) + (check.passed() ? ", then " + status(check.status()) : "");
  }

  /** Returns {@code failed with exit 1 (attempt 1)}, or more of that. */
  public static String past(List<EarlierResult> results) {
    Map<String, List<String>> attempts = new LinkedHashMap<>();
    for (EarlierResult result : results) {
      String end = result.status() == CheckStatus.FAILED ? end(result.exit(), result.signal()) : "";
      List<String> same =
          attempts.computeIfAbsent(
              status(result.status()) + (end.isEmpty() ? "" : " with " + end),
              how -> new ArrayList<>());
      if (result.attempt() != null) {
        same.add(result.attempt().toString());
      }
    }
    return attempts.entrySet().stream()
        .map(entry -> entry.getKey() + attempts(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String attempts(List<String> numbers) {
    return numbers.isEmpty()
        ? ""
        : (numbers.size() == 1 ? " (attempt " : " (attempts ") + String.join(", ", numbers) + ")";
  }

  public static String status(CheckStatus status) {
    return switch (status) {
      case TIMEOUT -> "timed out";
      case SIGNAL -> "ended by a signal";
      case NOT_RUN -> "not run";
      case PASSED, FAILED -> status.jsonName();
    };
  }
}
