package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.text.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent is started with so that it calls the hook, without anything installed: no settings
 * in the worktree, and no trust that a person must have given before. It adds to the hooks that are
 * installed; an agent that has the same hook twice calls it twice.
 *
 * @param arguments for the agent's command line, after its subcommand
 * @param environment variables to add
 * @param files texts by file name, to be written in the given folder before the start
 */
public record LaunchGuard(
    List<String> arguments, Map<String, String> environment, Map<String, String> files) {
  private static final String POLICY = "gemini-policy.toml";
  private static final String COPILOT = "copilot-plugin";
  private static final String OPENCODE = "opencode-plugin.js";

  public LaunchGuard {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }

  /** Returns whether an agent takes a hook that way; Gemini CLI gets rules for the scope. */
  public static boolean hooks(Agent agent) {
    return agent != Agent.GEMINI && agent != Agent.CURSOR;
  }

  /**
   * What the guard is about.
   *
   * @param launcher the launcher of this tool, absolute
   * @param root the worktree's root
   * @param result the folder of the executor's result file
   * @param folder where the files are going to be, absolute and readable by the agent
   */
  public record Places(Path launcher, Path root, Path result, Path folder) {}

  /**
   * Returns why an agent with these variables cannot be started with the guard; empty if it can.
   */
  public static Optional<Problem> obstacle(Agent agent, Map<String, String> environment) {
    try {
      if (agent == Agent.OPENCODE) {
        OpencodeConfig.of(environment);
      }
      return Optional.empty();
    } catch (OpencodeConfig.Unusable e) {
      return Optional.of(e.problem());
    }
  }

  /**
   * Returns what to start an agent with; nothing for one that takes no hook that way.
   *
   * @param checks commands that the agent may run without a person
   * @param user the variables that the agent would have otherwise
   * @throws StopException REFUSED when there is an {@link #obstacle}
   */
  public static LaunchGuard of(
      Agent agent,
      Places places,
      ScopeDefinition scope,
      List<String> checks,
      Map<String, String> user) {
    Path folder = places.folder();
    return switch (agent) {
      case CLAUDE ->
          withArguments("--settings", Json.compact(claudeSettings(places.launcher(), checks)));
      case CODEX ->
          withArguments(
              "-c",
              "hooks.PreToolUse="
                  + Toml.value(AgentSettings.codexHooks(command(agent, places.launcher()))),
              // Only hooks that a person has reviewed would run.
              "--dangerously-bypass-hook-trust");
      case GEMINI ->
          new LaunchGuard(
              // An ordinary policy would take the place of the user's.
              List.of("--admin-policy", folder.resolve(POLICY).toString()),
              Map.of(),
              Map.of(
                  POLICY,
                  GeminiScope.of(scope, places.root(), places.result())
                      + CheckPermission.gemini(checks)));
      case COPILOT ->
          new LaunchGuard(
              List.of("--plugin-dir", folder.resolve(COPILOT).toString()),
              Map.of(),
              Map.of(
                  COPILOT + "/plugin.json",
                  Json.pretty(
                      AgentSettings.object(
                          "name", "exec-session", "version", "1.0.0", "hooks", "hooks.json")),
                  COPILOT + "/hooks.json",
                  Json.pretty(
                      AgentSettings.object(
                          "version",
                          1,
                          "hooks",
                          Map.of(
                              "preToolUse",
                              AgentSettings.copilotHooks(command(agent, places.launcher())))))));
      case OPENCODE ->
          new LaunchGuard(
              List.of(),
              Map.of(
                  OpencodeConfig.VARIABLE,
                  opencodeConfig(places, scope, folder.resolve(OPENCODE), user)),
              Map.of(OPENCODE, OpencodePlugin.text(command(agent, places.launcher()))));
      case CURSOR -> new LaunchGuard(List.of(), Map.of(), Map.of());
    };
  }

  private static Map<String, Object> claudeSettings(Path launcher, List<String> checks) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(
        "hooks", Map.of("PreToolUse", AgentSettings.claudeHooks(command(Agent.CLAUDE, launcher))));
    if (!checks.isEmpty()) {
      settings.put("permissions", CheckPermission.claude(checks));
    }
    return settings;
  }

  private static String opencodeConfig(
      Places places, ScopeDefinition scope, Path plugin, Map<String, String> user) {
    try {
      return OpencodeConfig.of(user)
          .with(
              plugin.toUri().toString(),
              OpencodePermissions.of(scope, places.root(), places.result()));
    } catch (OpencodeConfig.Unusable e) {
      throw new StopException(Stop.REFUSED, e.problem(), e);
    }
  }

  private static LaunchGuard withArguments(String... arguments) {
    return new LaunchGuard(List.of(arguments), Map.of(), Map.of());
  }

  private static String command(Agent agent, Path launcher) {
    return AgentSettings.command(agent, ShellWord.quote(launcher.toString()));
  }
}
