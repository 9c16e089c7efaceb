package dev.execsession.cli;

import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.process.Terminal;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for keys and texts at the terminal. Only a whole line typed after the prompt counts; an
 * empty line repeats a menu and leaves a text question. A letter means the same in every menu:
 *
 * <pre>
 * y yes, c continue   f fails   x does not apply   d diff   l log   n note   k keep   m mine
 * b block   r recheck   a again   u undo   e escalate   s stop   ? help
 * </pre>
 */
record Prompt(Console console, Keyboard keyboard, Pager pager, boolean interactive) {
  private static final int MOST_OF_A_LOG = 40;

  /**
   * @param terminal lent to the pager
   * @param interactive whether a person can answer
   */
  static Prompt of(
      Console console, Surroundings surroundings, Terminal terminal, boolean interactive) {
    return new Prompt(
        console,
        new Keyboard(surroundings.in(), surroundings.interrupts()),
        Pager.of(console, terminal, surroundings.environment()),
        interactive);
  }

  /** The keys of a menu in order, each with its label and, behind a colon, its meaning. */
  static final class Keys {
    private final Map<String, String> meanings = new LinkedHashMap<>();
    private int numbers;

    /** Adds the numbers from 1, each for another question. */
    Keys numbers(int most) {
      numbers = most < 2 ? 0 : most;
      return this;
    }

    private boolean isNumber(String typed) {
      return typed.matches("[1-9][0-9]{0,3}") && Integer.parseInt(typed) <= numbers;
    }

    Keys add(String key, String meaning) {
      meanings.put(key, meaning);
      return this;
    }

    /** Adds what can be looked at. */
    Keys views() {
      return add("d", "diff: show what changed").add("l", "log: show the end of the latest logs");
    }

    Keys stop(String meaning) {
      return add("s", "stop: " + meaning);
    }

    private List<String> offered() {
      List<String> entries = new ArrayList<>();
      meanings.forEach((key, meaning) -> entries.add("[" + key + "]" + rest(key, label(meaning))));
      if (numbers > 0) {
        entries.add("[1-" + numbers + "] question");
      }
      entries.add("[?]");
      return entries;
    }

    /** Returns the key of a typed word; null for none. */
    private @Nullable String find(String typed) {
      for (Map.Entry<String, String> key : meanings.entrySet()) {
        if (typed.equals(key.getKey()) || typed.equals(label(key.getValue()))) {
          return key.getKey();
        }
      }
      return switch (typed) {
        case "y", "yes" -> first("y", "c", "m");
        case "c", "continue" -> first("c", "m");
        case "p", "pass" -> first("y");
        case "n", "no", "fail" -> first("f", "s");
        case "skip" -> first("x");
        case "q", "quit" -> first("s");
        default -> null;
      };
    }

    private @Nullable String first(String... keys) {
      for (String key : keys) {
        if (meanings.containsKey(key)) {
          return key;
        }
      }
      return null;
    }

    private static String label(String meaning) {
      return meaning.split(":", 2)[0];
    }

    /**
     * Returns the label after {@code [c]}: {@code ontinue}, or the whole label if it does not begin
     * with the key.
     */
    private static String rest(String key, String label) {
      return label.startsWith(key) ? label.substring(key.length()) : " " + label;
    }
  }

  /** Prompts until one of the keys, or its word, is typed; shows diff and logs meanwhile. */
  String choose(String question, Keys keys, GateContext context) {
    console.gap();
    console.entries(keys.offered());
    while (true) {
      String typed = read(console.styled(Style.BOLD, question) + " ").toLowerCase(Locale.ROOT);
      if (typed.isEmpty()) {
        continue;
      }
      if (typed.equals("?") || typed.equals("help")) {
        keys.meanings.forEach((key, meaning) -> console.important("  " + key + "  " + meaning));
        if (keys.numbers > 0) {
          console.important("  a number goes to that question");
        }
        continue;
      }
      String key = typed.equals("d") || typed.equals("l") ? typed : keys.find(typed);
      if (key == null && keys.isNumber(typed)) {
        return typed;
      }
      if (key == null) {
        console.important(
            "type one of " + String.join(", ", keys.meanings.keySet()) + ", or ? for help");
      } else if (!shown(key, context)) {
        return key;
      }
    }
  }

  /** Shows what the key is about, if that is all it does. */
  private boolean shown(String key, GateContext context) {
    switch (key) {
      case "d" -> {
        String diff = context.diff().get();
        show(diff.isBlank() ? "nothing to show" : diff);
      }
      case "l" -> {
        context.logs().forEach(this::showLog);
        if (context.logs().isEmpty()) {
          console.important("no log yet");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Returns the text that is typed; null when the person goes back. */
  @Nullable String text(String what, GateContext context) {
    while (true) {
      String typed = read(what + ": ");
      switch (typed) {
        case "" -> {
          return null;
        }
        case "?" ->
            console.important(
                "  type one line; Enter alone goes back; d shows the diff, l the logs");
        case "d", "l" -> shown(typed, context);
        default -> {
          return typed;
        }
      }
    }
  }

  /** Returns the line that is typed after a prompt. */
  String read(String prompt) {
    if (!interactive) {
      throw new NoAnswerException("no terminal");
    }
    try {
      return keyboard.line(() -> console.prompt(prompt));
    } catch (NoAnswerException e) {
      // Ends the line of the unanswered prompt.
      console.important("");
      throw e;
    } catch (IOException e) {
      throw new NoAnswerException("cannot read from the terminal: " + e.getMessage());
    }
  }

  private void show(String text) {
    page(text.lines().map(line -> Lines.diffLine(console, line)).toList());
  }

  private void showLog(Path log) {
    List<String> lines = new ArrayList<>();
    lines.add(console.styled(Style.DIM, log.toString()));
    Lines.tailOf(log, MOST_OF_A_LOG).forEach(line -> lines.add("  " + TextSanitizer.oneLine(line)));
    page(lines);
  }

  private void page(List<String> lines) {
    if (!pager.shows(lines)) {
      lines.forEach(console::verbatim);
    }
  }
}
