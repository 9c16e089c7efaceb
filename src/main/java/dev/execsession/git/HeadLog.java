package dev.execsession.git;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines that HEAD's reflog gained: where HEAD was in between. */
public final class HeadLog {
  private static final String NONE = "0".repeat(40);

  /**
   * One move of HEAD.
   *
   * @param action git's words, {@code checkout: moving from a to b}
   */
  public record Move(String from, String to, String action) {
    boolean isSwitch() {
      return action.startsWith("checkout: moving from ");
    }
  }

  private HeadLog() {}

  /**
   * Gives the moves logged between two lengths of the log; all of them when it shrank, because then
   * it was rewritten.
   */
  public static List<Move> between(Path gitDir, long from, long to) throws IOException {
    Path log = gitDir.resolve("logs/HEAD");
    List<Move> moves = new ArrayList<>();
    if (!Files.isRegularFile(log)) {
      return moves;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = from <= to ? from : 0;
      file.seek(start);
      byte[] bytes = new byte[Math.toIntExact(Math.min(to, file.length()) - start)];
      file.readFully(bytes);
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        int tab = line.indexOf('\t');
        String[] words = line.split(" ", 3);
        if (words.length == 3 && words[0].length() == 40 && words[1].length() == 40) {
          moves.add(new Move(words[0], words[1], tab < 0 ? "" : line.substring(tab + 1)));
        }
      }
    }
    return moves;
  }

  /** Tells whether an id stands for no commit. */
  static boolean isNone(String id) {
    return id.equals(NONE);
  }
}
