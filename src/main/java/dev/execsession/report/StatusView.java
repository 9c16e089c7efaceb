package dev.execsession.report;

import dev.execsession.journal.Progress;
import dev.execsession.journal.SessionState;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats a session's status for a terminal; untrusted text is escaped. */
public final class StatusView {
  // The narrowest terminal that is worth a thought.
  private static final int WIDTH = 60;

  private final SessionReport report;
  private final @Nullable String runner;

  private StatusView(SessionReport report, @Nullable String runner) {
    this.report = report;
    this.runner = runner;
  }

  /**
   * Returns the session, a line for each block, an open question and the ways to go on:
   *
   * <pre>{@code
   * session 20261122-120000-1f3a: blocked, 1 of 2 blocks done
   * plan    docs/exec-plans/active/limit.md, Rate limiting
   * branch  feature/limit, stepwise
   *
   *   B01  done     Token bucket (2 files: 2 added; 1 passed)
   *   B02  blocked  Redis store: the check `make test` failed with exit 1
   *
   * next, one of:
   *   see what it changed       exec-session diff B02
   * }</pre>
   */
  public static List<String> of(SessionState state, ReportPlace place) {
    return new StatusView(SessionReport.of(state, place), null).lines();
  }

  /**
   * Returns the session and its blocks, and in place of the next command the process that runs it:
   * {@code running since 14:05 as pid 123 on HOST}.
   */
  public static List<String> running(SessionState state, ReportPlace place, String runner) {
    return new StatusView(SessionReport.of(state, place), runner).lines();
  }

  /** Returns a line for each block of the session, by id. */
  public static Map<String, String> blocks(SessionState state, ReportPlace place) {
    return new StatusView(SessionReport.of(state, place), null).blocks();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    long done = report.blocks().stream().filter(b -> b.status() == Progress.DONE).count();
    lines.add(
        "session "
            + safe(report.session())
            + ": "
            + report.state().name().toLowerCase(Locale.ROOT)
            + ", "
            + done
            + " of "
            + Words.count(report.blocks().size(), "block")
            + " done");
    lines.add("plan    " + safe(report.plan().path()) + ", " + safe(report.plan().title()));
    lines.add("branch  " + safe(report.branch()) + ", " + report.mode().jsonName());
    lines.add("");
    lines.addAll(blocks().values());
    lines.add("");
    if (runner != null) {
      lines.add("running " + safe(runner));
      return lines;
    }
    report.completion().reasons().forEach(reason -> lines.add("failed  " + safe(reason)));
    if (report.escalation() != null) {
      lines.add("reason  " + safe(report.escalation().detail()));
      if (report.escalation().file() != null) {
        lines.add("record  " + safe(report.escalation().file()));
      }
    }
    lines.addAll(options());
    if (report.question() != null) {
      lines.add("waiting for  " + safe(report.question()) + "  " + safe(report.next()));
    } else if (report.options().isEmpty()) {
      lines.add("next    " + safe(report.next()));
    }
    return lines;
  }

  private Map<String, String> blocks() {
    Map<String, String> lines = new LinkedHashMap<>();
    int width = report.blocks().stream().mapToInt(b -> b.id().length()).max().orElse(0);
    for (SessionReport.Block block : report.blocks()) {
      String id = block.id() + " ".repeat(width - block.id().length());
      String status = String.format(Locale.ROOT, "%-7s", block.status().jsonName());
      lines.put(block.id(), "  " + id + "  " + status + "  " + safe(what(block)));
    }
    return lines;
  }

  /** Returns a line for each way to go on, or two if it is long. */
  private List<String> options() {
    List<String> lines = new ArrayList<>();
    if (!report.options().isEmpty()) {
      lines.add("next, one of:");
    }
    for (Option option : report.options()) {
      String line =
          String.format(Locale.ROOT, "  %-24s  %s", safe(option.what()), safe(option.command()));
      if (line.length() <= WIDTH) {
        lines.add(line);
      } else {
        lines.add("  " + safe(option.what()) + ":");
        lines.add("    " + safe(option.command()));
      }
    }
    return lines;
  }

  private static String what(SessionReport.Block block) {
    String why = why(block);
    return block.title().isEmpty() ? why.replaceFirst("^[: ]+", "") : block.title() + why;
  }

  private static String why(SessionReport.Block block) {
    return switch (block.step()) {
      case PENDING -> block.undone() ? ": undone" : "";
      case INTENDED, STARTED -> ": " + inProgress(block) + " (attempt " + block.attempts() + ")";
      case EXITED, MEASURED -> ": not validated yet (attempt " + block.attempts() + ")";
      case JUDGED -> ": waiting for approval";
      case ESCALATED -> ": escalated";
      case BLOCKED -> block.reasons().isEmpty() ? "" : ": " + String.join("; ", block.reasons());
      case DONE -> done(block);
    };
  }

  private static String inProgress(SessionReport.Block block) {
    SessionReport.Opened opened = block.opened();
    return opened == null
        ? "in progress"
        : "open for " + opened.by() + " since " + Words.time(opened.since());
  }

  private static String done(SessionReport.Block block) {
    List<String> parts = new ArrayList<>();
    if (block.acceptedOver() != null) {
      parts.add("accepted over " + String.join("; ", block.acceptedOver().over()));
    }
    if (block.carriedFrom() != null) {
      parts.add("carried over");
    }
    String files = Words.files(block.changes());
    String checks = Words.results(block.checks());
    if (!files.isEmpty()) {
      parts.add(files);
    }
    if (!checks.isEmpty()) {
      parts.add("checks: " + checks);
    } else if (block.carriedFrom() == null) {
      parts.add("no checks");
    }
    return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
  }

  private static String safe(String text) {
    return TextSanitizer.oneLine(text);
  }
}
