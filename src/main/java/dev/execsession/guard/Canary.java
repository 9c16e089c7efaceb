package dev.execsession.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.execsession.guard.InstalledPiece.Hook;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.CallingAgent;
import dev.execsession.process.Exchange;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests the installed hooks: passes recorded payloads to each installed command, in repositories
 * made for it, and interprets the answers like the agent.
 */
public final class Canary {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NO_RUNTIME =
      "neither `opencode` nor `node` is on PATH, so the plugin could not be run";

  private static final String DIFFERENT = "from what `guard install` writes now";

  /** The result for a tool, or for another hook. */
  public enum State {
    WORKS("veto works"),
    DETECT_ONLY("detect only"),
    /** Of a hook that denies nothing: silent without a session, and noticed in one. */
    HEARD("works"),
    FAILS("fails"),
    DIFFERS("differs"),
    NOT_INSTALLED("not installed"),
    NOT_TESTED("not tested");

    private final String words;

    State(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * A row of the matrix.
   *
   * @param name the tool, the agent's event, or the name of a file
   * @param note what happened if it does not work, else empty
   */
  public record Row(String name, State state, String note) {
    private boolean isGood() {
      return state == State.WORKS || state == State.HEARD;
    }
  }

  /**
   * What the test found.
   *
   * @param tools whether the edits of each tool are denied
   * @param hooks each other hook that was tested, and what is not as an installation writes it
   */
  public record Matrix(List<Row> tools, List<Row> hooks) {
    public Matrix {
      tools = List.copyOf(tools);
      hooks = List.copyOf(hooks);
    }

    /** Returns all rows. */
    public List<Row> rows() {
      return Stream.concat(tools.stream(), hooks.stream()).toList();
    }

    /** Returns whether everything works and is as an installation writes it. */
    public boolean isGood() {
      return rows().stream().allMatch(Row::isGood);
    }

    /** Returns whether some tool is guarded by a hook. */
    public boolean isInstalled() {
      return tools.stream().anyMatch(row -> row.state() != State.NOT_INSTALLED);
    }

    /** Returns whether something may work after an installation. */
    public boolean needsInstallation() {
      return rows().stream().anyMatch(row -> !row.isGood() && row.state() != State.NOT_TESTED);
    }
  }

  private final Agent agent;
  private final Path root;
  private final Map<String, String> environment;

  /**
   * @param root the worktree whose settings are tested
   */
  public Canary(Agent agent, Path root, Map<String, String> environment) {
    this.agent = agent;
    this.root = root;
    this.environment = new TreeMap<>(environment);
    // The test must not count as the executor of a session, or as a command of an agent.
    List.of("ID", "ROOT", "RESULT", "BLOCK", "PLAN", "BRIEF", "ATTEMPT")
        .forEach(name -> this.environment.remove("EXEC_SESSION_" + name));
    CallingAgent.marks().forEach(this.environment::remove);
  }

  /** Returns what works. */
  public Matrix test() {
    List<InstalledPiece> pieces = InstalledPiece.read(agent, root, environment);
    List<Hook> hooks = pieces.stream().flatMap(piece -> piece.hooks().stream()).toList();
    List<Row> tools = new ArrayList<>();
    Map<String, Row> events = new LinkedHashMap<>();
    try (CanaryRepository repository = new CanaryRepository(environment)) {
      for (Object item : cases()) {
        Map<?, ?> wanted = (Map<?, ?>) item;
        String event = String.valueOf(wanted.get("event"));
        String payload = Json.compact(wanted.get("payload"));
        if (wanted.get("hook") instanceof String word) {
          Hook hook = first(hooks, each -> each.event().equals(event));
          HookEvent kind = Objects.requireNonNull(HookEvent.of(word));
          if (hook != null) {
            events.put(event, row(new OtherCase(kind, event, payload), hook, repository));
          }
          continue;
        }
        String tool = String.valueOf(wanted.get("tool"));
        Hook hook = first(hooks, each -> each.isFor(event, tool));
        tools.add(
            hook == null
                ? new Row(tool, State.NOT_INSTALLED, "no entry for `" + event + "` of it")
                : row(tool, hook, payload, repository.root()));
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.GUARD_STATE,
          "cannot create a test repository: " + IoReason.of(e),
          "free disk space in the folder for temporary files",
          e);
    }
    return new Matrix(
        tools,
        pieces.stream()
            .flatMap(piece -> compared(piece, events.get(piece.name())).stream())
            .toList());
  }

  private static @Nullable Hook first(List<Hook> hooks, Predicate<Hook> wanted) {
    return hooks.stream().filter(wanted).findFirst().orElse(null);
  }

  /**
   * Returns the row of a piece; empty for one that is as installed and is tested by its tools.
   *
   * @param tested the hook's own test; null if it has none
   */
  private static Optional<Row> compared(InstalledPiece piece, @Nullable Row tested) {
    if (tested != null && !tested.isGood()) {
      return Optional.of(tested);
    }
    return switch (piece.state()) {
      case MISSING -> Optional.of(new Row(piece.name(), State.NOT_INSTALLED, ""));
      case DIFFERS -> Optional.of(new Row(piece.name(), State.DIFFERS, DIFFERENT));
      case CURRENT -> Optional.ofNullable(tested);
    };
  }

  private Row row(String tool, Hook hook, String payload, Path repository) throws IOException {
    if (hook.command() == null) {
      return new Row(tool, State.NOT_TESTED, NO_RUNTIME);
    }
    Exchange veto = ask(hook, filled(payload, repository, CanaryRepository.VETOED), repository);
    if (!denies(veto)) {
      return new Row(tool, State.DETECT_ONLY, "not denied: " + described(veto));
    }
    Exchange pass = ask(hook, filled(payload, repository, CanaryRepository.ALLOWED), repository);
    return denies(pass) || !Objects.equals(pass.exit(), 0)
        ? new Row(tool, State.DETECT_ONLY, "an allowed edit was denied: " + described(pass))
        : new Row(tool, State.WORKS, "");
  }

  /** A call of a hook that denies nothing. */
  private record OtherCase(HookEvent kind, String event, String payload) {
    String in(Path repository) {
      return filled(payload, repository, CanaryRepository.ALLOWED);
    }
  }

  /** Tests a hook that must never stop the agent. */
  private Row row(OtherCase call, Hook hook, CanaryRepository repository) throws IOException {
    Exchange silent = ask(hook, call.in(repository.quiet()), repository.quiet());
    if (!Objects.equals(silent.exit(), 0) || !silent.out().strip().equals(agent.allow().out())) {
      return new Row(
          call.event(), State.FAILS, "not silent though no session is open: " + described(silent));
    }
    String payload = call.in(repository.driven());
    HookPayload read = HookPayload.read(new ByteArrayInputStream(payload.getBytes(UTF_8)));
    HookNotes notes = repository.notes(agent, read.session());
    // A tool that runs, whose end is to be noted.
    notes.call(read.id());
    Exchange answer = ask(hook, payload, repository.driven());
    return isHeard(call.kind(), answer, notes.read())
        ? new Row(call.event(), State.HEARD, "")
        : new Row(
            call.event(),
            State.FAILS,
            "no effect while an agent drives a session: " + described(answer));
  }

  /** Returns whether a hook did what it is for. */
  private boolean isHeard(HookEvent kind, Exchange answer, Conversation noted) {
    boolean heard =
        switch (kind) {
          case AFTER -> noted.open().isEmpty();
          case PROMPT -> noted.refused() != null;
          case STOP -> noted.rest() != null;
          case START, TOOL -> true;
        };
    // What the agent's model reads begins so.
    boolean told = answer.out().contains("exec-session: ");
    boolean tells = kind == HookEvent.PROMPT || kind == HookEvent.START;
    return Objects.equals(answer.exit(), 0) && heard && told == tells;
  }

  private Exchange ask(Hook hook, String payload, Path repository) throws IOException {
    return Exchange.with(
        List.of("sh", "-c", Objects.requireNonNull(hook.command())),
        repository,
        environment,
        payload,
        LIMIT);
  }

  private static String filled(String payload, Path repository, String file) {
    String path = Json.compact(repository.toString());
    return payload.replace("@ROOT@", path.substring(1, path.length() - 1)).replace("@FILE@", file);
  }

  private boolean denies(Exchange answer) {
    return answer.exit() != null
        && agent.denies(new HookAnswer(answer.exit(), answer.out(), answer.err()));
  }

  private static String described(Exchange answer) {
    String text = (answer.out() + answer.err()).strip();
    String shown = TextSanitizer.oneLine(text.length() > 160 ? text.substring(0, 160) + "…" : text);
    return answer.exit() == null
        ? "it did not exit within " + LIMIT.toSeconds() + " s"
        : "exit " + answer.exit() + (shown.isEmpty() ? ", no output" : ", `" + shown + "`");
  }

  private List<?> cases() throws IOException {
    try (InputStream in = Canary.class.getResourceAsStream("canary.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return (List<?>) Objects.requireNonNull(Json.parseObject(text).get(agent.word()));
    } catch (JsonException e) {
      throw new IllegalStateException("the recorded payloads are not JSON", e);
    }
  }
}
