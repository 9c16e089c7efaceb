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
 * Vetoes a command for a shell where a plain look at its words is enough to be certain. Everything
 * else passes: nobody can tell what a shell will do without running it.
 */
final class ShellRule {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh");
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

  private final EditGuard guard;

  ShellRule(EditGuard guard) {
    this.guard = guard;
  }

  /** Gives why the command must not run, in a sentence. */
  Optional<String> veto(String command, Path directory) {
    return veto(command, directory, 0);
  }

  private Optional<String> veto(String command, Path start, int depth) {
    Path directory = start;
    for (Simple simple : ShellWords.split(command)) {
      List<Word> words = program(simple.words());
      Path here = directory;
      Optional<String> found =
          first(simple.redirected(), here)
              .or(() -> words.isEmpty() ? Optional.empty() : ofProgram(words, here, depth));
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

  /** Drops assignments and programs that run another one. */
  private static List<Word> program(List<Word> words) {
    int at = 0;
    while (at < words.size()
        && (words.get(at).text().matches("[A-Za-z_][A-Za-z0-9_]*=.*")
            || BEFORE.contains(words.get(at).text()))) {
      at++;
    }
    return words.subList(at, words.size());
  }

  private Optional<String> ofProgram(List<Word> words, Path directory, int depth) {
    String path = words.get(0).text();
    String program = path.substring(path.lastIndexOf('/') + 1);
    List<Word> arguments = words.subList(1, words.size());
    if (program.equals("git")) {
      return GitWords.forbidden(
              arguments.stream().map(Word::text).toList(), guard.block().commits())
          .map(
              what ->
                  "block `"
                      + guard.block().block()
                      + "` may not run `"
                      + what
                      + "`: it rewrites, switches or hides what the session looks at");
    }
    if (SHELLS.contains(program)) {
      return script(arguments)
          .filter(script -> depth < DEEPEST)
          .flatMap(script -> veto(script, directory, depth + 1));
    }
    List<Word> plain = arguments.stream().filter(word -> !word.text().startsWith("-")).toList();
    if (ALL_ARGUMENTS.contains(program) || (program.equals("sed") && editsInPlace(arguments))) {
      return first(plain, directory);
    }
    if (LAST_ARGUMENT.contains(program) && plain.size() > 1) {
      return first(plain.subList(plain.size() - 1, plain.size()), directory);
    }
    return Optional.empty();
  }

  private static boolean editsInPlace(List<Word> arguments) {
    return arguments.stream().anyMatch(word -> word.text().matches("-[a-zA-Z]*i.*|--in-place.*"));
  }

  private static Optional<String> script(List<Word> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).text().matches("-[a-z]*c")) {
        return Optional.of(arguments.get(i + 1).text());
      }
    }
    return Optional.empty();
  }

  private Optional<String> first(List<Word> paths, Path directory) {
    List<String> names = new ArrayList<>();
    paths.stream().filter(Word::literal).map(Word::text).forEach(names::add);
    if (names.size() > EditGuard.MOST_PATHS) {
      return Optional.of(EditGuard.TOO_MANY);
    }
    return names.stream()
        .filter(name -> !name.isEmpty())
        .flatMap(name -> guard.certainly(name, directory).stream())
        .map(ruling -> ruling.sentence(guard.block().block()))
        .findFirst();
  }

  /** Gives where the next command runs; absent when that cannot be told. */
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
