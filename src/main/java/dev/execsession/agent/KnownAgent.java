package dev.execsession.agent;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The coding agents that the tool knows, each by the name of its preset. */
public enum KnownAgent {
  CLAUDE(
      "claude",
      "CLAUDE_CONFIG_DIR",
      ".claude",
      "npm install -g @anthropic-ai/claude-code",
      "run `claude` and log in, or set ANTHROPIC_API_KEY"),
  CODEX("codex", "CODEX_HOME", ".codex", "npm install -g @openai/codex", "run `codex login`"),
  GEMINI(
      "gemini",
      "GEMINI_CLI_HOME",
      ".gemini",
      "npm install -g @google/gemini-cli",
      "run `gemini` and log in, or set GEMINI_API_KEY"),
  AIDER(
      "aider",
      null,
      ".aider",
      "pipx install aider-chat",
      "set the key of its provider, such as ANTHROPIC_API_KEY"),
  OPENCODE(
      "opencode",
      null,
      ".config/opencode",
      "npm install -g opencode-ai",
      "run `opencode auth login`"),
  CURSOR(
      "cursor-agent",
      null,
      ".cursor",
      "Cursor's installer for its CLI",
      "run `cursor-agent login`"),
  COPILOT(
      "copilot",
      "COPILOT_HOME",
      ".copilot",
      "npm install -g @github/copilot",
      "run `copilot` and type /login, or set GH_TOKEN"),
  GOOSE("goose", null, ".config/goose", "goose's installer for its CLI", "run `goose configure`"),
  AGY("agy", null, null, "Google's installer for Antigravity", "run `agy` and log in");

  private static final String CONFIG = ".config/";

  private final String program;
  private final @Nullable String variable;
  private final @Nullable String folder;
  private final String installation;
  private final String login;

  KnownAgent(
      String program,
      @Nullable String variable,
      @Nullable String folder,
      String installation,
      String login) {
    this.program = program;
    this.variable = variable;
    this.folder = folder;
    this.installation = installation;
    this.login = login;
  }

  /**
   * Returns the agent that an executor starts: by the executor's name, by the format of its output,
   * or by its program.
   *
   * @param started the program's file name; null when it is not known
   */
  public static Optional<KnownAgent> of(
      String executor, OutputFormat format, @Nullable String started) {
    return named(executor)
        .or(() -> named(format.word()))
        .or(
            () ->
                Arrays.stream(values()).filter(agent -> agent.program.equals(started)).findFirst());
  }

  private static Optional<KnownAgent> named(String name) {
    return Arrays.stream(values()).filter(agent -> agent.word().equals(name)).findFirst();
  }

  /** Returns the name of its preset. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of its program. */
  public String program() {
    return program;
  }

  /** Returns how it is installed, as a command or in words. */
  public String installation() {
    return installation;
  }

  /** Returns what gives it an account, as a clause. */
  public String login() {
    return login;
  }

  /** Returns whether it reports each step while it works. */
  public boolean isStreaming() {
    return List.of(CLAUDE, CODEX, GEMINI, OPENCODE, COPILOT).contains(this);
  }

  /** Returns the folder of its settings; empty when that is not known. */
  public Optional<Path> home(Map<String, String> environment) {
    String named = variable == null ? "" : environment.getOrDefault(variable, "");
    if (!named.isEmpty()) {
      // Gemini's variable replaces the home folder.
      return Optional.of(this == GEMINI ? Path.of(named, ".gemini") : Path.of(named));
    }
    String home = environment.getOrDefault("HOME", "");
    if (folder == null || home.isEmpty()) {
      return Optional.empty();
    }
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return Optional.of(
        folder.startsWith(CONFIG) && !config.isEmpty()
            ? Path.of(config, folder.substring(CONFIG.length()))
            : Path.of(home, folder));
  }
}
