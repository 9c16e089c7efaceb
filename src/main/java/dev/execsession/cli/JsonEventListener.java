package dev.execsession.cli;

import dev.execsession.engine.SessionListener;
import dev.execsession.journal.Entry;
import dev.execsession.journal.SessionState;
import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints every recorded event as a line of JSON on standard output, and passes everything on to the
 * console listener, which writes to standard error.
 */
final class JsonEventListener extends ForwardingListener {
  private final Console console;

  /**
   * @param people shows the session to people
   */
  JsonEventListener(Console console, SessionListener people) {
    super(people);
    this.console = console;
  }

  @Override
  public void recorded(Entry entry, SessionState state) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("version", 1);
    line.put("seq", entry.seq());
    line.put("at", entry.at());
    line.put("event", entry.type());
    line.put("data", entry.event());
    console.result(Json.compact(line));
    super.recorded(entry, state);
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
