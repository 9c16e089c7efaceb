package dev.execsession.guard;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the hooks of one conversation saw, in a file of lines: hooks run at the same time, so each
 * adds its line in one write. A process of the same user can write there too: what it says can only
 * keep an approval from counting, or is compared with what the session has on record.
 */
public final class HookNotes {
  private static final int LONGEST_ID = 100;

  private final Path file;

  private HookNotes(Path file) {
    this.file = file;
  }

  /**
   * Returns the notes of a conversation.
   *
   * @param session the agent's id of the conversation
   */
  public static HookNotes of(Path commonDir, Agent agent, String session) {
    return new HookNotes(
        DrivenSession.folder(commonDir).resolve(agent.word() + "-" + fileName(session)));
  }

  /** Returns an id as part of a file's name; anything but letters, digits and dashes becomes _. */
  private static String fileName(String id) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < id.length() && i < LONGEST_ID; i++) {
      char c = id.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
      name.append(plain ? c : '_');
    }
    return name.toString();
  }

  /**
   * Returns the conversation whose hook saw {@code exec-session begin} called by a process; empty
   * if none did.
   */
  public static Optional<String> session(Path commonDir, Agent agent, long pid, long ticks) {
    String[] names = DrivenSession.folder(commonDir).toFile().list();
    String start = agent.word() + "-";
    for (String name : names == null ? new String[0] : names) {
      if (name.startsWith(start)) {
        String session = name.substring(start.length());
        Conversation.Begun begun = of(commonDir, agent, session).read().begun();
        if (begun != null && begun.pid() == pid && begun.ticks() == ticks) {
          return Optional.of(session);
        }
      }
    }
    return Optional.empty();
  }

  /** Notes that a tool runs. */
  void call(@Nullable String id) {
    add("call " + word(id));
  }

  /** Notes that a tool ended. */
  void done(@Nullable String id) {
    add("done " + word(id));
  }

  /** Notes the command {@code exec-session begin}. */
  void begin(Conversation.Begun begun) {
    add("begin " + begun.pid() + " " + begun.ticks() + " " + begun.settings());
  }

  /** Notes that a prompt that approves did not count. */
  public void refused(String why) {
    add("refused " + TextSanitizer.oneLine(why));
  }

  /** Notes that a prompt counted. */
  public void approved() {
    add("approved");
  }

  /** Notes that the agent ended its turn; only what counts from here on is kept. */
  void rest(int prompts, int commands) {
    Conversation before = read();
    StringBuilder text = new StringBuilder("rest " + prompts + " " + commands + "\n");
    Conversation.Begun begun = before.begun();
    if (begun != null) {
      text.append("begin ").append(begun.pid()).append(' ').append(begun.ticks());
      text.append(' ').append(begun.settings()).append('\n');
    }
    if (before.refused() != null) {
      text.append("refused ").append(before.refused()).append('\n');
    }
    try {
      DurableFiles.replaceUnforced(file, text.toString());
    } catch (IOException e) {
      // Then the prompt does not count, and says why.
    }
  }

  /** Returns what was noted; nothing if there is no file. */
  public Conversation read() {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Conversation.of(
              new String(WholeFile.read(file, 2 * HookLines.LARGEST), StandardCharsets.UTF_8))
          : Conversation.NONE;
    } catch (IOException e) {
      return Conversation.NONE;
    }
  }

  private void add(String line) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(file.getParent(), DurableFiles.PRIVATE_FOLDER);
      }
      HookLines.add(file, line);
    } catch (IOException | RuntimeException e) {
      // The answer does not depend on it; a prompt does not count without it.
    }
  }

  private static String word(@Nullable String id) {
    return id == null || id.isEmpty() ? HookCalls.NO_ID : fileName(id);
  }
}
