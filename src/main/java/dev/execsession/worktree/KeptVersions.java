package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the content that a scan saw, wherever it is by now. */
public final class KeptVersions {
  private static final byte[] NOTHING = new byte[0];
  private static final long LARGEST = 4 << 20;

  private final ContentStore store;
  private final RepositoryFacts facts;
  private final Stream<Observation> unread;
  private final List<String> commits;
  private @Nullable List<Manifest> later;

  /**
   * @param later other scans, read when they are needed
   * @param commits that may hold the content
   */
  public KeptVersions(
      ContentStore store, RepositoryFacts facts, Stream<Observation> later, List<String> commits) {
    this.store = store;
    this.facts = facts;
    this.unread = later;
    this.commits = commits;
  }

  /**
   * Returns a file's content, a link's target, or nothing for a folder or null; empty if it is not
   * available, or large.
   */
  public Optional<byte[]> content(@Nullable ManifestEntry entry) {
    if (entry == null) {
      return Optional.of(NOTHING);
    }
    return switch (entry.type()) {
      case DIRECTORY, OTHER -> Optional.of(NOTHING);
      case SYMLINK ->
          Optional.ofNullable(entry.linkTarget())
              .map(target -> target.getBytes(StandardCharsets.ISO_8859_1));
      case FILE ->
          entry.size() > LARGEST
              ? Optional.empty()
              : store
                  .content(entry)
                  .or(() -> store.present(entry))
                  .or(() -> committed(entry))
                  .or(() -> staged(entry));
    };
  }

  private Optional<byte[]> committed(ManifestEntry entry) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      for (String commit : commits) {
        String blob = objects.holds(commit) ? objects.blobAt(commit, entry.path()) : null;
        Optional<byte[]> bytes = blob == null ? Optional.empty() : objects.blob(blob, LARGEST);
        if (bytes.filter(entry::holds).isPresent()) {
          return bytes;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
  }

  /** Returns the content from what git's index held when another scan saw the same file. */
  private Optional<byte[]> staged(ManifestEntry entry) {
    if (later == null) {
      later = unread.map(Observation::manifest).toList();
    }
    return later.stream()
        .flatMap(manifest -> manifest.find(entry.path()).stream())
        .filter(other -> other.type() == EntryType.FILE && other.blob() != null)
        .filter(entry::sameBytes)
        .flatMap(other -> store.content(other).stream())
        .findFirst();
  }
}
