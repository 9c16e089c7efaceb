package dev.execsession.testing;

import dev.execsession.engine.CutOff;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.SessionListener;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, line by line and in order: recorded events in the fewest words, those of
 * one attempt at a block on one line; {@code ?} a question with its answer; {@code !} the code of a
 * warning; {@code =} how it ended.
 *
 * <pre>{@code
 * locked stepwise
 * B01 intended 1, started, exited, measured executor, checked passed, judged good
 * ? approve B01: continue
 * B01 approved prompt, done
 * = paused
 * }</pre>
 */
final class Story implements SessionListener {
  /** What is told of an event besides its block. */
  private static final Map<String, List<String>> TOLD =
      Map.ofEntries(
          Map.entry("locked", List.of("mode")),
          Map.entry("resumed", List.of("mode")),
          Map.entry("intended", List.of("attempt")),
          Map.entry("measured", List.of("by")),
          Map.entry("checked", List.of("check.status")),
          Map.entry("manually-checked", List.of("check.status")),
          Map.entry("attested", List.of("attestation.policy", "attestation.status")),
          Map.entry("documented", List.of("docs.status")),
          Map.entry("judged", List.of("outcome")),
          Map.entry("approved", List.of("blocks.*", "via")),
          Map.entry("accepted-over", List.of("by", "via")),
          Map.entry("amended", List.of("include.*", "exclude.*", "by")),
          Map.entry("between-accepted", List.of("by")),
          Map.entry("escalated", List.of("escalation.reason")));

  private static final int WIDTH = 88;

  private final @Nullable String crash;
  private final List<String> lines = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable SessionState state;
  // What the last line is about, as long as more of it may follow there.
  private String about = "";

  /**
   * @param crash the event after which the process is to die: {@code B01 exited}
   */
  Story(@Nullable String crash) {
    this.crash = crash;
  }

  /** Thrown where the process is to die. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  synchronized void line(String line) {
    lines.add(line);
    about = "";
  }

  void ended(@Nullable Stop stop) {
    line("= " + (stop == null ? "done" : stop.name().toLowerCase(Locale.ROOT)));
  }

  void refused(StopException e) {
    line(
        "= "
            + e.stop().name().toLowerCase(Locale.ROOT)
            + e.problems().stream()
                .map(problem -> " " + problem.code().id())
                .collect(Collectors.joining()));
  }

  synchronized Workbench.Run run(
      ScriptedGate gate, List<Problem> problems, @Nullable RunResult outcome) {
    return new Workbench.Run(
        String.join("\n", lines) + "\n",
        problems,
        List.copyOf(events),
        List.copyOf(warnings),
        List.copyOf(remarks),
        gate,
        state == null && outcome != null ? outcome.state() : state,
        outcome);
  }

  @Override
  public synchronized void recorded(Entry entry, SessionState now) {
    JsonDoc data = JsonDoc.parse(Json.compact(entry.event()));
    String block = block(data, entry.type());
    List<String> words = new ArrayList<>(List.of(entry.type()));
    TOLD.getOrDefault(entry.type(), List.of()).forEach(way -> words.addAll(data.texts(way)));
    String told = String.join(" ", words);
    boolean goesOn =
        !about.isEmpty()
            && about.equals(block)
            && !List.of("intended", "rechecking").contains(entry.type());
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    if (goesOn && last.length() + told.length() + 2 > WIDTH) {
      lines.set(lines.size() - 1, last + ",");
      lines.add("    " + told);
    } else if (goesOn) {
      lines.set(lines.size() - 1, last + ", " + told);
    } else {
      lines.add((block.isEmpty() ? "" : block + " ") + told);
    }
    about = block;
    events.add(entry.event());
    state = now;
    if ((block + " " + entry.type()).strip().equals(crash)) {
      throw new Crash();
    }
  }

  private static String block(JsonDoc data, String type) {
    String way = type.equals("escalated") ? "escalation.block" : "block";
    return data.has(way) && !data.text(way).equals("null") ? data.text(way) : "";
  }

  @Override
  public void warned(Problem problem) {
    warnings.add(problem);
    line("! " + problem.code().id());
  }

  @Override
  public void remarked(String line) {
    remarks.add(line);
  }

  @Override
  public void finishedBefore(SessionFolder folder) {
    line("finished before");
  }

  @Override
  public void interrupted(CutOff run) {
    List<Fact.Change> changes = run.changes();
    line(
        "interrupted "
            + run.block()
            + (changes == null
                ? " unknown"
                : changes.stream()
                    .map(change -> " " + change.path())
                    .collect(Collectors.joining())));
  }
}
