package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.Digests;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.FileReader;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files that an executor could destroy, once each, named by digest and readable by the owner
 * only. Content that git's objects hold is read from there instead.
 */
public final class ContentStore {
  /** Ignored files up to this size are kept. */
  public static final long SMALL = 1 << 20;

  /** Larger files are not kept. */
  static final long LARGEST = 64L << 20;

  /** The most bytes that one snapshot keeps. */
  static final long TOTAL = 1L << 30;

  private final Path folder;
  private final RepositoryFacts facts;
  private final TreeNames names;
  private final UncommittedFiles uncommitted;
  private final Set<Path> unforced = new HashSet<>();

  ContentStore(Path folder, RepositoryFacts facts, TreeNames names, HeadTree head) {
    this.folder = folder;
    this.facts = facts;
    this.names = names;
    this.uncommitted = new UncommittedFiles(facts, head);
  }

  /**
   * Keeps the content of every scanned file that HEAD does not hold. It is on disk when this
   * returns.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when the files cannot be written
   *     (JRNL-002) or changed since the scan (TREE-004)
   */
  public Snapshot snapshot(Observation observation, ContentPolicy policy) {
    List<TreePath> lost = new ArrayList<>();
    TreeSet<TreePath> generated = new TreeSet<>();
    int files = 0;
    long bytes = 0;
    try {
      Files.createDirectories(folder, DurableFiles.PRIVATE_FOLDER);
      for (ManifestEntry entry : uncommitted.of(observation)) {
        if (fits(entry, bytes)) {
          if (keep(entry)) {
            files++;
            bytes += entry.size();
          }
        } else if (!entry.ignored()
            || (entry.size() > SMALL && !policy.isGenerated(entry.path()))) {
          lost.add(entry.path());
        } else {
          generated.add(top(entry.path()));
        }
      }
      ContentId index = keepIndex(observation);
      forceFolders();
      return new Snapshot(files, bytes, index, lost, List.copyOf(generated));
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot keep a copy of what the block could destroy in `"
              + folder
              + "`: "
              + Unverifiable.reason(e),
          "free disk space there, then run again",
          e);
    }
  }

  /** Returns whether a file is kept in addition to that many bytes. */
  private static boolean fits(ManifestEntry entry, long bytes) {
    return entry.isKnown()
        && entry.size() <= (entry.ignored() ? SMALL : LARGEST)
        && bytes + entry.size() <= TOTAL;
  }

  /** Returns the files that a snapshot of the observation does not keep. */
  Set<TreePath> unkept(Observation observation) {
    try {
      Set<TreePath> paths = new HashSet<>();
      long bytes = 0;
      for (ManifestEntry entry : uncommitted.of(observation)) {
        if (fits(entry, bytes)) {
          bytes += entry.size();
        } else {
          paths.add(entry.path());
        }
      }
      return paths;
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
    }
  }

  private static TreePath top(TreePath path) {
    TreePath top = path;
    while (!top.parent().raw().isEmpty()) {
      top = top.parent();
    }
    return top;
  }

  /** Returns how many bytes a snapshot of the observation would add to the disk. */
  public long missing(Observation observation) {
    try {
      long bytes = 0;
      for (ManifestEntry entry : uncommitted.of(observation)) {
        if (entry.isKnown()
            && entry.size() <= (entry.ignored() ? SMALL : LARGEST)
            && !Files.exists(file(entry))) {
          bytes += entry.size();
        }
      }
      return Math.min(bytes, TOTAL);
    } catch (IOException e) {
      throw Unverifiable.git("the tree of HEAD", e);
    }
  }

  /** Returns the content with that digest; empty if it was not kept. */
  public Optional<byte[]> content(ContentId id) {
    return kept(file(id)).filter(bytes -> ContentId.of(bytes).equals(id));
  }

  private Optional<byte[]> kept(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_READ,
          "cannot read a kept copy in `" + folder + "`: " + Unverifiable.reason(e),
          "fix the folder's permissions",
          e);
    }
  }

  /** Returns the content of an entry, from here or from git; empty if neither holds it. */
  public Optional<byte[]> content(ManifestEntry entry) {
    if (!entry.isKnown()) {
      return Optional.empty();
    }
    Optional<byte[]> kept = kept(file(entry)).filter(entry::holds);
    String blob = entry.blob();
    if (kept.isPresent() || blob == null) {
      return kept;
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return objects.blob(blob, ScanRules.LARGEST).filter(entry::holds);
    } catch (IOException e) {
      throw Unverifiable.git("the object `" + blob + "`", e);
    }
  }

  /** Returns what identifies an entry's bytes, whether they were read or git's index had them. */
  public String identity(ManifestEntry entry) {
    return entry.content() != null || entry.blob() == null
        ? String.valueOf(entry.content())
        : content(entry).map(bytes -> ContentId.of(bytes).hex()).orElse(entry.blob());
  }

  /**
   * Returns the current content at the path; empty if it differs from the entry's or is too large.
   */
  public Optional<byte[]> present(ManifestEntry entry) {
    try (SeekableByteChannel channel = FileReader.open(names.toPath(entry.path()))) {
      if (channel.size() > LARGEST) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Reads until the buffer is full.
      }
      return Optional.of(buffer.array()).filter(entry::holds);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void forceFolders() throws IOException {
    for (Path shard : unforced) {
      DurableFiles.forceFolder(shard);
    }
    if (!unforced.isEmpty()) {
      DurableFiles.forceFolder(folder);
    }
    unforced.clear();
  }

  private @Nullable ContentId keepIndex(Observation observation) throws IOException {
    ContentId seen = observation.traces().index().content();
    if (seen != null && Files.exists(file(seen))) {
      return seen;
    }
    Path index = facts.gitDir().resolve("index");
    if (!Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    byte[] bytes = WholeFile.read(index, WholeFile.LARGE);
    ContentId id = CurrentIndex.content(bytes);
    if (!Files.exists(file(id))) {
      // The shard's own name is forced with the rest.
      unforced.add(Objects.requireNonNull(file(id).getParent()));
      replace(id, bytes);
    }
    return id;
  }

  private void replace(ContentId id, byte[] bytes) throws IOException {
    Path target = file(id);
    Files.createDirectories(
        Objects.requireNonNull(target.getParent()), DurableFiles.PRIVATE_FOLDER);
    DurableFiles.replace(target, bytes);
  }

  /** Keeps a file's content; returns false for an ignored file that was deleted since the scan. */
  private boolean keep(ManifestEntry entry) throws IOException {
    Path target = file(entry);
    if (Files.exists(target)) {
      return true;
    }
    Path shard = Objects.requireNonNull(target.getParent());
    Files.createDirectories(shard, DurableFiles.PRIVATE_FOLDER);
    try {
      DurableFiles.replaceContent(target, out -> copy(entry, out));
    } catch (NoSuchFileException e) {
      if (entry.ignored() && !Files.exists(names.toPath(entry.path()), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      throw e;
    }
    unforced.add(shard);
    return true;
  }

  private void copy(ManifestEntry entry, OutputStream to) throws IOException {
    TreePath path = entry.path();
    boolean isRead = entry.content() != null;
    MessageDigest digest = isRead ? Digests.sha256() : Digests.gitBlob(entry.size());
    try (InputStream in = Channels.newInputStream(FileReader.open(names.toPath(path)))) {
      in.transferTo(new DigestOutputStream(to, digest));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(name(entry))) {
      throw Unverifiable.stop(
          ProblemCode.TREE_UNSTABLE,
          "`" + path.display() + "` changes while it is read",
          "stop the process that writes to the worktree, then run again",
          new IOException("its content changed since the scan"));
    }
  }

  /** Returns the name of an entry's kept copy: the digest, or the blob's id if it was not read. */
  private static String name(ManifestEntry entry) {
    ContentId content = entry.content();
    return content == null ? String.valueOf(entry.blob()) : content.hex();
  }

  private Path file(ManifestEntry entry) {
    return file(name(entry));
  }

  private Path file(ContentId id) {
    return file(id.hex());
  }

  private Path file(String hex) {
    return folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }
}
