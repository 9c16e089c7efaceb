package dev.execsession.report;

import dev.execsession.journal.Event;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import java.util.regex.Pattern;

/** Tells the command that takes a session on. */
final class NextCommand {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./@%+=:,][A-Za-z0-9_./@%+=:,-]*");

  private NextCommand() {}

  static String of(SessionState state) {
    if (state.phase() == Phase.COMPLETED) {
      return "exec-session report";
    }
    return state.paused().map(Event.Paused::next).orElseGet(() -> run(state));
  }

  /** Gives {@code exec-session run PLAN}, whatever the state. */
  static String run(SessionState state) {
    return "exec-session run "
        + word(state.locked().plan())
        + (state.mode().equals("autonomous") ? " --mode autonomous" : "");
  }

  /** Gives the text as one word of a shell. */
  private static String word(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    String quoted = "'" + text.replace("'", "'\\''") + "'";
    return text.startsWith("-") ? "-- " + quoted : quoted;
  }
}
