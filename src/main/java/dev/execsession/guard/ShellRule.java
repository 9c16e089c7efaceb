package dev.execsession.guard;

import dev.execsession.guard.ShellWords.Simple;
import dev.execsession.guard.ShellWords.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Denies shell commands that are certainly forbidden by their words alone. Everything else passes,
 * because a shell's effect cannot be predicted without running it.
 */
final class ShellRule {
  static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh");
  private static final Set<String> BEFORE =
      Set.of("sudo", "command", "exec", "time", "nohup", "env", "builtin", "then", "do", "else");
  private static final Set<String> ALL_ARGUMENTS =
      Set.of(
          "rm",
          "rmdir",
          "unlink",
          "shred",
          "truncate",
          "touch",
          "tee",
          "mkdir",
          "chmod",
          "chown",
          "chgrp",
          "mv",
          "patch");
  private static final Set<String> LAST_ARGUMENT = Set.of("cp", "ln", "install", "rsync", "scp");
  private static final int DEEPEST = 3;

  /** Judges what a command's words say for certain. */
  interface Judge {
    /** Returns why a file must not be written; empty if that is not certain. */
    Optional<String> write(String path, Path directory);

    boolean mayCommit();

    /** Returns why a git command must not run. */
    String git(String what);
  }

  private final Judge judge;

  ShellRule(Judge judge) {
    this.judge = judge;
  }

  /** Returns a sentence that explains why the command must not run; empty if it may. */
  Optional<String> veto(String command, Path directory) {
    return veto(command, directory, 0);
  }

  private Optional<String> veto(String command, Path start, int depth) {
    Path directory = start;
    for (Simple simple : ShellWords.split(command)) {
      List<Word> words = program(simple.words());
      Optional<String> found = first(simple.redirected(), directory);
      if (found.isEmpty() && !words.isEmpty()) {
        found = ofProgram(words, directory, depth);
      }
      if (found.isPresent()) {
        return found;
      }
      directory = changed(words, directory);
      if (directory == null) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Skips assignments and programs that run another one. */
  private static List<Word> program(List<Word> words) {
    int at = 0;
    while (at < words.size()
        && (isAssignment(words.get(at).text()) || BEFORE.contains(words.get(at).text()))) {
      at++;
    }
    return words.subList(at, words.size());
  }

  private static boolean isAssignment(String word) {
    int end = 0;
    while (end < word.length() && isOfName(word.charAt(end), end > 0)) {
      end++;
    }
    return end > 0 && word.startsWith("=", end);
  }

  private static boolean isOfName(char c, boolean digits) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || (digits && c >= '0' && c <= '9');
  }

  private Optional<String> ofProgram(List<Word> words, Path directory, int depth) {
    String path = words.get(0).text();
    String program = path.substring(path.lastIndexOf('/') + 1);
    List<Word> arguments = words.subList(1, words.size());
    if (program.equals("git")) {
      Optional<String> what = GitWords.forbidden(texts(arguments), judge.mayCommit());
      return what.isEmpty() ? what : Optional.of(judge.git(what.get()));
    }
    if (SHELLS.contains(program)) {
      String script = script(arguments);
      return script == null || depth >= DEEPEST
          ? Optional.empty()
          : veto(script, directory, depth + 1);
    }
    List<Word> plain = withoutOptions(arguments);
    if (ALL_ARGUMENTS.contains(program) || (program.equals("sed") && editsInPlace(arguments))) {
      return first(plain, directory);
    }
    if (LAST_ARGUMENT.contains(program) && plain.size() > 1) {
      return first(plain.subList(plain.size() - 1, plain.size()), directory);
    }
    return Optional.empty();
  }

  private static boolean editsInPlace(List<Word> arguments) {
    for (Word word : arguments) {
      if (word.text().startsWith("--in-place") || isShortOption(word.text(), 'i')) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the letter is among the first ones of an option such as {@code -ni}. */
  private static boolean isShortOption(String word, char letter) {
    int at = 1;
    while (at < word.length() && word.charAt(at) != letter && isLetter(word.charAt(at))) {
      at++;
    }
    return word.startsWith("-") && at < word.length() && word.charAt(at) == letter;
  }

  private static boolean isLetter(char c) {
    return isOfName(c, false) && c != '_';
  }

  /** Returns the script argument of a shell; null if there is none. */
  private static @Nullable String script(List<Word> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (isScriptOption(arguments.get(i).text())) {
        return arguments.get(i + 1).text();
      }
    }
    return null;
  }

  /** Returns whether a word is {@code -c}, optionally with other lower-case letters before it. */
  static boolean isScriptOption(String word) {
    if (word.length() < 2 || !word.startsWith("-") || !word.endsWith("c")) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(List<Word> words) {
    List<String> texts = new ArrayList<>();
    for (Word word : words) {
      texts.add(word.text());
    }
    return texts;
  }

  private static List<Word> withoutOptions(List<Word> words) {
    List<Word> plain = new ArrayList<>();
    for (Word word : words) {
      if (!word.text().startsWith("-")) {
        plain.add(word);
      }
    }
    return plain;
  }

  private Optional<String> first(List<Word> paths, Path directory) {
    List<String> names = new ArrayList<>();
    for (Word path : paths) {
      if (path.literal()) {
        names.add(path.text());
      }
    }
    if (names.size() > EditGuard.MOST_PATHS) {
      return Optional.of(EditGuard.TOO_MANY);
    }
    for (String name : names) {
      Optional<String> why = name.isEmpty() ? Optional.empty() : judge.write(name, directory);
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  /** Returns the working folder of the next command; null if unknown. */
  private static @Nullable Path changed(List<Word> words, Path directory) {
    if (words.isEmpty() || !Set.of("cd", "pushd", "popd").contains(words.get(0).text())) {
      return directory;
    }
    if (words.size() != 2 || !words.get(1).literal() || words.get(1).text().equals("-")) {
      return null;
    }
    try {
      return directory.resolve(words.get(1).text());
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
