package dev.execsession.guard;

import dev.execsession.guard.ShellWords.Simple;
import dev.execsession.guard.ShellWords.Word;
import dev.execsession.process.AgentProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Denies what an agent that drives a session must not do, whether a block is open or not: answer
 * for the person, start another agent or a terminal that could, schedule a prompt, or change hook
 * settings or transcripts. It looks at plain words only: a fence, not a wall.
 */
final class AgentLimits {
  /** Tools that send a prompt later, or to another agent; in lower case without dashes. */
  private static final Set<String> TOOLS = Set.of("croncreate", "schedulewakeup", "sendmessage");

  private static final Set<String> SPOKEN =
      Set.of("prompt", "message", "text", "input", "description");
  private static final Set<String> HARMLESS = Set.of("--version", "-v", "-V", "--help", "-h");

  /** Programs that run another one, which may come after their own options. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "sudo", "command", "exec", "time", "nohup", "env", "builtin", "then", "do", "else",
          "setsid", "timeout", "nice", "ionice", "xargs", "stdbuf", "npx", "bunx", "node", "bun",
          "!", "if", "while", "until");

  private static final Set<String> WRITERS =
      Set.of("rm", "mv", "cp", "tee", "touch", "truncate", "sed", "ln", "install", "chmod");
  private static final List<String> SETTINGS =
      List.of(
          ".claude/",
          ".codex/",
          ".gemini/",
          ".copilot/",
          ".opencode/",
          ".github/hooks",
          ".claude.json");
  private static final int DEEPEST = 3;

  private static final String PERSON =
      "is for the person, who types it or runs it in a terminal that no agent started";

  private AgentLimits() {}

  /** Returns why the call must not be made; empty if it may. */
  static Optional<String> veto(HookPayload payload) {
    String tool = payload.tool();
    if (tool != null && TOOLS.contains(ToolCall.plain(tool))) {
      return Optional.of(
          "`" + tool + "` could answer for the person while a session is open: do not use it");
    }
    String spoken = payload.input() == null ? null : spoken(payload.input(), 0);
    if (spoken != null) {
      return Optional.of("`" + spoken + "` " + PERSON);
    }
    return payload.call() instanceof ToolCall.Shell shell
        ? ofShell(shell.command(), 0)
        : Optional.empty();
  }

  /** Returns a text of the tool's input that would approve as a prompt; null if there is none. */
  private static @Nullable String spoken(Map<?, ?> input, int depth) {
    for (Map.Entry<?, ?> entry : input.entrySet()) {
      String found = null;
      if (entry.getValue() instanceof String text) {
        found =
            SPOKEN.contains(String.valueOf(entry.getKey())) && ApprovalWords.of(text).isPresent()
                ? text.strip()
                : null;
      } else if (depth < DEEPEST && entry.getValue() instanceof Map<?, ?> inner) {
        found = spoken(inner, depth + 1);
      } else if (depth < DEEPEST && entry.getValue() instanceof List<?> items) {
        for (Object item : items) {
          found = found == null && item instanceof Map<?, ?> map ? spoken(map, depth + 1) : found;
        }
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Optional<String> ofShell(String command, int depth) {
    for (Simple simple : ShellWords.split(command)) {
      Optional<String> found = settings(simple.redirected(), 0);
      if (found.isEmpty()) {
        found = ofProgram(simple.words(), depth);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofProgram(List<Word> words, int depth) {
    boolean isValue = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      String name = base(word);
      Optional<String> found = named(name, word, words.subList(i + 1, words.size()), depth);
      if (found.isPresent()) {
        return found;
      }
      boolean isOption = word.startsWith("-");
      if (!isOption && !isValue && !isBeforeProgram(name, word)) {
        return Optional.empty();
      }
      // An option's next word may be its value, or the program.
      isValue = isOption;
    }
    return Optional.empty();
  }

  /** Returns whether the program comes later: after a variable, a wrapper or its time limit. */
  private static boolean isBeforeProgram(String name, String word) {
    return word.isEmpty()
        || WRAPPERS.contains(name)
        || word.indexOf('=') > 0
        || Character.isDigit(word.charAt(0));
  }

  private static Optional<String> named(String name, String word, List<Word> arguments, int depth) {
    if (name.equals("exec-session")) {
      return ofTool(arguments);
    }
    if (isAgent(name, word) && !isHarmless(arguments)) {
      return Optional.of(
          "`"
              + name
              + "` is an agent, and an agent that drives a session must not start another one");
    }
    if (name.equals("tmux") && hasOneOf(arguments, "send-keys", "send", "paste-buffer", "pasteb")) {
      return Optional.of(typing("tmux"));
    }
    if (name.equals("screen") && hasOneOf(arguments, "stuff", "paste")) {
      return Optional.of(typing("screen"));
    }
    if (name.equals("script") && !arguments.isEmpty()) {
      return Optional.of(typing("script"));
    }
    if ((ShellRule.SHELLS.contains(name) || name.equals("eval")) && depth < DEEPEST) {
      return ofScript(name, arguments, depth);
    }
    return WRITERS.contains(name) ? settings(arguments, 0) : Optional.empty();
  }

  private static Optional<String> ofScript(String name, List<Word> arguments, int depth) {
    if (name.equals("eval")) {
      StringBuilder text = new StringBuilder();
      for (Word word : arguments) {
        text.append(word.text()).append(' ');
      }
      return ofShell(text.toString(), depth + 1);
    }
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (ShellRule.isScriptOption(arguments.get(i).text())) {
        return ofShell(arguments.get(i + 1).text(), depth + 1);
      }
    }
    return Optional.empty();
  }

  /** Judges the words after {@code exec-session}. */
  private static Optional<String> ofTool(List<Word> arguments) {
    String command = "";
    String before = "";
    for (Word argument : arguments) {
      String word = argument.text();
      if (command.isEmpty() && !word.startsWith("-")) {
        command = word;
        if (PersonWord.command(word) != null) {
          return Optional.of("`exec-session " + word + "` " + PERSON);
        }
      } else if (command.equals("guard") && Set.of("hook", "install", "uninstall").contains(word)) {
        return Optional.of("`exec-session guard " + word + "` " + PERSON);
      }
      PersonWord option = PersonWord.argument(before, word);
      if (option != null) {
        return Optional.of("`exec-session … " + option.text() + "` " + PERSON);
      }
      before = word;
    }
    return Optional.empty();
  }

  private static Optional<String> settings(List<Word> paths, int from) {
    for (Word path : paths.subList(from, paths.size())) {
      for (String place : SETTINGS) {
        int at = path.text().indexOf(place);
        if (at == 0 || (at > 0 && path.text().charAt(at - 1) == '/')) {
          return Optional.of(
              "`"
                  + path.text()
                  + "` belongs to an agent's settings or transcripts, which must not change while"
                  + " a session is open");
        }
      }
    }
    return Optional.empty();
  }

  private static String typing(String program) {
    return "`" + program + "` can type into a terminal, which only the person may do";
  }

  private static boolean isAgent(String name, String word) {
    for (AgentProgram program : AgentProgram.values()) {
      if (program.isMeantBy(name, word)) {
        return true;
      }
    }
    return name.equals("cursor-agent");
  }

  private static boolean isHarmless(List<Word> arguments) {
    return arguments.size() == 1 && HARMLESS.contains(arguments.get(0).text());
  }

  private static boolean hasOneOf(List<Word> words, String... wanted) {
    List<String> texts = new ArrayList<>();
    for (Word word : words) {
      texts.add(word.text());
    }
    for (String each : wanted) {
      if (texts.contains(each)) {
        return true;
      }
    }
    return false;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns whether a command certainly calls {@code exec-session} with one of the subcommands. */
  static boolean calls(String command, Set<String> subcommands) {
    if (!command.contains("exec-session")) {
      return false;
    }
    for (Simple simple : ShellWords.split(command)) {
      List<Word> words = simple.words();
      for (int i = 0; i + 1 < words.size(); i++) {
        if (base(words.get(i).text()).equals("exec-session")
            && subcommands.contains(words.get(i + 1).text())) {
          return true;
        }
      }
    }
    return false;
  }
}
