package dev.execsession.report;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.text.ShellWord;
import java.util.Optional;

/** The command to run next in a session. */
final class NextCommand {
  private NextCommand() {}

  static String of(SessionState state, ReportSources sources) {
    if (state.phase() == Phase.COMPLETED) {
      String plan = state.locked().plan();
      return sources.isPlanThere(state.locked().root(), plan)
          ? "exec-session close " + ShellWord.path(plan)
          : "exec-session report";
    }
    return state
        .halfUndone()
        .map(block -> rollback(state, block))
        .or(() -> isHandedOff(state) ? Optional.of("exec-session finish") : Optional.empty())
        .or(() -> state.paused().map(Event.Paused::next))
        .or(() -> escalated(state))
        .orElseGet(() -> run(state));
  }

  /** A run would escalate again. */
  private static Optional<String> escalated(SessionState state) {
    return state.phase() == Phase.ESCALATED
        ? Options.of(state).stream().map(Option::command).findFirst()
        : Optional.empty();
  }

  /** Returns whether only {@code finish} goes on. */
  private static boolean isHandedOff(SessionState state) {
    return state.phase() == Phase.WORKING || state.phase() == Phase.CHECKING;
  }

  private static String rollback(SessionState state, BlockState block) {
    return "exec-session rollback "
        + block.id()
        + " "
        + ShellWord.path(state.locked().plan())
        + (block.isBeingRedone() ? " --redo" : "");
  }

  /** Returns {@code exec-session run PLAN}, or {@code begin PLAN} for an agent, in any state. */
  static String run(SessionState state) {
    if (state.isDrivenByAgent()) {
      return "exec-session begin " + ShellWord.path(state.locked().plan());
    }
    return "exec-session run "
        + ShellWord.path(state.locked().plan())
        + (state.mode() == Mode.AUTONOMOUS ? " --mode autonomous" : "");
  }
}
