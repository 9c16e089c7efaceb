package dev.execsession.testing;

import dev.execsession.engine.Gate;
import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.engine.Question;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a script, one word for each question. A word may carry a text behind a colon: {@code
 * note: mind the gap}. Like a person, it can look at {@code diff} and {@code log} before it
 * decides, and it can do something first. When the script is at its end, no answer comes, as at the
 * end of input.
 */
public final class ScriptedGate implements Gate {
  private final boolean interactive;
  private final Deque<Object> script = new ArrayDeque<>();
  private final List<String> shown = new ArrayList<>();
  private Consumer<String> heard = line -> {};

  private ScriptedGate(boolean interactive) {
    this.interactive = interactive;
  }

  /** Returns a gate that has nobody to ask. */
  public static ScriptedGate nobody() {
    return new ScriptedGate(false);
  }

  /** Returns a gate that gives these answers. */
  public static ScriptedGate answering(String... words) {
    return new ScriptedGate(true).then(words);
  }

  /** Adds answers. */
  public ScriptedGate then(String... words) {
    script.addAll(List.of(words));
    return this;
  }

  /** Adds something that happens while the next question is open. */
  public ScriptedGate meanwhile(Runnable action) {
    script.add(action);
    return this;
  }

  /** Passes on what is asked and answered: {@code ? approve B01: note: mind the gap}. */
  ScriptedGate hearing(Consumer<String> listener) {
    heard = listener;
    return this;
  }

  /** Returns what {@code diff} and {@code log} showed, in order. */
  public List<String> shown() {
    return List.copyOf(shown);
  }

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public boolean isStarted() {
    return true;
  }

  @Override
  public Answer work(BlockState block, Path brief, GateContext context) {
    return decision(next("work " + block.id(), context));
  }

  @Override
  public Answer afterBlocks(List<BlockState> blocks, GateContext context) {
    String ids = String.join(",", blocks.stream().map(BlockState::id).toList());
    return decision(next((context.good() ? "approve " : "blocked ") + ids, context));
  }

  @Override
  public Choice between(List<Fact.Change> changes, List<String> violations, GateContext context) {
    List<String> all = new ArrayList<>(changes.stream().map(Fact.Change::path).toList());
    all.addAll(violations);
    Choice choice = decision(next("between " + String.join(", ", all), context)).choice();
    // The terminal takes either word.
    return choice == Choice.CONTINUE ? Choice.MINE : choice;
  }

  @Override
  public Choice control(BlockState block, List<String> violations, GateContext context) {
    return decision(next("git in " + block.id() + ": " + String.join("; ", violations), context))
        .choice();
  }

  @Override
  public Choice dirty(List<String> paths, String block) {
    String question = "dirty for " + block + " " + String.join(", ", paths);
    return decision(next(question, GateContext.NOTHING)).choice();
  }

  @Override
  public Choice lost(BlockState block, List<String> losses, String remedy, GateContext context) {
    return decision(next("lost " + block.id() + ": " + String.join("; ", losses), context))
        .choice();
  }

  @Override
  public Choice unknown(BlockState block, List<Fact.Change> changes, GateContext context) {
    String question =
        "unknown "
            + block.id()
            + changes.stream().map(change -> " " + change.path()).reduce("", String::concat);
    return decision(next(question, context)).choice();
  }

  @Override
  public void questions(
      BlockState block,
      List<Question> questions,
      GateContext context,
      Consumer<Question.Reply> answered) {
    for (Question question : questions) {
      String about = block.id() + ": " + question.name();
      String word =
          next(
              switch (question.kind()) {
                case MANUAL_CHECK -> "manual " + about;
                case POLICY -> "attest " + block.id() + " " + question.name();
                case DOCUMENTATION -> "docs " + about;
              },
              context);
      answered.accept(new Question.Reply(question, answer(head(word)), tail(word)));
    }
  }

  private static Question.Answer answer(String word) {
    return switch (word) {
      case "passed", "given", "elsewhere" -> Question.Answer.YES;
      case "failed", "refused", "missing" -> Question.Answer.FAILS;
      default -> Question.Answer.NOT_APPLICABLE;
    };
  }

  private String next(String question, GateContext context) {
    while (true) {
      Object next = script.poll();
      if (next == null) {
        heard.accept("? " + question);
        throw new NoAnswerException("the script is at its end");
      }
      if (next instanceof Runnable action) {
        action.run();
        continue;
      }
      if (next.equals("diff")) {
        shown.add(context.diff().get());
      } else if (next.equals("log")) {
        context.logs().forEach(log -> shown.add(read(log)));
      }
      heard.accept("? " + question + ": " + next);
      if (!next.equals("diff") && !next.equals("log")) {
        return (String) next;
      }
    }
  }

  private static Answer decision(String word) {
    return new Answer(Choice.valueOf(head(word).toUpperCase(Locale.ROOT)), tail(word));
  }

  private static String head(String word) {
    int colon = word.indexOf(':');
    return colon < 0 ? word : word.substring(0, colon);
  }

  private static @Nullable String tail(String word) {
    int colon = word.indexOf(':');
    return colon < 0 ? null : word.substring(colon + 1).strip();
  }

  private static String read(Path log) {
    try {
      return Objects.requireNonNull(log.getFileName()) + ": " + Files.readString(log).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
