package dev.execsession.scan;

import dev.execsession.file.WholeFile;
import dev.execsession.git.LineDiff;
import dev.execsession.git.MergedSides;
import dev.execsession.process.SecretMask;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.GitAttributes;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Provides the content of changed files, as far as it is kept. */
public final class Contents {
  private static final long MOST_TEXT = 1 << 20;

  private final Worktree worktree;
  private final ContentStore store;
  private final SecretMask mask;

  public Contents(Worktree worktree, ContentStore store, SecretMask mask) {
    this.worktree = worktree;
    this.store = store;
    this.mask = mask;
  }

  Optional<LineDiff> lines(FileChange change) {
    return worktree.diff(change, store);
  }

  /** Returns what identifies a file's bytes. */
  public String identity(ManifestEntry entry) {
    return store.identity(entry);
  }

  Path resolve(TreePath path) {
    return worktree.resolve(path);
  }

  /** Returns the unified diff of the included files, safe to show. */
  public String diff(Scan scan, ScopeJudge scope) {
    return diff(scan, scope, Set.of(Verdict.INCLUDED));
  }

  /**
   * Returns the unified diff of the files out of scope, then of the included ones; never of
   * excluded or sensitive ones.
   */
  public String evidence(Scan scan, ScopeJudge scope) {
    return diff(scan, scope, Set.of(Verdict.OUTSIDE, Verdict.PROTECTED))
        + diff(scan, scope, Set.of(Verdict.INCLUDED));
  }

  private String diff(Scan scan, ScopeJudge scope, Set<Verdict> shown) {
    if (scan.tampered()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (FileChange change : scan.delta().files()) {
      if (shown.contains(
          scope.judge(change.path(), change.isDirectory(), change.ignored()).verdict())) {
        text.append(change.kind().jsonName())
            .append(' ')
            .append(change.path().display())
            .append('\n');
        lines(change).ifPresent(lines -> text.append(lines.hunks()));
      }
    }
    return mask.mask(text.toString());
  }

  /** Returns the text before the change; null if there was none or it is not kept. */
  public @Nullable String before(FileChange change) {
    ManifestEntry entry = change.before();
    return entry == null ? null : text(store.content(entry));
  }

  /** Returns the text after the change; null if there is none or it is not kept. */
  public @Nullable String after(FileChange change) {
    ManifestEntry entry = change.after();
    return entry == null ? null : text(store.present(entry));
  }

  /** Returns whether a merge had to bring the change. */
  public boolean wasMerged(FileChange change, MergedSides merged) {
    return worktree.wasMerged(change, merged);
  }

  /** Returns the text of a small file as it is now. */
  Optional<String> text(TreePath path) {
    try {
      Path file = worktree.resolve(path);
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(new String(WholeFile.read(file, MOST_TEXT), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns what the attribute file at the root says. */
  GitAttributes attributes() {
    GitAttributes attributes = new GitAttributes();
    text(TreePath.of(".gitattributes"))
        .ifPresent(
            text ->
                attributes.add(
                    TreePath.ROOT, GitAttributes.text(text.getBytes(StandardCharsets.UTF_8))));
    return attributes;
  }

  /** Returns the text of a file as a scan found it, if its content is kept. */
  public Optional<String> before(ManifestEntry entry) {
    return Optional.ofNullable(text(store.content(entry)));
  }

  private static @Nullable String text(Optional<byte[]> bytes) {
    return bytes.map(content -> new String(content, StandardCharsets.UTF_8)).orElse(null);
  }
}
