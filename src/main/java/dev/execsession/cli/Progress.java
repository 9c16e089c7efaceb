package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a running command does: on a terminal in the status line, elsewhere with a line for
 * each action of an agent and a regular line that it is still running.
 */
final class Progress {
  private final Console console;
  private final @Nullable Duration heartbeat;
  private volatile Duration due = Duration.ZERO;
  private volatile String command = "";
  private volatile String position = "";
  private volatile String running = "";
  private volatile String last = "";

  /**
   * @param heartbeat how often to print what is running, without a terminal; null for never
   */
  Progress(Console console, @Nullable Duration heartbeat) {
    this.console = console;
    this.heartbeat = heartbeat;
  }

  /** Sets where the session is, such as {@code block 2/5}. */
  void at(String now) {
    position = now;
  }

  String position() {
    return position;
  }

  void began(String what, String detail) {
    String first = TextSanitizer.oneLine(detail.lines().findFirst().orElse(""));
    last = "";
    command = first;
    due = heartbeat == null ? Duration.ZERO : heartbeat;
    running = position + " · " + what + " · 00:00";
    if (console.isLive()) {
      console.status(running + "  " + first);
    } else {
      console.sayVerbatim("  " + what + "  " + first);
    }
  }

  void output(String line) {
    last = TextSanitizer.oneLine(line);
    if (console.isVerbose()) {
      console.sayVerbatim("    " + console.styled(Style.DIM, last));
    }
  }

  void acted(Activity activity) {
    String text = TextSanitizer.oneLine(activity.text().strip());
    last = (activity.kind().word() + " " + text).strip();
    if (isShown(activity)) {
      Style style = activity.kind() == Activity.Kind.DENIED ? Style.RED : Style.DIM;
      String line = String.format(Locale.ROOT, "%-6s  %s", activity.kind().word(), text);
      console.sayVerbatim("    " + console.styled(style, line));
    }
    showLive();
  }

  /** Returns whether it gets a line that stays, even on a terminal. */
  private boolean isShown(Activity activity) {
    return switch (activity.kind()) {
      case DENIED, RETRY -> true;
      case MESSAGE -> console.isVerbose();
      case EDIT, RUN, READ, TOOL -> console.isVerbose() || !console.isLive();
    };
  }

  private void showLive() {
    if (console.isLive()) {
      console.status(running + (last.isEmpty() ? "" : "  " + last));
    }
  }

  void tick(String what, Duration elapsed) {
    running = position + " · " + what + " · " + Spans.clock(elapsed);
    showLive();
    if (!console.isLive() && heartbeat != null && elapsed.compareTo(due) >= 0) {
      due = elapsed.plus(heartbeat);
      console.sayVerbatim(
          "  still running: " + what + " `" + command + "`, " + Spans.clock(elapsed));
    }
  }
}
