package dev.execsession.git;

import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The commits that a fetch brought, as opposed to refs that only look fetched. */
final class Fetched {
  static final String REMOTES = "refs/remotes/";

  private Fetched() {}

  /** Returns the moved refs that claim to follow another repository and that no fetch moved. */
  static Set<String> claimed(RepositoryFacts facts, RefsState before, RefsState after)
      throws IOException {
    Set<String> brought = ids(facts, after);
    Set<String> names = new HashSet<>();
    after
        .refs()
        .forEach(
            (name, id) -> {
              boolean moved = !id.equals(before.refs().get(name));
              if (moved && name.startsWith(REMOTES) && !brought.contains(id)) {
                names.add(name);
              }
            });
    return names;
  }

  /** Returns the ids that {@code FETCH_HEAD} names, and those of refs whose log records a fetch. */
  static Set<String> ids(RepositoryFacts facts, RefsState refs) throws IOException {
    Set<String> ids = new HashSet<>();
    Path fetchHead = facts.gitDir().resolve("FETCH_HEAD");
    if (Files.isRegularFile(fetchHead, LinkOption.NOFOLLOW_LINKS)) {
      String text =
          new String(WholeFile.read(fetchHead, WholeFile.SMALL), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        if (line.length() > 40 && line.charAt(40) == '\t') {
          ids.add(line.substring(0, 40));
        }
      }
    }
    for (Map.Entry<String, String> ref : refs.refs().entrySet()) {
      if (ref.getKey().startsWith(REMOTES)) {
        // Another fetch may have moved the ref since it was read.
        for (HeadLog.Move move :
            HeadLog.all(facts.commonDir().resolve("logs").resolve(ref.getKey()))) {
          if (move.to().equals(ref.getValue()) && move.isFetch()) {
            ids.add(move.to());
          }
        }
      }
    }
    return ids;
  }
}
