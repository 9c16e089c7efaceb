package dev.execsession.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries of the stash. */
public final class StashLog {
  /** The ref of the newest entry. */
  public static final String REF = "refs/stash";

  /** An entry: its commit and git's words for it. */
  public record Entry(String commit, String message) {}

  private StashLog() {}

  /** Returns the entries, the newest last; none without a stash. */
  public static List<Entry> read(Path commonDir) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (HeadLog.Move move : HeadLog.all(commonDir.resolve("logs").resolve(REF))) {
      entries.add(new Entry(move.to(), move.action()));
    }
    return entries;
  }
}
