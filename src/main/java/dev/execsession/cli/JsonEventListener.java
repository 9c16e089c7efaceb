package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.contract.Contract;
import dev.execsession.engine.CutOff;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.SessionListener;
import dev.execsession.journal.Entry;
import dev.execsession.journal.SessionState;
import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints every recorded event as a line of JSON on standard output, and passes everything on to the
 * console listener, which writes to standard error.
 */
record JsonEventListener(Console console, SessionListener people) implements SessionListener {

  @Override
  public void recorded(Entry entry, SessionState state) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("version", 1);
    line.put("seq", entry.seq());
    line.put("at", entry.at());
    line.put("event", entry.type());
    line.put("data", entry.event());
    console.result(Json.compact(line));
    people.recorded(entry, state);
  }

  @Override
  public void beforeBlock() {
    if (console.outputFailed()) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write events to standard output",
          "run again with a reader to resume the session");
    }
  }

  /** Prints the last line of a run that had a session. */
  static void ended(Console console, SessionState state, int code) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("version", 1);
    line.put("event", "ended");
    line.put("session", state.locked().session());
    line.put("state", state.phase());
    line.put("exit", code);
    console.result(Json.compact(line));
  }

  /** Prints the only line of a refused run, or the last one of a run that had to stop. */
  static void stopped(Console console, StopException stop) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("version", 1);
    line.put("event", "ended");
    line.put("state", stop.stop());
    line.put("exit", ExitCode.of(stop.stop()));
    line.put("problems", ProblemJson.of(stop.problems()));
    console.result(Json.compact(line));
  }

  @Override
  public void locked(Contract contract, @Nullable Resumption from) {
    people.locked(contract, from);
  }

  @Override
  public void opened(SessionFolder folder, boolean resumed) {
    people.opened(folder, resumed);
  }

  @Override
  public void finishedBefore(SessionFolder folder) {
    people.finishedBefore(folder);
  }

  @Override
  public void warned(Problem problem) {
    people.warned(problem);
  }

  @Override
  public void remarked(String line) {
    people.remarked(line);
  }

  @Override
  public void interrupting(CutOff run) {
    people.interrupting(run);
  }

  @Override
  public void interrupted(CutOff run) {
    people.interrupted(run);
  }

  @Override
  public void distrusted(CutOff run) {
    people.distrusted(run);
  }

  @Override
  public void lent(String executor, String command) {
    people.lent(executor, command);
  }

  @Override
  public void output(String line) {
    people.output(line);
  }

  @Override
  public void acted(Activity activity) {
    people.acted(activity);
  }

  @Override
  public void waits(String executor, Instant until) {
    people.waits(executor, until);
  }

  @Override
  public void tick(String what, Duration elapsed) {
    people.tick(what, elapsed);
  }

  @Override
  public void began(@Nullable String block, String what, String detail) {
    people.began(block, what, detail);
  }

  /** The JSON form of a problem. */
  record ProblemJson(
      String severity,
      String code,
      String message,
      @Nullable String path,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String hint) {
    static List<ProblemJson> of(List<Problem> problems) {
      return problems.stream().map(ProblemJson::of).toList();
    }

    private static ProblemJson of(Problem problem) {
      return new ProblemJson(
          problem.severity().name().toLowerCase(Locale.ROOT),
          problem.code().id(),
          problem.message(),
          problem.path(),
          problem.where() == null ? null : problem.where().line(),
          problem.where() == null ? null : problem.where().column(),
          problem.hint());
    }
  }
}
