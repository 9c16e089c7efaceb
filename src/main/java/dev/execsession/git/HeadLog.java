package dev.execsession.git;

import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads reflogs: the history of HEAD or another ref. */
public final class HeadLog {
  static final String NONE = "0".repeat(40);

  /**
   * A line of a reflog.
   *
   * @param action git's words, {@code checkout: moving from a to b}
   */
  public record Move(String from, String to, String action) {
    boolean isFetch() {
      return action.startsWith("fetch") || action.startsWith("pull") || action.startsWith("clone");
    }

    boolean isSwitch() {
      return action.startsWith("checkout: moving from ");
    }
  }

  private HeadLog() {}

  /**
   * Returns the moves of HEAD logged between two lengths of its log; all of them if it shrank,
   * because then it was rewritten.
   */
  public static List<Move> between(Path gitDir, long from, long to) throws IOException {
    Path log = gitDir.resolve("logs/HEAD");
    byte[] bytes = bytes(log);
    int end = (int) Math.min(to, bytes.length);
    int start = from <= end ? (int) from : 0;
    return moves(bytes, start, end);
  }

  /**
   * Returns the commits that a log mentions, on the old and new side of its lines.
   *
   * @param log a file that need not exist
   */
  static Set<String> commits(Path log) throws IOException {
    Set<String> ids = new HashSet<>();
    for (Move move : all(log)) {
      ids.add(move.from());
      ids.add(move.to());
    }
    ids.remove(NONE);
    return ids;
  }

  /** Returns every line of a log. */
  static List<Move> all(Path log) throws IOException {
    byte[] bytes = bytes(log);
    return moves(bytes, 0, bytes.length);
  }

  /** Returns a file's bytes; none if there is no such file, or no longer. */
  private static byte[] bytes(Path log) throws IOException {
    try {
      return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)
          ? WholeFile.read(log, WholeFile.LARGE)
          : new byte[0];
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static List<Move> moves(byte[] log, int start, int end) {
    List<Move> moves = new ArrayList<>();
    String lines = new String(log, start, end - start, StandardCharsets.UTF_8);
    for (String line : lines.split("\n", -1)) {
      int tab = line.indexOf('\t');
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[0].length() == 40 && words[1].length() == 40) {
        moves.add(new Move(words[0], words[1], tab < 0 ? "" : line.substring(tab + 1)));
      }
    }
    return moves;
  }

  /** Returns whether an id is all zeros. */
  static boolean isNone(String id) {
    return id.equals(NONE);
  }
}
