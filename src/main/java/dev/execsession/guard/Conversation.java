package dev.execsession.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What hooks noted about a conversation.
 *
 * @param seen whether any hook was called
 * @param begun the latest {@code exec-session begin}; null if none was seen
 * @param open the tools that run; an agent without ids has them all under one name
 * @param rest the end of its latest turn; null while a turn goes on
 * @param refused why the latest prompt that approves did not count; null if none since the latest
 *     one that counted
 */
public record Conversation(
    boolean seen,
    @Nullable Begun begun,
    List<String> open,
    @Nullable Rest rest,
    @Nullable String refused) {
  public static final Conversation NONE = new Conversation(false, null, List.of(), null, null);

  public Conversation {
    open = List.copyOf(open);
  }

  /**
   * The agent's process and hook settings at {@code exec-session begin}.
   *
   * @param pid 0 if it could not be seen
   * @param ticks its start since boot
   * @param settings the digest of the hook settings
   */
  public record Begun(long pid, long ticks, String settings) {}

  /**
   * The end of a turn.
   *
   * @param prompts how many are scheduled
   * @param commands how many still run in the background
   */
  public record Rest(int prompts, int commands) {}

  /** Reads the lines; skips incomplete ones. */
  static Conversation of(String text) {
    Begun begun = null;
    Rest rest = null;
    String refused = null;
    boolean seen = false;
    List<String> open = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      try {
        switch (words[0]) {
          case "call" -> {
            open.add(words[1]);
            rest = null;
          }
          case "done" -> open.remove(words[1]);
          case "begin" -> {
            begun = new Begun(Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
          }
          case "rest" -> {
            rest = new Rest(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            open.clear();
          }
          case "refused" -> refused = line.substring("refused ".length());
          case "approved" -> refused = null;
          default -> {
            continue;
          }
        }
        seen = true;
      } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
        // A process was killed while it wrote.
      }
    }
    return new Conversation(seen, begun, open, rest, refused);
  }
}
