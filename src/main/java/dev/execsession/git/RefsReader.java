package dev.execsession.git;

import dev.execsession.file.Steady;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads HEAD and refs from git's files. Loose refs come first: what is packed meanwhile is then
 * found among the packed ones.
 */
public final class RefsReader {
  /** Where this tool keeps its refs. */
  public static final String OWN = "refs/exec-session/";

  /** Where it keeps recorded approvals, which clones share. */
  public static final String APPROVALS = OWN + "approvals/";

  /** Where it keeps recorded verifications, which clones share. */
  public static final String VERIFICATIONS = OWN + "verifications/";

  private static final String SYMBOLIC = "ref:";
  private static final String BRANCHES = "refs/heads/";

  private final Path gitDir;
  private final Path commonDir;
  // There may be a hundred thousand of them, which hardly ever change; never edited.
  private static volatile @Nullable Packed lastPacked;

  /** The packed refs as last read. */
  private static final class Packed {
    private final byte[] bytes;
    private final SortedMap<String, String> refs;

    Packed(byte[] bytes) {
      this.bytes = bytes;
      this.refs = parsed(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  public RefsReader(Path gitDir, Path commonDir) {
    this.gitDir = gitDir;
    this.commonDir = commonDir;
  }

  /** Returns whether a ref is one that a session adds while it works. */
  static boolean isOfSession(String name) {
    return name.startsWith(OWN) && !name.startsWith(APPROVALS) && !name.startsWith(VERIFICATIONS);
  }

  /** Returns the short name of the current branch, from HEAD alone; null when it is detached. */
  @Nullable String branch() throws IOException {
    String head = content(gitDir.resolve("HEAD"));
    String target = head.startsWith(SYMBOLIC) ? head.substring(SYMBOLIC.length()).strip() : "";
    return target.startsWith(BRANCHES) ? target.substring(BRANCHES.length()) : null;
  }

  public RefsState read() throws IOException {
    return Steady.read(this::readOnce);
  }

  private RefsState readOnce() throws IOException {
    SortedMap<String, String> refs = new TreeMap<>();
    readLoose(commonDir.resolve("refs"), "refs/", refs);
    if (!gitDir.equals(commonDir)) {
      // A linked worktree has its own bisect and worktree refs.
      readLoose(gitDir.resolve("refs"), "refs/", refs);
    }
    refs = readPacked(refs);
    readOtherHeads(refs);
    String head = content(gitDir.resolve("HEAD"));
    String target =
        head.startsWith(SYMBOLIC) ? head.substring(SYMBOLIC.length()).strip() : head.strip();
    String commit = head.startsWith(SYMBOLIC) ? resolve(target, refs) : target;
    if (!head.startsWith(SYMBOLIC) && !isObjectId(target)) {
      throw new IOException("HEAD is neither a ref nor a commit");
    }
    Path log = gitDir.resolve("logs/HEAD");
    long logSize = Files.isRegularFile(log) ? Files.size(log) : 0;
    return new RefsState(target, commit, refs, logSize);
  }

  private static @Nullable String resolve(String name, Map<String, String> refs) {
    String value = refs.get(name);
    for (int depth = 0; depth < 5 && value != null && value.startsWith(SYMBOLIC); depth++) {
      value = refs.get(value.substring(SYMBOLIC.length()).strip());
    }
    return value;
  }

  private SortedMap<String, String> readPacked(SortedMap<String, String> refs) throws IOException {
    Path packed = commonDir.resolve("packed-refs");
    if (!Files.exists(packed, LinkOption.NOFOLLOW_LINKS)) {
      return refs;
    }
    byte[] bytes = WholeFile.read(packed, WholeFile.SMALL);
    Packed known = lastPacked;
    if (known == null || !Arrays.equals(known.bytes, bytes)) {
      known = new Packed(bytes);
      lastPacked = known;
    }
    // A sorted map is copied without comparing names; loose refs come first.
    TreeMap<String, String> all = new TreeMap<>(known.refs);
    all.putAll(refs);
    return all;
  }

  private static SortedMap<String, String> parsed(String packed) {
    SortedMap<String, String> refs = new TreeMap<>();
    int at = 0;
    while (at < packed.length()) {
      int end = packed.indexOf('\n', at);
      end = end < 0 ? packed.length() : end;
      int space = packed.indexOf(' ', at);
      if (space >= 0 && space < end && isObjectId(packed, at, space)) {
        refs.putIfAbsent(packed.substring(space + 1, end), packed.substring(at, space));
      }
      at = end + 1;
    }
    return refs;
  }

  static boolean isObjectId(String id) {
    return isObjectId(id, 0, id.length());
  }

  private static boolean isObjectId(String text, int from, int to) {
    if (to - from != 40 && to - from != 64) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private void readLoose(Path folder, String prefix, Map<String, String> refs) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path child : Steady.children(folder)) {
      String raw = TreeNames.rawName(child);
      if (raw.startsWith(".")) {
        continue; // no ref's name, for git and us: a file on its way to its place
      }
      String name = prefix + text(raw);
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        readLoose(child, name + "/", refs);
      } else if (!name.endsWith(".lock")) {
        try {
          refs.put(name, content(child).strip());
        } catch (NoSuchFileException e) {
          // Packed or deleted since it was listed; the packed file is read next.
        }
      }
    }
  }

  private void readOtherHeads(Map<String, String> refs) throws IOException {
    Path main = commonDir.resolve("HEAD");
    if (!gitDir.equals(commonDir) && Files.isRegularFile(main, LinkOption.NOFOLLOW_LINKS)) {
      refs.put(RefsState.MAIN_HEAD, content(main).strip());
    }
    Path worktrees = commonDir.resolve("worktrees");
    if (!Files.isDirectory(worktrees)) {
      return;
    }
    for (Path child : Steady.children(worktrees)) {
      Path head = child.resolve("HEAD");
      if (!child.equals(gitDir) && Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS)) {
        try {
          refs.put("worktrees/" + text(TreeNames.rawName(child)) + "/HEAD", content(head).strip());
        } catch (NoSuchFileException e) {
          // The worktree was removed since it was listed.
        }
      }
    }
  }

  private static String content(Path file) throws IOException {
    return new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8);
  }

  private static String text(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
