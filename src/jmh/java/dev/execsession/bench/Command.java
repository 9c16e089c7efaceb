package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that is to be measured.
 *
 * @param name what it is called in a table, unique within its rounds
 * @param stdin absent for no input
 * @param exit the code that it has to end with
 * @param before what is done before each run, unmeasured
 * @param report the JSON report that a run leaves; absent for all that is no run of a plan
 */
record Command(
    String name,
    Path directory,
    Map<String, String> environment,
    @Nullable Path stdin,
    List<String> words,
    int exit,
    Preparation before,
    @Nullable Path report) {
  Command {
    environment = Map.copyOf(environment);
    words = List.copyOf(words);
  }

  /** Something to be done before a run. */
  interface Preparation {
    void run() throws IOException;
  }

  static Command of(
      String name, Path directory, Map<String, String> environment, List<String> words) {
    return new Command(name, directory, environment, null, words, 0, () -> {}, null);
  }

  Command with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Command(name, directory, more, stdin, words, exit, before, report);
  }

  Command withWords(List<String> others) {
    return new Command(name, directory, environment, stdin, others, exit, before, report);
  }

  Command reading(Path file) {
    return new Command(name, directory, environment, file, words, exit, before, report);
  }

  Command after(Preparation preparation) {
    return new Command(name, directory, environment, stdin, words, exit, preparation, report);
  }

  Command reportingTo(Path file) {
    return new Command(name, directory, environment, stdin, words, exit, before, file);
  }
}
