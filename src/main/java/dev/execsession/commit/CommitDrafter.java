package dev.execsession.commit;

import dev.execsession.file.ContentId;
import dev.execsession.file.Digests;
import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitAttributes;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.UserConfig;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/**
 * Works out which of a block's changes are still to be committed, and which cannot be: those that
 * would take somebody else's work along, and those of which git would store something else.
 */
final class CommitDrafter {
  static final int LINK = 0120000;
  static final int EXECUTABLE = 0100755;
  static final int PLAIN = 0100644;

  private final GitObjects objects;
  private final ContentStore content;
  private final TreeNames names;
  private final RepositoryFacts facts;
  private final GitConfig config;
  private final Map<String, String> environment;
  private final Map<String, Map<TreePath, TreeItem>> trees = new HashMap<>();
  private final Map<TreePath, CommitDraft.Edit> edits = new TreeMap<>();
  private final List<CommitDraft.Unfit> unfit = new ArrayList<>();
  private final String parent;

  /**
   * @param parent the commit that the draft builds on
   */
  CommitDrafter(
      String parent,
      GitObjects objects,
      ContentStore content,
      TreeNames names,
      RepositoryFacts facts,
      GitConfig config,
      Map<String, String> environment) {
    this.parent = parent;
    this.objects = objects;
    this.content = content;
    this.names = names;
    this.facts = facts;
    this.config = config;
    this.environment = environment;
  }

  /**
   * Returns the draft.
   *
   * @param before what the block found
   * @param after what it left
   * @param now the last look
   * @param paths what of its changes is to be committed
   */
  CommitDraft draft(Observation before, Observation after, Observation now, List<TreePath> paths)
      throws IOException {
    Map<TreePath, TreeItem> base = tree(parent);
    for (TreePath path : new TreeSet<>(paths)) {
      judge(path, base.get(path), before, after, now);
    }
    clashes(base);
    return new CommitDraft(parent, edits, unfit);
  }

  private void judge(
      TreePath path,
      @Nullable TreeItem base,
      Observation before,
      Observation after,
      Observation now)
      throws IOException {
    ManifestEntry found = leaf(before, path);
    ManifestEntry left = leaf(after, path);
    if (left != null && left.ignored() && base == null) {
      // Git leaves out what it ignores.
      return;
    }
    if (isSame(left, base)) {
      return;
    }
    if (!isSame(found, base)) {
      if (isSame(leaf(now, path), base)) {
        // Committed already, by a person with what they made of it or by a later block.
        return;
      }
      TreeItem atFirst = tree(before).get(path);
      if (!isSame(found, atFirst)) {
        refuse(path, "had uncommitted changes before the block began");
        return;
      }
      if (!Objects.equals(tree(after).get(path), base)) {
        refuse(path, "was committed with other content since the block ended");
        return;
      }
    }
    if (left == null) {
      edits.put(path, CommitDraft.Edit.DELETION);
    } else {
      add(path, left, base, after);
    }
  }

  /** A folder is nothing to git; what stands in it is. */
  private static @Nullable ManifestEntry leaf(Observation look, TreePath path) {
    return look.manifest()
        .find(path)
        .filter(entry -> entry.type() != EntryType.DIRECTORY)
        .orElse(null);
  }

  private void add(TreePath path, ManifestEntry left, @Nullable TreeItem base, Observation after)
      throws IOException {
    if (left.type() == EntryType.OTHER) {
      refuse(path, "is neither a file nor a link");
    } else if (isInner(path, after) || !isAllowedName(path)) {
      refuse(path, "lies in another repository, or has a name that git does not take");
    } else if (left.type() == EntryType.SYMLINK) {
      edits.put(path, new CommitDraft.Edit(LINK, left));
    } else {
      Optional<byte[]> bytes = bytes(left, content);
      if (bytes.isEmpty()) {
        refuse(path, "is not kept as the block left it, it was too large or is gone");
        return;
      }
      String conversion = Conversion.of(attributes(path), convertsLineEnds(), bytes.get());
      if (conversion == null) {
        edits.put(path, new CommitDraft.Edit(mode(left, base), left));
      } else {
        refuse(path, "would not be stored as it stands there: " + conversion);
      }
    }
  }

  /**
   * Returns the bytes that git keeps of what a look saw, from the tree, from our copies or git's.
   */
  static Optional<byte[]> bytes(ManifestEntry entry, ContentStore content) {
    return entry.type() == EntryType.SYMLINK
        ? Optional.of(target(entry))
        : content.present(entry).or(() -> content.content(entry));
  }

  private static byte[] target(ManifestEntry link) {
    return Objects.requireNonNullElse(link.linkTarget(), "").getBytes(StandardCharsets.ISO_8859_1);
  }

  private void refuse(TreePath path, String reason) {
    unfit.add(new CommitDraft.Unfit(path, reason));
  }

  private int mode(ManifestEntry left, @Nullable TreeItem base) {
    boolean trusted = config.value("core.filemode").isEmpty() || config.isTrue("core.filemode");
    if (!trusted) {
      return base != null && base.mode() == EXECUTABLE ? EXECUTABLE : PLAIN;
    }
    return (left.mode() & 0100) != 0 ? EXECUTABLE : PLAIN;
  }

  /** Returns whether a commit that holds the item holds what the look saw. */
  private boolean isSame(@Nullable ManifestEntry seen, @Nullable TreeItem item) throws IOException {
    if (seen == null || item == null) {
      return seen == null && item == null;
    }
    if (seen.type() == EntryType.SYMLINK) {
      return item.mode() == LINK && item.id().equals(blobId(target(seen)));
    }
    if (seen.type() != EntryType.FILE || item.mode() == LINK || mode(seen, item) != item.mode()) {
      return false;
    }
    if (seen.blob() != null) {
      return seen.blob().equals(item.id());
    }
    return seen.content() != null
        && objects
            .blob(item.id(), seen.size())
            .filter(bytes -> bytes.length == seen.size())
            .filter(bytes -> ContentId.of(bytes).equals(seen.content()))
            .isPresent();
  }

  static String blobId(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.gitBlob(bytes.length).digest(bytes));
  }

  private static boolean isInner(TreePath path, Observation after) {
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      if (after.manifest().find(folder.child(".git")).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAllowedName(TreePath path) {
    byte[] bytes = path.toBytes();
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPath(bytes, 0, bytes.length);
      return true;
    } catch (CorruptObjectException e) {
      return false;
    }
  }

  /**
   * A file and a folder cannot have the same name, as with a path that a sparse tree leaves out.
   */
  private void clashes(Map<TreePath, TreeItem> base) {
    Set<TreePath> folders = new HashSet<>();
    base.keySet().stream()
        .filter(path -> !isDeleted(path))
        .forEach(
            path -> {
              TreePath folder = path.parent();
              while (folders.add(folder)) {
                folder = folder.parent();
              }
            });
    for (TreePath path : List.copyOf(edits.keySet())) {
      boolean clashes = folders.contains(path);
      for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
        clashes |= base.containsKey(folder) && !isDeleted(folder);
      }
      if (clashes && !isDeleted(path)) {
        edits.remove(path);
        refuse(path, "takes the place of something that the block did not delete");
      }
    }
  }

  private boolean isDeleted(TreePath path) {
    CommitDraft.Edit edit = edits.get(path);
    return edit != null && edit.mode() == 0;
  }

  private boolean convertsLineEnds() {
    return config.isTrue("core.autocrlf")
        || config.value("core.autocrlf").filter("input"::equalsIgnoreCase).isPresent();
  }

  private Map<TreePath, TreeItem> tree(Observation look) throws IOException {
    String head = look.refs().headCommit();
    return head == null ? Map.of() : tree(head);
  }

  private Map<TreePath, TreeItem> tree(String commit) throws IOException {
    Map<TreePath, TreeItem> known = trees.get(commit);
    if (known == null) {
      known = objects.tree(commit);
      trees.put(commit, known);
    }
    return known;
  }

  private Map<String, String> attributes(TreePath path) throws IOException {
    GitAttributes attributes = new GitAttributes();
    if (environment.getOrDefault("GIT_ATTR_NOSYSTEM", "").isEmpty()) {
      read(attributes, TreePath.ROOT, Path.of("/etc/gitattributes"));
    }
    Optional<String> configured = config.value("core.attributesfile");
    read(
        attributes,
        TreePath.ROOT,
        configured.isPresent()
            ? UserConfig.path(configured.get(), environment)
            : UserConfig.defaultFile(environment, "git/attributes"));
    List<TreePath> folders = new ArrayList<>();
    TreePath folder = path;
    do {
      folder = folder.parent();
      folders.add(0, folder);
    } while (!folder.raw().isEmpty());
    for (TreePath each : folders) {
      readOwn(attributes, each);
    }
    read(attributes, TreePath.ROOT, facts.commonDir().resolve("info/attributes"));
    return attributes.of(path);
  }

  /** Where the file is missing, as in a sparse tree, git takes the one it knows. */
  private void readOwn(GitAttributes attributes, TreePath folder) throws IOException {
    TreePath path = folder.child(".gitattributes");
    Path file = names.toPath(path);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      read(attributes, folder, file);
    } else {
      TreeItem item = tree(parent).get(path);
      if (item != null && item.mode() != LINK) {
        objects
            .blob(item.id(), ContentStore.SMALL)
            .ifPresent(bytes -> attributes.add(folder, GitAttributes.text(bytes)));
      }
    }
  }

  private static void read(GitAttributes attributes, TreePath folder, @Nullable Path file)
      throws IOException {
    if (file != null && Files.isRegularFile(file)) {
      attributes.add(folder, GitAttributes.text(WholeFile.read(file, WholeFile.SMALL)));
    }
  }
}
