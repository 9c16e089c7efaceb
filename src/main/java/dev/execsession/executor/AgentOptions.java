package dev.execsession.executor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words with which a preset's command is completed. Each list takes the place of a word of the
 * command: {@code {+model}}, {@code {+sandbox}}, {@code {+resume}}, {@code {+args}}. A list whose
 * value is not known is left out.
 *
 * @param model with {@code {model}}
 * @param resume with {@code {conversation}}, for a further attempt
 * @param confined in our sandbox, where an agent's own cannot start
 * @param open without our sandbox
 */
public record AgentOptions(
    List<String> model, List<String> resume, List<String> confined, List<String> open) {
  /** The options of a command that is not a preset's. */
  public static final AgentOptions NONE =
      new AgentOptions(List.of(), List.of(), List.of(), List.of());

  /** The place of the words that resume a conversation, filled when an attempt starts. */
  static final String RESUME = "{+resume}";

  /** The place of what starts the guard, filled when an attempt starts. */
  static final String GUARD = "{+guard}";

  private static final String MODEL = "{+model}";
  private static final String SANDBOX = "{+sandbox}";
  private static final String ARGS = "{+args}";

  public AgentOptions {
    model = List.copyOf(model);
    resume = List.copyOf(resume);
    confined = List.copyOf(confined);
    open = List.copyOf(open);
  }

  /** Returns whether a command takes a model. */
  public boolean takesModel() {
    return !model.isEmpty();
  }

  /**
   * Returns a command with its options, but for the place of {@link #resume}.
   *
   * @param isConfined whether it will run in our sandbox
   */
  public List<String> complete(
      List<String> command, @Nullable String modelName, boolean isConfined, List<String> args) {
    List<String> words = new ArrayList<>();
    boolean placed = false;
    for (String word : command) {
      switch (word) {
        case MODEL -> {
          if (modelName != null) {
            model.forEach(part -> words.add(part.replace("{model}", modelName)));
          }
        }
        case SANDBOX -> words.addAll(isConfined ? confined : open);
        case ARGS -> {
          words.addAll(args);
          placed = true;
        }
        default -> words.add(word);
      }
    }
    if (!placed) {
      words.addAll(args);
    }
    return words;
  }

  /**
   * Returns a command as it starts.
   *
   * @param guard for the place of the guard
   * @param conversation the one to resume; null for a new one
   */
  List<String> starting(List<String> command, List<String> guard, @Nullable String conversation) {
    List<String> words = new ArrayList<>();
    for (String word : command) {
      if (word.equals(GUARD)) {
        words.addAll(guard);
      } else if (!word.equals(RESUME)) {
        words.add(word);
      } else if (conversation != null) {
        resume.forEach(part -> words.add(part.replace("{conversation}", conversation)));
      }
    }
    return words;
  }
}
