package dev.execsession.commit;

import dev.execsession.file.EntryType;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One block's commit, made by the {@code git} program with a separate index. Filters, hooks and
 * signing are left to git.
 */
public final class GitCommit {
  private static final int LINK = 0120000;

  private final RepositoryFacts facts;
  private final GitProgram git;
  private final ContentStore content;
  private final Path folder;

  /**
   * @param folder where the index and other files of the commit are written
   */
  public GitCommit(RepositoryFacts facts, GitProgram git, ContentStore content, Path folder) {
    this.facts = facts;
    this.git = git;
    this.content = content;
    this.folder = folder;
  }

  /** A path that the commit changes; absent before or after means that there is no file. */
  public record Edit(TreePath path, @Nullable String before, @Nullable String after) {}

  /**
   * What would be committed.
   *
   * @param unfit why a path cannot be committed
   */
  public record Draft(List<Edit> edits, Map<TreePath, String> unfit) {
    public List<TreePath> paths() {
      return edits.stream().map(Edit::path).toList();
    }
  }

  /**
   * Fills the index with HEAD and the block's changes.
   *
   * @param before what the block found
   * @param after what it left
   * @param now the worktree
   */
  public Draft draft(Observation before, Observation after, Observation now, List<TreePath> paths)
      throws IOException {
    Path own = facts.gitDir().resolve("index");
    if (Files.isRegularFile(own)) {
      Files.copy(own, index());
    }
    run("read-tree", "--reset", "HEAD");
    for (Map.Entry<Integer, byte[]> flag : flagged(paths).entrySet()) {
      // In our own index no flag may keep git from looking at a path.
      input("flagged", flag.getValue(), "update-index", "--no-" + word(flag), "-z", "--stdin");
    }
    Map<TreePath, String> unfit = new TreeMap<>();
    ByteArrayOutputStream present = new ByteArrayOutputStream();
    ByteArrayOutputStream given = new ByteArrayOutputStream();
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      for (TreePath path : paths) {
        ManifestEntry left = leaf(after, path);
        String committed = blob(objects, now, path);
        if ((left != null && left.ignored() && committed == null)
            || (isHeld(path, left, committed) && isExecutableAsIn(objects, now, path, left))) {
          continue;
        }
        if (!isHeld(path, leaf(before, path), committed)) {
          if (isHeld(path, leaf(now, path), committed)) {
            continue;
          }
          if (!isHeld(path, leaf(before, path), blob(objects, before, path))) {
            unfit.put(path, "had uncommitted changes before the block began");
            continue;
          }
          if (!Objects.equals(blob(objects, after, path), committed)) {
            unfit.put(path, "was committed with other content since the block ended");
            continue;
          }
        }
        ManifestEntry found = leaf(now, path);
        boolean same = left == null ? found == null : found != null && left.sameAs(found);
        if (same) {
          add(present, path.toBytes());
        } else {
          String line = item(path, left);
          if (line == null) {
            unfit.put(path, "is not kept as the block left it, it was too large or is gone");
          } else {
            add(given, line.getBytes(StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    input(
        "present",
        present.toByteArray(),
        "update-index",
        "--add",
        "--remove",
        "--replace",
        "-z",
        "--stdin");
    input("given", given.toByteArray(), "update-index", "--add", "--replace", "-z", "--index-info");
    return new Draft(edits(), unfit);
  }

  private static @Nullable String blob(GitObjects objects, Observation scan, TreePath path)
      throws IOException {
    String head = scan.refs().headCommit();
    return head == null ? null : objects.blobAt(head, path);
  }

  private static boolean isExecutableAsIn(
      GitObjects objects, Observation scan, TreePath path, @Nullable ManifestEntry entry)
      throws IOException {
    String head = scan.refs().headCommit();
    return entry == null
        || entry.type() != EntryType.FILE
        || head == null
        || objects.isExecutableAt(head, path) == isExecutable(entry);
  }

  private static boolean isExecutable(ManifestEntry entry) {
    return (entry.mode() & 0100) != 0;
  }

  /** Returns whether git would store what a scan found as the blob. */
  private boolean isHeld(TreePath path, @Nullable ManifestEntry entry, @Nullable String blob)
      throws IOException {
    if (entry == null || blob == null) {
      return entry == null && blob == null;
    }
    if (blob.equals(entry.blob())) {
      return true;
    }
    String line = item(path, entry);
    return line != null && line.contains(" " + blob + "\t");
  }

  /** Returns the line of an index for what a scan found; absent when its content is not kept. */
  private @Nullable String item(TreePath path, @Nullable ManifestEntry entry) throws IOException {
    if (entry == null) {
      return "0 " + "0".repeat(40) + "\t" + path.raw();
    }
    boolean isLink = entry.type() == EntryType.SYMLINK;
    Optional<byte[]> bytes =
        isLink
            ? Optional.of(String.valueOf(entry.linkTarget()).getBytes(StandardCharsets.ISO_8859_1))
            : content.present(entry).or(() -> content.content(entry));
    if (bytes.isEmpty() || entry.type() == EntryType.OTHER) {
      return null;
    }
    List<String> words = new ArrayList<>(List.of("hash-object", "-w", "--stdin"));
    if (!isLink) {
      words.add("--path=" + new String(path.toBytes(), StandardCharsets.UTF_8));
    }
    String id = input("content", bytes.get(), words.toArray(String[]::new)).strip();
    int mode = isLink ? LINK : isExecutable(entry) ? 0100755 : 0100644;
    return Integer.toOctalString(mode) + " " + id + "\t" + path.raw();
  }

  private static @Nullable ManifestEntry leaf(Observation scan, TreePath path) {
    return scan.manifest()
        .find(path)
        .filter(entry -> entry.type() != EntryType.DIRECTORY)
        .orElse(null);
  }

  /** Returns the paths for which somebody staged what is neither HEAD's nor the block's. */
  public List<TreePath> staged(List<Edit> edits) throws IOException {
    GitIndex index = GitIndex.read(facts.gitDir());
    List<TreePath> others = new ArrayList<>();
    for (Edit edit : edits) {
      GitIndex.Entry entry = index.find(edit.path());
      String blob = entry == null ? null : entry.blob();
      if (!Objects.equals(blob, edit.before()) && !Objects.equals(blob, edit.after())) {
        others.add(edit.path());
      }
    }
    return others;
  }

  private List<Edit> edits() throws IOException {
    String raw =
        run("diff-index", "--cached", "--raw", "-z", "--no-renames", "--full-index", "HEAD");
    List<Edit> edits = new ArrayList<>();
    String[] parts = raw.split("\0", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String[] words = parts[i].split(" ", -1);
      edits.add(new Edit(new TreePath(parts[i + 1]), id(words[2]), id(words[3])));
    }
    return edits;
  }

  private static @Nullable String id(String text) {
    return text.matches("0+") ? null : text;
  }

  /** Commits the index, with hooks, as the user would; returns the process's end. */
  public GitProgram.End commit(String message) throws IOException {
    Path file = Files.writeString(folder.resolve("message"), message);
    return git.commit(
        index(),
        List.of("commit", "-q", "--no-status", "--cleanup=whitespace", "-F", file.toString()));
  }

  /** Has the user's own index hold at these paths what HEAD holds; flags stay. */
  public GitProgram.End follow(List<TreePath> paths) throws IOException {
    Map<Integer, byte[]> flagged = flagged(paths);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    paths.forEach(path -> add(all, path.toBytes()));
    Path names = Files.write(folder.resolve("names"), all.toByteArray());
    GitProgram.End end =
        git.run(
            null,
            null,
            List.of("reset", "-q", "--pathspec-from-file=" + names, "--pathspec-file-nul", "HEAD"));
    for (Map.Entry<Integer, byte[]> flag : flagged.entrySet()) {
      Path file = Files.write(folder.resolve("flagged"), flag.getValue());
      git.run(null, file, List.of("update-index", "--" + word(flag), "-z", "--stdin"));
    }
    return end;
  }

  /** Returns the paths that carry a flag in the user's index, by flag, each ending in a NUL. */
  private Map<Integer, byte[]> flagged(List<TreePath> paths) throws IOException {
    GitIndex index = GitIndex.read(facts.gitDir());
    Map<Integer, byte[]> flagged = new TreeMap<>();
    for (int flag : List.of(GitIndex.ASSUMES_UNCHANGED, GitIndex.SKIPS_WORKTREE)) {
      ByteArrayOutputStream names = new ByteArrayOutputStream();
      for (TreePath path : paths) {
        GitIndex.Entry entry = index.find(path);
        if (entry != null && (entry.flags() & flag) != 0) {
          add(names, path.toBytes());
        }
      }
      if (names.size() > 0) {
        flagged.put(flag, names.toByteArray());
      }
    }
    return flagged;
  }

  private static String word(Map.Entry<Integer, byte[]> flag) {
    return flag.getKey() == GitIndex.SKIPS_WORKTREE ? "skip-worktree" : "assume-unchanged";
  }

  private Path index() {
    return folder.resolve("index");
  }

  private String run(String... words) throws IOException {
    return output(git.run(index(), null, List.of(words)));
  }

  private String input(String name, byte[] bytes, String... words) throws IOException {
    return output(git.run(index(), Files.write(folder.resolve(name), bytes), List.of(words)));
  }

  private static String output(GitProgram.End end) throws IOException {
    if (!end.succeeded()) {
      throw new IOException(end.said());
    }
    return end.output();
  }

  private static void add(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(bytes);
    out.write(0);
  }
}
