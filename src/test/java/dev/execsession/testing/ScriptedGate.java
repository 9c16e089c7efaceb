package dev.execsession.testing;

import dev.execsession.engine.Gate;
import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.json.JsonName;
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
  public Answer work(BlockState block, Path brief) {
    return decision(next("work " + block.id()));
  }

  @Override
  public Answer afterBlocks(List<BlockState> blocks, GateContext context) {
    String ids = String.join(",", blocks.stream().map(BlockState::id).toList());
    String question = (context.good() ? "approve " : "blocked ") + ids;
    while (true) {
      String word = next(question);
      switch (word) {
        case "diff" -> shown.add(context.diff().get());
        case "log" -> context.logs().forEach(log -> shown.add(read(log)));
        default -> {
          return decision(word);
        }
      }
    }
  }

  @Override
  public Answer between(List<Fact.Change> changes, List<String> violations) {
    List<String> all = new ArrayList<>(changes.stream().map(Fact.Change::path).toList());
    all.addAll(violations);
    return decision(next("between " + String.join(", ", all)));
  }

  @Override
  public Answer dirty(List<String> paths, String block) {
    return decision(next("dirty for " + block + " " + String.join(", ", paths)));
  }

  @Override
  public Choice lost(BlockState block, List<String> losses, String remedy) {
    return decision(next("lost " + block.id() + ": " + String.join("; ", losses))).choice();
  }

  @Override
  public Answer unknown(BlockState block, List<Fact.Change> changes) {
    return decision(
        next(
            "unknown "
                + block.id()
                + changes.stream().map(change -> " " + change.path()).reduce("", String::concat)));
  }

  @Override
  public Fact.ManualCheck manualCheck(String blockId, String text) {
    String word = next("manual " + blockId + ": " + text);
    return new Fact.ManualCheck(text, status(Fact.ManualCheck.Status.class, word), tail(word));
  }

  @Override
  public Fact.Attestation attest(String blockId, String policy, String text, String because) {
    String word = next("attest " + blockId + " " + policy);
    return new Fact.Attestation(
        policy, status(Fact.Attestation.Status.class, word), null, tail(word));
  }

  @Override
  public Fact.Docs docs(String blockId, String because) {
    String word = next("docs " + blockId + ": " + because);
    return new Fact.Docs(status(Fact.Docs.Status.class, word), tail(word));
  }

  private String next(String question) {
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
      heard.accept("? " + question + ": " + next);
      return (String) next;
    }
  }

  private static Answer decision(String word) {
    return new Answer(Choice.valueOf(head(word).toUpperCase(Locale.ROOT)), tail(word));
  }

  private static <E extends Enum<E> & JsonName> E status(Class<E> type, String word) {
    return JsonName.find(type, head(word)).orElseThrow();
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
