package dev.execsession.cli;

import dev.execsession.engine.Gate;
import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.engine.Question;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.ToolSetting;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the questions of a session to the person at the terminal. */
record ConsoleGate(Console console, Prompt prompt) implements Gate {
  private static final int MOST_LISTED = 20;

  @Override
  public boolean isInteractive() {
    return prompt.interactive();
  }

  @Override
  public boolean isStarted() {
    Prompt.Keys keys =
        new Prompt.Keys().add("y", "yes: start with the first block").stop("start nothing");
    return prompt.choose("Start?", keys, GateContext.NOTHING).equals("y");
  }

  @Override
  public Answer work(BlockState block, Path brief, GateContext context) {
    console.important("");
    console.important(
        console.styled(Style.BOLD, block.id() + ": make the changes in the worktree now."));
    if (block.block().goal() != null) {
      console.important("  goal   " + TextSanitizer.oneLine(block.block().goal()));
    }
    console.important("  brief  " + brief);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("c", "continue: the work is done; scan it and run the checks")
            .views()
            .add("e", "escalate: it cannot be done within the plan; return to planning")
            .stop("pause the session; nothing is lost");
    GateContext unscanned =
        new GateContext(context.good(), context.guards(), () -> diff(context), context.logs());
    while (true) {
      switch (prompt.choose(block.id() + " done?", keys, unscanned)) {
        case "c" -> {
          return Answer.of(Choice.CONTINUE);
        }
        case "e" -> {
          Answer escalation = told(Choice.ESCALATE, "reason for the planner", context);
          if (escalation != null) {
            return escalation;
          }
        }
        default -> {
          return Answer.of(Choice.STOP);
        }
      }
    }
  }

  private static String diff(GateContext context) {
    String earlier = context.diff().get();
    return earlier.isBlank()
        ? "the files are compared after `c`; until then, see `git diff`"
        : earlier;
  }

  @Override
  public Answer afterBlocks(List<BlockState> blocks, GateContext context) {
    String ids = String.join(", ", blocks.stream().map(BlockState::id).toList());
    if (!context.guards().isEmpty()) {
      console.important("The tool cannot check these; please do:");
      context.guards().forEach(guard -> console.important("  - " + TextSanitizer.oneLine(guard)));
    }
    String question = context.good() ? "Approve " + ids + "?" : ids + " is blocked. What now?";
    while (true) {
      switch (prompt.choose(question, afterwards(ids, context.good()), context)) {
        case "c" -> {
          return Answer.of(Choice.CONTINUE);
        }
        case "n" -> {
          Answer note = told(Choice.NOTE, "note", context);
          if (note != null) {
            return note;
          }
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
          Answer escalation = told(Choice.ESCALATE, "reason for the planner", context);
          if (escalation != null) {
            return escalation;
          }
        }
        default -> {
          return Answer.of(Choice.STOP);
        }
      }
    }
  }

  /** Returns the choice with a text; null when the person goes back. */
  private @Nullable Answer told(Choice choice, String what, GateContext context) {
    String text = prompt.text(what + " (Enter goes back)", context);
    return text == null ? null : new Answer(choice, text);
  }

  private static Prompt.Keys afterwards(String ids, boolean good) {
    Prompt.Keys keys = new Prompt.Keys();
    if (good) {
      keys.add("c", "continue: approve " + ids + " and continue; y does the same");
    }
    return keys.views()
        .add("n", "note: leave a note for the planner")
        .add(
            "r",
            "recheck: run the checks again on the current files, and ask again what was denied")
        .add("a", "again: run the executor again on top of the current files")
        .add("u", "undo: restore every file to its state before " + ids)
        .add("e", "escalate: return to planning with an escalation record")
        .stop("pause the session; nothing is lost");
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
    boolean confirmed = prompt.read("Type yes to undo " + ids + ": ").equals("yes");
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

  private void sentences(List<String> sentences) {
    sentences.stream()
        .limit(MOST_LISTED)
        .forEach(sentence -> console.important("  " + TextSanitizer.oneLine(sentence)));
    more(sentences.size());
  }

  private void more(int size) {
    if (size > MOST_LISTED) {
      console.important("  … and " + (size - MOST_LISTED) + " more");
    }
  }

  @Override
  public Choice between(List<Fact.Change> changes, List<String> violations, GateContext context) {
    console.important("Changed outside of any block:");
    list(changes);
    sentences(violations);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("m", "mine: do not count them as the next block's work")
            .views()
            .stop("pause the session to sort it out first");
    return prompt.choose("Did you make these changes?", keys, context).equals("m")
        ? Choice.MINE
        : Choice.STOP;
  }

  @Override
  public Choice control(BlockState block, List<String> violations, GateContext context) {
    boolean tools = violations.stream().anyMatch(ToolSetting::isSubjectOf);
    console.important(
        "While " + block.id() + " ran, " + (tools ? "settings" : "git's state") + " changed:");
    sentences(violations);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("m", "mine: you did this yourself; continue")
            .views()
            .add("e", "escalate: you did not; return to planning with an escalation record")
            .stop("pause the session to sort it out first");
    return switch (prompt.choose("Did you do this?", keys, context)) {
      case "m" -> Choice.MINE;
      case "e" -> Choice.ESCALATE;
      default -> Choice.STOP;
    };
  }

  @Override
  public Choice dirty(List<String> paths, String block) {
    console.important("Uncommitted changes were here before the session:");
    sentences(paths);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("k", "keep apart: they stay yours and do not count as any block's work")
            .add(
                "b",
                "block: those in scope become "
                    + block
                    + "'s work; an undo returns to them as they are")
            .stop("start nothing");
    return switch (prompt.choose("What are they?", keys, GateContext.NOTHING)) {
      case "k" -> Choice.KEEP;
      case "b" -> Choice.ADOPT;
      default -> Choice.STOP;
    };
  }

  @Override
  public Choice lost(BlockState block, List<String> losses, String remedy, GateContext context) {
    console.important(block.id() + " took away what others had done:");
    sentences(losses);
    console.important("  " + remedy);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("k", "keep: this is right; the report names you and lists it as a risk")
            .views()
            .stop("pause the session to bring it back first");
    return prompt.choose("Keep it so?", keys, context).equals("k") ? Choice.KEEP : Choice.STOP;
  }

  @Override
  public Choice unknown(BlockState block, List<Fact.Change> changes, GateContext context) {
    console.important(
        block.id() + " was interrupted while its executor ran; the outcome is unknown.");
    if (changes.isEmpty()) {
      console.important("  nothing changed since the block began");
    }
    list(changes);
    Prompt.Keys keys =
        new Prompt.Keys()
            .add("k", "keep: keep the work, scan it and run the checks")
            .add("a", "again: undo the work and run the executor again")
            .views()
            .stop("pause the session");
    return switch (prompt.choose("Keep the work of " + block.id() + "?", keys, context)) {
      case "k" -> Choice.KEEP;
      case "a" -> Choice.AGAIN;
      default -> Choice.STOP;
    };
  }

  @Override
  public void questions(
      BlockState block,
      List<Question> questions,
      GateContext context,
      Consumer<Question.Reply> answered) {
    console.important("");
    console.important(
        console.styled(
            Style.BOLD,
            block.id()
                + ": "
                + Count.of(questions.size(), "question")
                + " that only you can answer"));
    for (int i = 0; i < questions.size(); i++) {
      listed(i + 1, questions.get(i));
    }
    Set<Question> open = new LinkedHashSet<>(questions);
    Question question = questions.get(0);
    while (!open.isEmpty()) {
      String number =
          questions.size() == 1
              ? ""
              : (questions.indexOf(question) + 1) + " of " + questions.size() + ": ";
      String key = prompt.choose(number + asked(question), keys(question, questions), context);
      if (key.equals("s")) {
        throw new NoAnswerException("stopped");
      }
      if (Character.isDigit(key.charAt(0))) {
        question = questions.get(Integer.parseInt(key) - 1);
        continue;
      }
      Question.Reply reply = reply(question, key, context);
      if (reply != null) {
        answered.accept(reply);
        open.remove(question);
        question = open.stream().findFirst().orElse(question);
      }
    }
  }

  private void listed(int number, Question question) {
    String what =
        switch (question.kind()) {
          case MANUAL_CHECK -> "manual check";
          case POLICY -> "policy " + TextSanitizer.oneLine(question.name());
          case DOCUMENTATION -> "documentation";
        };
    console.important("  " + number + "  " + what + ": " + TextSanitizer.oneLine(question.text()));
    if (question.because() != null) {
      console.important("     asked because " + TextSanitizer.oneLine(question.because()));
    }
  }

  private static String asked(Question question) {
    return switch (question.kind()) {
      case MANUAL_CHECK -> "manual check passed?";
      case POLICY -> TextSanitizer.oneLine(question.name()) + ": can you confirm this?";
      case DOCUMENTATION -> "documentation?";
    };
  }

  private static Prompt.Keys keys(Question question, List<Question> all) {
    Prompt.Keys keys = new Prompt.Keys();
    switch (question.kind()) {
      case MANUAL_CHECK ->
          keys.add("y", "yes: it passed")
              .add("f", "fails: say what failed")
              .add("x", "not checked: say why; listed as a remaining risk");
      case POLICY ->
          keys.add("y", "yes: with evidence")
              .add("f", "fails: it is not met; say why")
              .add("x", "does not apply: say why; listed as a remaining risk");
      case DOCUMENTATION ->
          keys.add("y", "updated elsewhere: say where")
              .add("f", "missing: the block is blocked until it is updated")
              .add("x", "not needed: say why");
    }
    keys.views().stop("pause the session; answers so far are kept");
    return keys.numbers(all.size());
  }

  /** Returns the reply with its text; null when the person goes back. */
  private Question.@Nullable Reply reply(Question question, String key, GateContext context) {
    Question.Answer answer =
        switch (key) {
          case "y" -> Question.Answer.YES;
          case "f" -> Question.Answer.FAILS;
          default -> Question.Answer.NOT_APPLICABLE;
        };
    String what = what(question, answer);
    if (what.isEmpty()) {
      return new Question.Reply(
          question,
          answer,
          question.kind() == Question.Kind.DOCUMENTATION ? question.text() : null);
    }
    String text = prompt.text(what, context);
    return text == null ? null : new Question.Reply(question, answer, text);
  }

  /** Returns what to ask for after an answer; empty for nothing. */
  private static String what(Question question, Question.Answer answer) {
    return switch (Objects.requireNonNull(answer)) {
      case NOT_APPLICABLE -> "reason";
      case YES ->
          switch (question.kind()) {
            case MANUAL_CHECK -> "";
            case POLICY -> "evidence";
            case DOCUMENTATION -> "where";
          };
      case FAILS ->
          switch (question.kind()) {
            case MANUAL_CHECK -> "what failed";
            case POLICY -> "reason";
            case DOCUMENTATION -> "";
          };
    };
  }
}
