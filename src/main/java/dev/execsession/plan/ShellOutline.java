package dev.execsession.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The simple commands of a shell script and their operators. Scripts with compound commands or
 * here-documents are not supported.
 */
final class ShellOutline {
  /**
   * A simple command.
   *
   * @param joined the operator before it: {@code |}, {@code &&}, {@code ||}, or {@code ;} for the
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

  /** Commands that only prepare a check. */
  private static final Set<String> PREPARES = Set.of("set", "export", "cd", "echo", "printf");

  private static final Set<String> SUCCEEDS = Set.of("true", ":", "echo", "printf");

  /** Programs that read all input and do not fail because of it. */
  private static final Set<String> READS_ALL =
      Set.of("tail", "cat", "tee", "sort", "sed", "uniq", "tr", "cut", "wc", "nl", "column");

  /** Programs that succeed for any input; some do not read all of it. */
  private static final Set<String> NEVER_FAILS = Set.of("head", "less", "more");

  private final List<Simple> commands;
  private final boolean pipefailSet;

  /** Whether the script continues after a command that fails. */
  private final boolean continues;

  private ShellOutline(List<Simple> commands) {
    this.commands = commands;
    this.pipefailSet = commands.stream().anyMatch(c -> c.sets("pipefail"));
    this.continues = commands.stream().anyMatch(c -> c.sets("+e"));
  }

  /** Parses a script; empty when it is not supported. */
  static Optional<ShellOutline> of(String script) {
    Lexer lexer = new Lexer(script);
    if (!lexer.run()) {
      return Optional.empty();
    }
    return Optional.of(new ShellOutline(List.copyOf(lexer.commands)));
  }

  /**
   * Returns whether the script has pipelines and {@code pipefail} cannot fail good ones, because
   * all later commands read all their input.
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

  /** Returns the last program of a pipeline that hides failures of the others. */
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

  /** Returns a final {@code || true} that makes the script always succeed. */
  Optional<String> swallowing() {
    if (uselessEnd().isPresent() && continues) {
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

  /** Returns a final {@code ; true}, which has no effect after a failure. */
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

  /** Splits a script into commands and words. */
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
