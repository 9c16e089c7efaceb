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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads HEAD and refs from git's files. Loose refs come first: what is packed meanwhile is then
 * found among the packed ones.
 */
public final class RefsReader {
  private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** Where this tool keeps its refs. */
  public static final String OWN = "refs/exec-session/";

  private static final String SYMBOLIC = "ref:";
  private static final String BRANCHES = "refs/heads/";

  private final Path gitDir;
  private final Path commonDir;

  public RefsReader(Path gitDir, Path commonDir) {
    this.gitDir = gitDir;
    this.commonDir = commonDir;
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
    Map<String, String> refs = new TreeMap<>();
    readLoose(commonDir.resolve("refs"), "refs/", refs);
    if (!gitDir.equals(commonDir)) {
      // A linked worktree has its own bisect and worktree refs.
      readLoose(gitDir.resolve("refs"), "refs/", refs);
    }
    readPacked(refs);
    readOtherHeads(refs);
    String head = content(gitDir.resolve("HEAD"));
    String target =
        head.startsWith(SYMBOLIC) ? head.substring(SYMBOLIC.length()).strip() : head.strip();
    String commit = head.startsWith(SYMBOLIC) ? resolve(target, refs) : target;
    if (!head.startsWith(SYMBOLIC) && !OBJECT_ID.matcher(target).matches()) {
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

  private void readPacked(Map<String, String> refs) throws IOException {
    Path packed = commonDir.resolve("packed-refs");
    if (!Files.exists(packed, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (String line : content(packed).split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0 && OBJECT_ID.matcher(line.substring(0, space)).matches()) {
        refs.putIfAbsent(line.substring(space + 1), line.substring(0, space));
      }
    }
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
