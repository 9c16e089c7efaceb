package dev.execsession.git;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.process.Printed;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.revwalk.FooterLine;
import org.jspecify.annotations.Nullable;

/** Lists commits with their changes by {@code git log}. */
final class CommitLog {
  private static final List<String> WORDS =
      List.of(
          "-c",
          "log.showSignature=false",
          "-c",
          "log.showRoot=true",
          "-c",
          "log.mailmap=false",
          "-c",
          "diff.relative=false",
          "log",
          "-z",
          "--raw",
          "--no-abbrev",
          "--no-renames",
          "--ignore-submodules=none",
          "-O/dev/null",
          "--encoding=UTF-8",
          "--topo-order",
          "--reverse",
          "--format=%H%x00%P%x00%an%x00%s%x00%B");
  private static final int MODE = 6;
  private static final int ID = 40;

  private final Printed fields;
  private @Nullable String next;

  private CommitLog(Printed fields) throws IOException {
    this.fields = fields;
    this.next = fields.next();
  }

  /**
   * Returns the commits that the tip has and none of the others has, oldest first; merges without
   * changes.
   */
  static List<RangeCommit> read(ReadOnlyGit git, String tip, Collection<String> without)
      throws IOException {
    List<String> words = new ArrayList<>(WORDS);
    words.add(tip);
    without.forEach(commit -> words.add("^" + commit));
    words.add("--");
    List<RangeCommit> commits = new ArrayList<>();
    try (Printed printed = git.start('\0', words)) {
      CommitLog log = new CommitLog(printed);
      while (log.next != null) {
        commits.add(log.commit(log.next));
      }
      printed.check();
    }
    return commits;
  }

  private RangeCommit commit(String id) throws IOException {
    String parents = fields.required();
    String author = text(fields.required());
    String subject = text(fields.required());
    List<FooterLine> trailers = FooterLine.fromMessage(text(fields.required()));
    Map<TreePath, Difference> changes = new TreeMap<>();
    String field = fields.next();
    while (field != null && (field.startsWith(":") || field.startsWith("\n:"))) {
      changes.put(new TreePath(fields.required()), difference(field, field.indexOf(':') + 1));
      field = fields.next();
    }
    next = field;
    return new RangeCommit(
        id,
        subject,
        author,
        parents.isEmpty() ? List.of() : List.of(parents.split(" ", -1)),
        values(trailers, "Exec-Block"),
        values(trailers, "Exec-Plan-Digest"),
        changes);
  }

  /** Parses {@code 100644 100755 ID ID M}. */
  private static Difference difference(String field, int start) {
    int ids = start + 2 * (MODE + 1);
    return new Difference(item(field, start, ids), item(field, start + MODE + 1, ids + ID + 1));
  }

  private static @Nullable TreeItem item(String field, int mode, int id) {
    int bits = Integer.parseInt(field, mode, mode + MODE, 8);
    return bits == 0 ? null : new TreeItem(bits, field.substring(id, id + ID));
  }

  private static List<String> values(List<FooterLine> trailers, String name) {
    return List.copyOf(new LinkedHashSet<>(FooterLine.getValues(trailers, name)));
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
