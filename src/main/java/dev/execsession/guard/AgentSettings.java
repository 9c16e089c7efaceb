package dev.execsession.guard;

import dev.execsession.guard.SettingsPiece.Items;
import dev.execsession.guard.SettingsPiece.Whole;
import dev.execsession.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entries in each agent's settings: the hook, and deny rules of the agent itself. */
final class AgentSettings {
  private static final int SECONDS = 30;
  private static final Map<String, ?> VERSION_1 = Map.of("version", 1);

  private static final String IF_THERE = "[ -x ";

  /** Succeeds while there is an active block; works in every folder of every worktree. */
  private static final String IS_ACTIVE =
      "find \"$(git rev-parse --git-common-dir 2>/dev/null)/exec-session\" -maxdepth 2"
          + " -name active-block 2>/dev/null | grep -q .";

  /** The key of all hooks in a settings file. */
  static final String HOOKS = "hooks";

  /** Longer than a session takes to record an answer. */
  private static final int PROMPT_SECONDS = 120;

  /** What a hook is installed for where an agent may drive a session. */
  private static final String CLAUDE_TOOLS =
      "|Bash|Task|Agent|SendMessage|ScheduleWakeup|Cron.*|mcp__.*";

  private static final String EDIT_TOOLS = "Write|Edit|MultiEdit|NotebookEdit";
  private static final String CLAUDE_MATCHER = EDIT_TOOLS + CLAUDE_TOOLS;
  private static final String CODEX_MATCHER = "^(Bash|apply_patch|Edit|Write)$";
  private static final String GEMINI_MATCHER = "write_file|replace|run_shell_command";

  private AgentSettings() {}

  /** Returns the end of a hook command for another event, whose failure must not stop an agent. */
  private static String ending(Agent agent, HookEvent event) {
    String silent = agent.allow().out();
    return " guard hook --agent "
        + agent.word()
        + " --event "
        + event.word()
        + (silent.isEmpty() ? " || exit 0" : " || echo '" + silent + "'");
  }

  /** Returns the end of every hook command that an installation for this agent wrote. */
  static String ending(Agent agent) {
    return " guard hook --agent " + agent.word() + " || exit 2";
  }

  /**
   * Returns the command that starts the launcher. A hook that fails to start must deny: every agent
   * takes exit 2 as a denial.
   *
   * @param launcher the launcher as a shell word
   */
  static String command(Agent agent, String launcher) {
    return launcher + ending(agent);
  }

  /**
   * Returns the same for settings that outlive the tool: where the launcher is gone, it denies only
   * while a session of this repository has an active block. Free of braces, loops and patterns,
   * because some agents run it in the user's shell.
   */
  static String installed(Agent agent, String launcher) {
    String silent = agent.allow().out();
    return IF_THERE
        + launcher
        + " ] || "
        + IS_ACTIVE
        + " || "
        + (silent.isEmpty() ? "exit 0" : "exec echo '" + silent + "'")
        + "; "
        + command(agent, launcher);
  }

  /**
   * Returns the launcher, as a shell word, that an installed command starts; empty if another form.
   */
  static String launcher(String command) {
    int end = command.indexOf(" ] || ");
    return command.startsWith(IF_THERE) && end > 0 ? command.substring(IF_THERE.length(), end) : "";
  }

  /** Returns the same for another event: where the launcher is gone, nothing happens. */
  private static String installed(Agent agent, HookEvent event, String launcher) {
    String silent = agent.allow().out();
    return IF_THERE
        + launcher
        + " ] || "
        + (silent.isEmpty() ? "exit 0" : "exec echo '" + silent + "'")
        + "; "
        + launcher
        + ending(agent, event);
  }

  /** Returns the hooks for what is not a tool's call, in the agent's own form. */
  private static List<SettingsPiece> others(
      Agent agent, String file, Map<String, ?> fresh, String launcher) {
    List<SettingsPiece> pieces = new ArrayList<>();
    for (HookEvent event : HookEvent.values()) {
      if (event != HookEvent.TOOL) {
        int seconds = event == HookEvent.PROMPT ? PROMPT_SECONDS : SECONDS;
        String command = installed(agent, event, launcher);
        String name = String.valueOf(event.nameOf(agent));
        pieces.add(
            new Items(file, fresh, List.of(HOOKS, name), other(agent, event, command, seconds)));
        if (agent == Agent.CLAUDE && event == HookEvent.AFTER) {
          pieces.add(
              new Items(
                  file,
                  fresh,
                  List.of(HOOKS, name + "Failure"),
                  other(agent, event, command, seconds)));
        }
      }
    }
    return pieces;
  }

  private static List<Map<String, Object>> other(
      Agent agent, HookEvent event, String command, int seconds) {
    return switch (agent) {
      case CLAUDE, CODEX ->
          List.of(
              event == HookEvent.AFTER
                  ? matched(
                      agent == Agent.CLAUDE ? CLAUDE_MATCHER : CODEX_MATCHER, command, seconds)
                  : unmatched(command, seconds));
      case GEMINI ->
          List.of(
              event == HookEvent.AFTER
                  ? matched(GEMINI_MATCHER, command, seconds * 1000)
                  : unmatched(command, seconds * 1000));
      case COPILOT -> List.of(object("type", "command", "bash", command, "timeoutSec", seconds));
      case CURSOR, OPENCODE -> List.of();
    };
  }

  private static Map<String, Object> unmatched(String command, int timeout) {
    return object(
        HOOKS, List.of(object("type", "command", "command", command, "timeout", timeout)));
  }

  /**
   * Returns the pieces of an installation.
   *
   * @param launcher the launcher as a shell word
   * @param places patterns that the agent's own rules deny, as in {@code .gitignore}
   */
  static List<SettingsPiece> of(Agent agent, String launcher, List<String> places) {
    String command = installed(agent, launcher);
    List<SettingsPiece> pieces = new ArrayList<>();
    switch (agent) {
      case CLAUDE -> {
        // The user's own settings for this project, which are not committed.
        String file = ".claude/settings.local.json";
        pieces.add(
            new Items(
                file,
                Map.of(),
                List.of(HOOKS, "PreToolUse"),
                List.of(matched(CLAUDE_MATCHER, command, SECONDS))));
        pieces.addAll(others(agent, file, Map.of(), launcher));
        // Edit(...) covers every tool that writes files.
        rules(file, Map.of(), places, "Edit(", "./").ifPresent(pieces::add);
      }
      case CODEX -> {
        String file = ".codex/hooks.json";
        pieces.add(new Items(file, Map.of(), List.of(HOOKS, "PreToolUse"), codexHooks(command)));
        pieces.addAll(others(agent, file, Map.of(), launcher));
        pieces.add(new Whole(CodexRules.FILE, CodexRules.TEXT));
      }
      case GEMINI -> {
        String file = ".gemini/settings.json";
        pieces.add(new Items(file, Map.of(), List.of(HOOKS, "BeforeTool"), geminiHooks(command)));
        pieces.addAll(others(agent, file, Map.of(), launcher));
        if (!places.isEmpty()) {
          pieces.add(new Whole(".gemini/policies/exec-session-guard.toml", policies(places)));
        }
      }
      case CURSOR -> {
        String file = ".cursor/hooks.json";
        pieces.add(
            new Items(
                file,
                VERSION_1,
                List.of(HOOKS, "preToolUse"),
                List.of(
                    object(
                        "command",
                        command,
                        "matcher",
                        "Write|Edit|StrReplace|Delete|EditNotebook",
                        "failClosed",
                        true))));
        pieces.add(
            new Items(
                file,
                VERSION_1,
                List.of(HOOKS, "beforeShellExecution"),
                List.of(object("command", command, "failClosed", true))));
        Map<String, ?> fresh = Map.of("permissions", Map.of("allow", List.of()));
        rules(".cursor/cli.json", fresh, places, "Write(", "").ifPresent(pieces::add);
      }
      case COPILOT -> {
        String file = ".github/hooks/exec-session.json";
        pieces.add(new Items(file, VERSION_1, List.of(HOOKS, "preToolUse"), copilotHooks(command)));
        pieces.addAll(others(agent, file, VERSION_1, launcher));
      }
      case OPENCODE -> pieces.add(new Whole(OpencodePlugin.FILE, OpencodePlugin.text(command)));
    }
    return pieces;
  }

  static List<Map<String, Object>> claudeHooks(String command) {
    return List.of(matched(EDIT_TOOLS + "|Bash", command, SECONDS));
  }

  static List<Map<String, Object>> codexHooks(String command) {
    return List.of(matched(CODEX_MATCHER, command, SECONDS));
  }

  static List<Map<String, Object>> geminiHooks(String command) {
    return List.of(matched(GEMINI_MATCHER, command, SECONDS * 1000));
  }

  static List<Map<String, Object>> copilotHooks(String command) {
    return List.of(object("type", "command", "bash", command, "timeoutSec", SECONDS));
  }

  private static Map<String, Object> matched(String matcher, String command, int timeout) {
    return object(
        "matcher",
        matcher,
        "hooks",
        List.of(object("type", "command", "command", command, "timeout", timeout)));
  }

  private static Optional<Items> rules(
      String file, Map<String, ?> fresh, List<String> places, String tool, String root) {
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Items(
                file,
                fresh,
                List.of("permissions", "deny"),
                places.stream().map(place -> tool + glob(place, root) + ")").toList()));
  }

  /** Converts a pattern of an ignore file into one that matches every file it covers. */
  private static String glob(String place, String root) {
    String body = place.startsWith("/") ? place.substring(1) : place;
    boolean folder = body.endsWith("/");
    String name = folder ? body.substring(0, body.length() - 1) : body;
    String start = place.startsWith("/") || name.contains("/") ? root : "**/";
    return start + name + (folder ? "/**" : "");
  }

  private static String policies(List<String> places) {
    StringBuilder out =
        new StringBuilder(
            "# Written by `exec-session guard install`; `guard uninstall` removes it.\n");
    for (String place : places) {
      out.append("\n[[rule]]\ntoolName = [\"write_file\", \"replace\"]\nargsPattern = ")
          .append(Json.compact("\"file_path\":\"" + expression(glob(place, ""))))
          .append("\ndecision = \"deny\"\npriority = 900\ndenyMessage = ")
          .append(Json.compact("exec-session guard: `" + place + "` is protected"))
          .append('\n');
    }
    return out.toString();
  }

  /** Converts a glob into a regular expression over the path in a tool's arguments. */
  private static String expression(String glob) {
    // Not `(...)?`: Gemini rejects a quantified group that contains another quantifier.
    StringBuilder out = new StringBuilder("(?:[^\"]*/|)");
    String rest = glob.startsWith("**/") ? glob.substring(3) : glob;
    boolean below = rest.endsWith("/**");
    rest = below ? rest.substring(0, rest.length() - 2) : rest;
    for (String part : rest.split("(?<=\\*)|(?=\\*)", -1)) {
      out.append(part.equals("*") ? "[^\"/]*" : escape(part));
    }
    return out.append(below ? "" : "\"").toString();
  }

  /** Escapes for JavaScript, which has no quoting of whole stretches. */
  private static String escape(String literal) {
    return Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]").matcher(literal).replaceAll("\\\\$0");
  }

  /** Returns whether a hook's entry was written by an installation, with any launcher. */
  static boolean isOwnHook(@Nullable Object entry, Agent agent) {
    return ownCommand(entry, agent).isPresent();
  }

  /** Returns our command in a hook's entry, at any depth. */
  static Optional<String> ownCommand(@Nullable Object entry, Agent agent) {
    if (entry instanceof String text) {
      return Optional.of(text).filter(command -> isOwnCommand(command, agent));
    }
    Collection<?> inner =
        entry instanceof Map<?, ?> map
            ? map.values()
            : entry instanceof List<?> list ? list : List.of();
    return inner.stream().flatMap(item -> ownCommand(item, agent).stream()).findFirst();
  }

  private static boolean isOwnCommand(String command, Agent agent) {
    boolean ours = command.endsWith(ending(agent));
    for (HookEvent event : HookEvent.values()) {
      ours |= command.endsWith(ending(agent, event));
    }
    return ours && command.contains("exec-session");
  }

  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
