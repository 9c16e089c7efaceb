package dev.execsession.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a shell script runs, as far as that can be read without running it: simple commands and what
 * joins them. A script with compound commands or here-documents is not outlined.
 */
final class ShellOutline {
  /**
   * A simple command.
   *
   * @param joined what stands before it: {@code |}, {@code &&}, {@code ||}, or {@code ;} for the
   *     end of a command
   */
  private record Simple(String joined, List<String> words) {
    boolean sets(String option) {
      return program().equals("set") && words.contains(option);
    }

    String program() {
      return words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    }
  }

  private static final Set<String> COMPOUND =
      Set.of("if", "for", "while", "until", "case", "select", "function", "{", "(", "!", "[[");

  /** Commands that set up what follows and are no check by themselves. */
  private static final Set<String> PREPARES = Set.of("set", "export", "cd", "echo", "printf");

  private static final Set<String> SUCCEEDS = Set.of("true", ":", "echo", "printf");

  /** Programs that read all of their input and do not fail because of it. */
  private static final Set<String> READS_ALL =
      Set.of("tail", "cat", "tee", "sort", "sed", "uniq", "tr", "cut", "wc", "nl", "column");

  /** Programs that end well whatever they read; some end before they have read it all. */
  private static final Set<String> NEVER_FAILS = Set.of("head", "less", "more");

  private final List<Simple> commands;
  private final boolean pipefailSet;

  /** Whether the script goes on after a command that fails. */
  private final boolean goesOn;

  private ShellOutline(List<Simple> commands) {
    this.commands = commands;
    this.pipefailSet = commands.stream().anyMatch(c -> c.sets("pipefail"));
    this.goesOn = commands.stream().anyMatch(c -> c.sets("+e"));
  }

  /** Reads a script; empty when it has parts that are not outlined. */
  static Optional<ShellOutline> of(String script) {
    Lexer lexer = new Lexer(script);
    if (!lexer.run()) {
      return Optional.empty();
    }
    return Optional.of(new ShellOutline(List.copyOf(lexer.commands)));
  }

  /**
   * Returns whether the script has pipes and each can count as failed when a command before its end
   * fails, without turning a good one red: all that follows the first command reads all its input.
   */
  boolean toleratesPipefail() {
    boolean pipes = false;
    for (Simple command : commands) {
      if (command.joined().equals("|")) {
        pipes = true;
        if (!readsAll(command)) {
          return false;
        }
      }
    }
    return pipes && !pipefailSet;
  }

  /** Returns the end of a pipe whose status hides that of the commands before it. */
  Optional<String> hidingPipe() {
    for (int i = 0; i < commands.size() && !pipefailSet; i++) {
      boolean last = i + 1 == commands.size() || !commands.get(i + 1).joined().equals("|");
      String program = commands.get(i).program();
      boolean hides = READS_ALL.contains(program) || NEVER_FAILS.contains(program);
      if (commands.get(i).joined().equals("|") && last && hides) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** Returns the ending {@code || true} when it makes every way through the script succeed. */
  Optional<String> swallowing() {
    if (uselessEnd().isPresent() && goesOn) {
      return uselessEnd();
    }
    String found = null;
    for (int i = 0; i < commands.size(); i++) {
      boolean last = i + 1 == commands.size() || commands.get(i + 1).joined().equals(";");
      boolean alone = last && commands.get(i).joined().equals(";");
      if (last && !(alone && PREPARES.contains(commands.get(i).program()))) {
        if (!commands.get(i).joined().equals("||") || !succeeds(commands.get(i))) {
          return Optional.empty();
        }
        found = "|| " + String.join(" ", commands.get(i).words());
      }
    }
    return Optional.ofNullable(found);
  }

  /** Returns {@code ; true} at the end, which changes nothing where the first failure ends all. */
  Optional<String> uselessEnd() {
    Simple last = commands.get(commands.size() - 1);
    boolean end = last.program().equals("true") || last.program().equals(":") || exitsWell(last);
    return commands.size() > 1 && last.joined().equals(";") && end
        ? Optional.of("; " + String.join(" ", last.words()))
        : Optional.empty();
  }

  private static boolean succeeds(Simple command) {
    return SUCCEEDS.contains(command.program()) || exitsWell(command);
  }

  private static boolean exitsWell(Simple command) {
    return command.words().equals(List.of("exit", "0"));
  }

  private static boolean readsAll(Simple command) {
    boolean quits =
        command.program().equals("sed")
            && command.words().stream().anyMatch(word -> word.matches(".*\\b?\\d*[qQ]['\"]?"));
    boolean checks = command.program().equals("sort") && command.words().contains("-c");
    return READS_ALL.contains(command.program()) && !quits && !checks;
  }

  /** Cuts a script into words and commands. */
  private static final class Lexer {
    private final String script;
    private final List<Simple> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private String joined = ";";
    private boolean readable = true;
    private int at;

    Lexer(String script) {
      this.script = script.replace("\\\n", " ");
    }

    boolean run() {
      while (at < script.length() && readable) {
        step(script.charAt(at));
      }
      endCommand(";");
      return readable && !commands.isEmpty();
    }

    private void step(char c) {
      if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '\\') {
        word.append(script, at, Math.min(at + 2, script.length()));
        at += 2;
      } else if (script.startsWith("$(", at) || c == '`') {
        substituted(c);
      } else if (c == '#' && word.isEmpty()) {
        int end = script.indexOf('\n', at);
        at = end < 0 ? script.length() : end;
      } else if (script.startsWith("<<", at) || c == '(' || c == ')') {
        readable = false;
      } else if (c == '\n' || c == ';') {
        endCommand(";");
        at++;
      } else if (c == '|' || c == '&') {
        operator(c);
      } else if (Character.isWhitespace(c)) {
        endWord();
        at++;
      } else {
        word.append(c);
        at++;
      }
    }

    private void operator(char c) {
      boolean redirection = c == '&' && !word.isEmpty() && "<>".indexOf(lastOfWord()) >= 0;
      boolean both = c == '&' && script.startsWith("&>", at);
      if (redirection || both) {
        word.append(c);
        at++;
      } else if (at + 1 < script.length() && script.charAt(at + 1) == c) {
        endCommand(String.valueOf(c) + c);
        at += 2;
      } else if (c == '|') {
        boolean errorsToo = script.startsWith("|&", at);
        endCommand("|");
        at += errorsToo ? 2 : 1;
      } else {
        readable = false;
      }
    }

    private char lastOfWord() {
      return word.charAt(word.length() - 1);
    }

    private void quoted(char quote) {
      int end = at + 1;
      while (end < script.length() && script.charAt(end) != quote) {
        end += quote == '"' && script.charAt(end) == '\\' ? 2 : 1;
      }
      readable &= end < script.length();
      word.append(script, Math.min(at, script.length()), Math.min(end + 1, script.length()));
      at = end + 1;
    }

    private void substituted(char c) {
      int end = at + 1;
      if (c == '`') {
        end = script.indexOf('`', at + 1);
      } else {
        int depth = 0;
        do {
          end++;
          char inner = end < script.length() ? script.charAt(end) : ')';
          depth += inner == '(' ? 1 : inner == ')' ? -1 : 0;
        } while (depth >= 0 && end < script.length());
      }
      if (end < 0 || end >= script.length()) {
        readable = false;
        return;
      }
      word.append(script, at, end + 1);
      at = end + 1;
    }

    private void endWord() {
      if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }

    private void endCommand(String next) {
      endWord();
      while (!words.isEmpty() && words.get(0).matches("[A-Za-z_]\\w*=.*")) {
        words.remove(0);
      }
      if (!words.isEmpty()) {
        readable &= !COMPOUND.contains(words.get(0));
        commands.add(new Simple(joined, List.copyOf(words)));
        joined = next;
        words = new ArrayList<>();
      } else if (!joined.equals("|") && !joined.equals("&&") && !joined.equals("||")) {
        joined = next;
      }
    }
  }
}
