package dev.execsession.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The coding agents that are recognized by what they leave in the environment of the commands they
 * start, and by their processes.
 */
public enum AgentProgram {
  CLAUDE(
      "CLAUDE_CODE_EXECPATH",
      "CLAUDECODE CLAUDE_EFFORT",
      "CLAUDE_CODE_SESSION_ID",
      "@anthropic-ai/claude-code",
      "-p --print"),
  CODEX(
      "CODEX_SESSION_ID CODEX_THREAD_ID CODEX_CI",
      "",
      "CODEX_SESSION_ID CODEX_THREAD_ID",
      "@openai/codex",
      "exec e"),
  GEMINI("GEMINI_CLI", "", "", "@google/gemini-cli", "-p --prompt"),
  OPENCODE("OPENCODE", "", "", "opencode-ai", "run"),
  COPILOT(
      "COPILOT_AGENT_SESSION_ID",
      "COPILOT_CLI",
      "COPILOT_AGENT_SESSION_ID",
      "@github/copilot",
      "-p --prompt");

  /** Programs whose first argument is the program that a person means. */
  private static final List<String> INTERPRETERS = List.of("node", "bun", "deno", "nodejs");

  // Names with a space between them.
  private final String shell;
  private final String everywhere;
  private final String session;
  private final String library;
  private final String headless;

  /**
   * @param shell variables of the commands that the agent's model starts, and of nothing else
   * @param everywhere variables of these commands and of the agent's hooks
   * @param session variables that hold the agent's id of the conversation
   * @param library the package that it is installed as
   * @param headless arguments that start it without a person
   */
  AgentProgram(String shell, String everywhere, String session, String library, String headless) {
    this.shell = shell;
    this.everywhere = everywhere;
    this.session = session;
    this.library = library;
    this.headless = headless;
  }

  /** Returns the name of its program. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the variable that only a command of the agent's model has; a hook has none.
   *
   * @param environment of a process
   */
  Optional<String> inShell(Map<String, String> environment) {
    return first(shell, environment);
  }

  /** Returns the variable that a process below the agent has, a hook included. */
  Optional<String> in(Map<String, String> environment) {
    return first(everywhere, environment).or(() -> inShell(environment));
  }

  /** Returns the agent's id of the conversation. */
  Optional<String> session(Map<String, String> environment) {
    return first(session, environment).map(environment::get);
  }

  /** Returns all variables that it is recognized by. */
  List<String> marks() {
    return Stream.concat(words(shell), words(everywhere)).toList();
  }

  private static Stream<String> words(String names) {
    return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty());
  }

  private static Optional<String> first(String names, Map<String, String> environment) {
    return words(names).filter(name -> !environment.getOrDefault(name, "").isEmpty()).findFirst();
  }

  /**
   * Returns whether a word of a command line starts the agent.
   *
   * @param name the word without its folders
   */
  public boolean isMeantBy(String name, String word) {
    return name.equals(word()) || word.contains(library);
  }

  /** Returns whether a process with this command line is the agent. */
  boolean isProgram(List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String program = base(words.get(0));
    if (!INTERPRETERS.contains(program)) {
      return program.equals(word());
    }
    return words.stream()
        .skip(1)
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .filter(script -> base(script).equals(word()) || script.contains("/" + library + "/"))
        .isPresent();
  }

  /** Returns the argument of a command line that starts it without a person; empty if none. */
  public Optional<String> headless(List<String> words) {
    return words.stream()
        .skip(1)
        .filter(
            word ->
                words(headless)
                    .anyMatch(known -> word.equals(known) || word.startsWith(known + "=")))
        .findFirst();
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.(exe|js|mjs|cjs)$", "");
  }
}
