package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file of an {@link InstallRecord}: one for each agent and worktree. */
record RecordFile(Path folder, String name) {
  static RecordFile of(Agent agent, Path root, Path commonDir) {
    return new RecordFile(
        commonDir.resolve("exec-session").resolve("guard"),
        agent.word() + "-" + TextFile.digest(root.toString()).substring(0, 16) + ".json");
  }

  InstallRecord read() {
    return read(name);
  }

  private InstallRecord read(String file) {
    @Nullable String text = TextFile.read(folder, file);
    try {
      return text == null ? InstallRecord.NONE : Json.parseRecord(text, InstallRecord.class);
    } catch (JsonException e) {
      // An unreadable record is not needed: our entries are recognized by their form.
      return InstallRecord.NONE;
    }
  }

  /** Returns the lines of {@code info/exclude} that other installations need. */
  Set<String> othersExclude() {
    Set<String> lines = new HashSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          String other = file.getFileName().toString();
          if (!other.equals(name)) {
            lines.addAll(read(other).excluded());
          }
        }
      } catch (IOException | StopException e) {
        // Then a line may be removed that another worktree needs: its settings are only shown.
      }
    }
    return lines;
  }

  void write(InstallRecord record) {
    TextFile.replacePrivate(folder.resolve(name), Json.pretty(record));
  }

  void delete() {
    TextFile.delete(folder, name);
  }
}
