package dev.execsession.cli;

import dev.execsession.engine.Gate;
import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
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
 * Prompts at the terminal. Only a whole line typed after the prompt counts; an empty line repeats
 * the prompt.
 */
record ConsoleGate(Console console, Keyboard keyboard, Pager pager, boolean interactive)
    implements Gate {
  private static final int MOST_LISTED = 20;
  private static final int MOST_OF_A_LOG = 40;

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public Answer work(BlockState block, Path brief) {
    console.important("");
    console.important(
        console.styled(Style.BOLD, block.id() + ": make the changes in the worktree now."));
    if (block.block().goal() != null) {
      console.important("  goal   " + TextSanitizer.oneLine(block.block().goal()));
    }
    console.important("  brief  " + brief);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("c", "continue: the work is done; scan it and run the checks");
    keys.put("e", "escalate: it cannot be done within the plan; return to planning");
    keys.put("s", "stop: pause the session; nothing is lost");
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
      keys.put("c", "continue: approve " + ids + " and continue");
    }
    keys.put("d", "diff: show what changed");
    keys.put("l", "log: show the end of the latest logs");
    keys.put("n", "note: leave a note for the planner");
    keys.put("r", "recheck: run the checks again on the current files");
    keys.put("a", "again: run the executor again on top of the current files");
    keys.put("u", "undo: restore every file to its state before " + ids);
    keys.put("e", "escalate: return to planning with an escalation record");
    keys.put("s", "stop: pause the session; nothing is lost");
    if (!context.guards().isEmpty()) {
      console.important("The tool cannot check these; please do:");
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
          if (undoIsConfirmed(ids, blocks)) {
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

  /** Confirms the undo, in case the key was pressed by mistake. */
  private boolean undoIsConfirmed(String ids, List<BlockState> blocks) {
    List<Fact.Change> changes =
        blocks.stream()
            .flatMap(
                block ->
                    block.changes().stream().filter(change -> block.touched().isOwn(change.key())))
            .distinct()
            .toList();
    console.important("Undo will revert:");
    list(changes);
    boolean confirmed = read("Type yes to undo " + ids + ": ").equals("yes");
    if (!confirmed) {
      console.important("not undone");
    }
    return confirmed;
  }

  private void list(List<Fact.Change> changes) {
    changes.stream()
        .limit(MOST_LISTED)
        .forEach(change -> console.important("  " + Lines.change(change)));
    more(changes.size());
  }

  private void more(int size) {
    if (size > MOST_LISTED) {
      console.important("  … and " + (size - MOST_LISTED) + " more");
    }
  }

  @Override
  public Answer between(List<Fact.Change> changes, List<String> violations) {
    console.important("Changed outside of any block:");
    list(changes);
    violations.forEach(sentence -> console.important("  " + TextSanitizer.oneLine(sentence)));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("c", "continue: these are mine; do not count them as the next block's work");
    keys.put("s", "stop: pause the session to sort it out first");
    return choose("Did you make these changes?", keys).equals("c")
        ? Answer.of(Choice.CONTINUE)
        : Answer.of(Choice.STOP);
  }

  @Override
  public Answer dirty(List<String> paths, String block) {
    console.important("Uncommitted changes were here before the session:");
    paths.stream()
        .limit(MOST_LISTED)
        .forEach(path -> console.important("  " + TextSanitizer.oneLine(path)));
    more(paths.size());
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("k", "keep apart: they stay yours and do not count as any block's work");
    keys.put(
        "b",
        "block: those in scope become " + block + "'s work; an undo returns to them as they are");
    keys.put("s", "stop: start nothing");
    return switch (choose("What are they?", keys)) {
      case "k" -> Answer.of(Choice.KEEP);
      case "b" -> Answer.of(Choice.ADOPT);
      default -> Answer.of(Choice.STOP);
    };
  }

  @Override
  public Choice lost(BlockState block, List<String> losses, String remedy) {
    console.important(block.id() + " took away what others had done:");
    losses.stream()
        .limit(MOST_LISTED)
        .forEach(loss -> console.important("  " + TextSanitizer.oneLine(loss)));
    more(losses.size());
    console.important("  " + remedy);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("k", "keep: this is right; the report names you and lists it as a risk");
    keys.put("s", "stop: pause the session to bring it back first");
    return choose("Keep it so?", keys).equals("k") ? Choice.KEEP : Choice.STOP;
  }

  @Override
  public Answer unknown(BlockState block, List<Fact.Change> changes) {
    console.important(
        block.id() + " was interrupted while its executor ran; the outcome is unknown.");
    if (changes.isEmpty()) {
      console.important("  nothing changed since the block began");
    }
    list(changes);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("k", "keep: keep the work, scan it and run the checks");
    keys.put("a", "again: undo the work and run the executor again");
    keys.put("s", "stop: pause the session");
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
    keys.put("s", "skip: not checked; listed as a remaining risk");
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
    keys.put("y", "yes: with evidence");
    keys.put("n", "no");
    if (choose("Can you confirm this?", keys).equals("n")) {
      return new Fact.Attestation(policy, Fact.Attestation.Status.REFUSED, null, null);
    }
    return new Fact.Attestation(policy, Fact.Attestation.Status.GIVEN, null, line("evidence"));
  }

  @Override
  public Fact.Docs docs(String blockId, String because) {
    console.important(blockId + ": " + TextSanitizer.oneLine(because));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("u", "updated elsewhere: say where");
    keys.put("n", "not needed: say why");
    keys.put("m", "missing: the block is blocked until they are updated");
    return switch (choose("Documentation?", keys)) {
      case "u" -> new Fact.Docs(Fact.Docs.Status.ELSEWHERE, line("where"));
      case "n" -> new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, line("reason"));
      default -> new Fact.Docs(Fact.Docs.Status.MISSING, because);
    };
  }

  /** Prompts until one of the keys, or its word, is typed. */
  private String choose(String question, Map<String, String> keys) {
    List<String> offered =
        new ArrayList<>(
            keys.entrySet().stream()
                .map(key -> "[" + key.getKey() + "]" + rest(key.getKey(), key.getValue()))
                .toList());
    offered.add("[?]");
    console.important("");
    console.entries(offered);
    while (true) {
      String typed = read(console.styled(Style.BOLD, question) + " ").toLowerCase(Locale.ROOT);
      if (typed.equals("?") || typed.equals("help")) {
        keys.forEach((key, meaning) -> console.important("  " + key + "  " + meaning));
        continue;
      }
      for (Map.Entry<String, String> key : keys.entrySet()) {
        if (typed.equals(key.getKey()) || typed.equals(label(key.getValue()))) {
          return key.getKey();
        }
      }
      if (!typed.isEmpty()) {
        console.important("type one of " + String.join(", ", keys.keySet()) + ", or ? for help");
      }
    }
  }

  private static String label(String meaning) {
    return meaning.split(":", 2)[0];
  }

  /**
   * Returns the label after {@code [c]}: {@code ontinue}, or the whole label if it does not begin
   * with the key.
   */
  private static String rest(String key, String meaning) {
    String label = label(meaning);
    return label.startsWith(key) ? label.substring(key.length()) : " " + label;
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
