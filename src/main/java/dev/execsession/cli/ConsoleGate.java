package dev.execsession.cli;

import dev.execsession.engine.Gate;
import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks at the terminal. Only a whole line typed after the prompt counts; Enter alone asks again.
 */
record ConsoleGate(Console console, Keyboard keyboard, boolean interactive) implements Gate {

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public Answer work(BlockState block, Path brief) {
    console.important("");
    console.important(
        console.styled(
            Style.BOLD, block.id() + " is yours: make its changes in the worktree now."));
    if (block.block().goal() != null) {
      console.important("  goal   " + TextSanitizer.oneLine(block.block().goal()));
    }
    console.important("  brief  " + brief);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("c", "continue: the work is done, look at it and run the checks");
    keys.put("e", "escalate: it cannot be done within the plan, back to planning");
    keys.put("s", "stop: pause the session, nothing is lost");
    return switch (choose(block.id() + " done?", keys)) {
      case "c" -> Answer.of(Choice.CONTINUE);
      case "e" -> new Answer(Choice.ESCALATE, line("reason for the planner"));
      default -> Answer.of(Choice.STOP);
    };
  }

  @Override
  public Answer afterBlocks(List<BlockState> blocks, GateContext context) {
    String ids = String.join(", ", blocks.stream().map(BlockState::id).toList());
    boolean good = context.good();
    Map<String, String> keys = new LinkedHashMap<>();
    if (good) {
      keys.put("c", "continue: approve " + ids + " and go on");
    }
    keys.put("d", "diff: show what changed");
    keys.put("l", "log: show the end of the last logs");
    keys.put("n", "note: leave a note for the planner");
    keys.put("r", "recheck: run the checks again on the tree as it is");
    keys.put("a", "again: run the block's executor again, on top of what is there");
    keys.put("u", "undo: put every file back as it was before " + ids);
    keys.put("e", "escalate: back to planning, with a written case");
    keys.put("s", "stop: pause here, nothing is lost");
    if (!context.guards().isEmpty()) {
      console.important("Only you can watch over these:");
      context.guards().forEach(guard -> console.important("  - " + TextSanitizer.oneLine(guard)));
    }
    while (true) {
      String key = choose(good ? "Approve " + ids + "?" : ids + " is blocked. What now?", keys);
      switch (key) {
        case "d" -> show(context.diff().get());
        case "l" -> context.logs().forEach(this::showLog);
        case "c" -> {
          return Answer.of(Choice.CONTINUE);
        }
        case "n" -> {
          return new Answer(Choice.NOTE, line("note"));
        }
        case "r" -> {
          return Answer.of(Choice.RECHECK);
        }
        case "a" -> {
          return Answer.of(Choice.AGAIN);
        }
        case "u" -> {
          if (undoIsMeant(ids, blocks)) {
            return Answer.of(Choice.UNDO);
          }
        }
        case "e" -> {
          return new Answer(Choice.ESCALATE, line("reason for the planner"));
        }
        default -> {
          return Answer.of(Choice.STOP);
        }
      }
    }
  }

  /** A key pressed by mistake takes nobody's work away. */
  private boolean undoIsMeant(String ids, List<BlockState> blocks) {
    List<Fact.Change> changes =
        blocks.stream().flatMap(block -> block.changes().stream()).distinct().toList();
    console.important("Undo takes this back:");
    list(changes);
    boolean meant = read("Type yes to undo " + ids + ": ").equals("yes");
    if (!meant) {
      console.important("not undone");
    }
    return meant;
  }

  private void list(List<Fact.Change> changes) {
    changes.stream().limit(20).forEach(change -> console.important("  " + Lines.change(change)));
    if (changes.size() > 20) {
      console.important("  … and " + (changes.size() - 20) + " more");
    }
  }

  @Override
  public Answer between(List<Fact.Change> changes, List<String> violations) {
    console.important("Changed since the last block, by none of them:");
    list(changes);
    violations.forEach(sentence -> console.important("  " + TextSanitizer.oneLine(sentence)));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("c", "continue: these changes are mine, leave them out of the next block's account");
    keys.put("s", "stop: pause here and sort it out first");
    return choose("Are these yours?", keys).equals("c")
        ? Answer.of(Choice.CONTINUE)
        : Answer.of(Choice.STOP);
  }

  @Override
  public Answer unknown(BlockState block, List<Fact.Change> changes) {
    console.important(
        block.id() + " was interrupted while its executor ran; how that ended is not known.");
    if (changes.isEmpty()) {
      console.important("  nothing differs from before the block");
    }
    list(changes);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("k", "keep: leave the work as it is, look at it and run the checks");
    keys.put("a", "again: undo its work and run the executor once more");
    keys.put("s", "stop: pause here");
    return switch (choose("Keep the work of " + block.id() + "?", keys)) {
      case "k" -> Answer.of(Choice.KEEP);
      case "a" -> Answer.of(Choice.AGAIN);
      default -> Answer.of(Choice.STOP);
    };
  }

  @Override
  public Fact.ManualCheck manualCheck(String blockId, String text) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("p", "pass");
    keys.put("f", "fail");
    keys.put("s", "skip: not looked at, a remaining risk");
    String key = choose(blockId + " manual check: " + TextSanitizer.oneLine(text), keys);
    Fact.ManualCheck.Status status =
        switch (key) {
          case "p" -> Fact.ManualCheck.Status.PASSED;
          case "f" -> Fact.ManualCheck.Status.FAILED;
          default -> Fact.ManualCheck.Status.SKIPPED;
        };
    return new Fact.ManualCheck(text, status, optionalLine("note (Enter for none)"));
  }

  @Override
  public Fact.Attestation attest(String blockId, String policy, String text, String because) {
    console.important(
        blockId
            + " policy "
            + TextSanitizer.oneLine(policy)
            + " ("
            + TextSanitizer.oneLine(because)
            + "):");
    console.important("  " + TextSanitizer.oneLine(text));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("y", "yes, and how you know");
    keys.put("n", "no");
    if (choose("Do you attest it?", keys).equals("n")) {
      return new Fact.Attestation(policy, Fact.Attestation.Status.REFUSED, null, null);
    }
    return new Fact.Attestation(
        policy, Fact.Attestation.Status.GIVEN, null, line("how do you know"));
  }

  @Override
  public Fact.Docs docs(String blockId, String because) {
    console.important(blockId + ": " + TextSanitizer.oneLine(because));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("y", "yes, they are updated elsewhere");
    keys.put("n", "not needed, and why");
    return choose("Is the documentation right?", keys).equals("y")
        ? new Fact.Docs(Fact.Docs.Status.ELSEWHERE, line("where"))
        : new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, line("because"));
  }

  /** Asks until one of the keys, or its word, is typed. */
  private String choose(String question, Map<String, String> keys) {
    String offered =
        String.join(
                "  ",
                keys.entrySet().stream()
                    .map(key -> "[" + key.getKey() + "]" + rest(key.getKey(), key.getValue()))
                    .toList())
            + "  [?]";
    console.important("");
    console.important(offered);
    while (true) {
      String typed = read(console.styled(Style.BOLD, question) + " ").toLowerCase(Locale.ROOT);
      if (typed.equals("?") || typed.equals("help")) {
        keys.forEach((key, meaning) -> console.important("  " + key + "  " + meaning));
        continue;
      }
      for (Map.Entry<String, String> key : keys.entrySet()) {
        if (typed.equals(key.getKey()) || typed.equals(word(key.getValue()))) {
          return key.getKey();
        }
      }
      if (!typed.isEmpty()) {
        console.important(
            "type one of " + String.join(", ", keys.keySet()) + ", or ? for what they mean");
      }
    }
  }

  private static String word(String meaning) {
    return meaning.split("[^a-z]", 2)[0];
  }

  /**
   * Returns {@code ontinue} behind {@code [c]}; for a word that starts otherwise, the whole word.
   */
  private static String rest(String key, String meaning) {
    String word = word(meaning);
    return word.startsWith(key) ? word.substring(key.length()) : " " + word;
  }

  private String line(String what) {
    while (true) {
      String typed = read(what + ": ");
      if (!typed.isEmpty()) {
        return typed;
      }
    }
  }

  private @Nullable String optionalLine(String what) {
    String typed = read(what + ": ");
    return typed.isEmpty() ? null : typed;
  }

  private String read(String prompt) {
    if (!interactive) {
      throw new NoAnswerException("no terminal");
    }
    try {
      return keyboard.line(() -> console.prompt(prompt));
    } catch (NoAnswerException e) {
      // The question stands there without an answer, and its line without an end.
      console.important("");
      throw e;
    } catch (IOException e) {
      throw new NoAnswerException("the terminal cannot be read: " + e.getMessage());
    }
  }

  private void show(String text) {
    text.lines().forEach(line -> console.important(Lines.diffLine(console, line)));
  }

  private void showLog(Path log) {
    console.important(console.styled(Style.DIM, log.toString()));
    Lines.tailOf(log, 40).forEach(line -> console.important("  " + TextSanitizer.oneLine(line)));
  }
}
