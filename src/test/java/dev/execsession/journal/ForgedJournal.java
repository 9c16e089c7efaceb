package dev.execsession.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/** What an attacker who knows the format does: a record with the right checksum, chain and head. */
public final class ForgedJournal {
  private ForgedJournal() {}

  /** Records in the journal of a session's folder that a block is done. */
  public static void main(String[] folderAndBlock) throws IOException {
    Path folder = Path.of(folderAndBlock[0]);
    Path file = folder.resolve(Journal.FILE);
    List<String> lines = Files.readAllLines(file);
    long seq = lines.size() + 1L;
    String forged =
        JournalLine.write(
            new Entry(seq, Clock.systemUTC().instant(), new Event.Done(folderAndBlock[1])),
            JournalLine.digest(lines.get(lines.size() - 1)));
    Files.writeString(file, forged + "\n", StandardOpenOption.APPEND);
    new JournalHead(seq, JournalLine.digest(forged)).write(folder);
  }
}
