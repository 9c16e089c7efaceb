package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonEdit;
import dev.execsession.json.JsonException;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Exchange;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Tests that an installed hook denies edits: passes recorded payloads to the installed command, in
 * a repository made for it, and interprets the answers like the agent.
 */
public final class Canary {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NO_RUNTIME =
      "neither `opencode` nor `node` is on PATH, so the plugin could not be run";

  /** The result for a tool. */
  public enum State {
    WORKS("veto works"),
    DETECT_ONLY("detect only"),
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
   * @param note what happened if the denial does not work, else empty
   */
  public record Row(String tool, State state, String note) {}

  /**
   * A hook as configured.
   *
   * @param command null if nothing here can run it
   */
  private record Hook(String event, @Nullable String matcher, @Nullable String command) {
    boolean isFor(String wantedEvent, String tool) {
      if (!event.equals(wantedEvent)) {
        return false;
      }
      try {
        return matcher == null
            || matcher.isEmpty()
            || matcher.equals("*")
            || Pattern.compile(matcher).matcher(tool).matches();
      } catch (PatternSyntaxException e) {
        return false;
      }
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
    // The test must not count as the executor of a session.
    List.of("ID", "ROOT", "RESULT", "BLOCK", "PLAN", "BRIEF", "ATTEMPT")
        .forEach(name -> this.environment.remove("EXEC_SESSION_" + name));
  }

  /** Returns the matrix, one row per tool. */
  public List<Row> test() {
    List<Hook> hooks = hooks();
    List<Row> rows = new ArrayList<>();
    try (CanaryRepository repository = new CanaryRepository(environment)) {
      for (Object item : cases()) {
        Map<?, ?> wanted = (Map<?, ?>) item;
        String tool = String.valueOf(wanted.get("tool"));
        String event = String.valueOf(wanted.get("event"));
        Hook hook = hooks.stream().filter(each -> each.isFor(event, tool)).findFirst().orElse(null);
        rows.add(
            hook == null
                ? new Row(tool, State.NOT_INSTALLED, "no entry for `" + event + "` of it")
                : row(tool, hook, Json.compact(wanted.get("payload")), repository.root()));
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.GUARD_STATE,
          "cannot create a test repository: " + IoReason.of(e),
          "free disk space in the folder for temporary files",
          e);
    }
    return rows;
  }

  private Row row(String tool, Hook hook, String payload, Path repository) throws IOException {
    if (hook.command() == null) {
      return new Row(tool, State.NOT_TESTED, NO_RUNTIME);
    }
    Exchange veto = ask(hook, payload, repository, CanaryRepository.VETOED);
    if (!denies(veto)) {
      return new Row(tool, State.DETECT_ONLY, "not denied: " + described(veto));
    }
    Exchange pass = ask(hook, payload, repository, CanaryRepository.ALLOWED);
    return denies(pass) || !Objects.equals(pass.exit(), 0)
        ? new Row(tool, State.DETECT_ONLY, "an allowed edit was denied: " + described(pass))
        : new Row(tool, State.WORKS, "");
  }

  private Exchange ask(Hook hook, String payload, Path repository, String file) throws IOException {
    return Exchange.with(
        List.of("sh", "-c", Objects.requireNonNull(hook.command())),
        repository,
        environment,
        filled(payload, repository, file),
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
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (List<?>) Objects.requireNonNull(Json.parseObject(text).get(agent.word()));
    } catch (JsonException e) {
      throw new IllegalStateException("the recorded payloads are not JSON", e);
    }
  }

  /** Returns our entries in the current settings. */
  private List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
      if (!(piece instanceof SettingsPiece.Items items)) {
        if (agent != Agent.OPENCODE) {
          // Rules of the agent's own; it is asked through its hooks.
          continue;
        }
        String plugin = TextFile.read(root, piece.file());
        return plugin == null || OpencodePlugin.command(plugin).isEmpty()
            ? List.of()
            : List.of(
                new Hook(
                    OpencodePlugin.EVENT,
                    null,
                    OpencodePlugin.driver(root.resolve(piece.file()), environment).orElse(null)));
      }
      String event = items.path().get(items.path().size() - 1);
      String text = TextFile.read(root, items.file());
      try {
        for (Object entry : text == null ? List.of() : JsonEdit.items(text, items.path())) {
          if (entry instanceof Map<?, ?> map && AgentSettings.isOwnHook(entry, agent)) {
            Object matcher = map.get("matcher");
            AgentSettings.ownCommand(entry, agent)
                .ifPresent(
                    command ->
                        hooks.add(
                            new Hook(
                                event, matcher instanceof String word ? word : null, command)));
          }
        }
      } catch (JsonException e) {
        // An agent that cannot read its settings runs no hook.
        return List.of();
      }
    }
    return hooks;
  }
}
