package dev.execsession.engine;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.Secrets;
import dev.execsession.git.LineDiff;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.StopException;
import dev.execsession.process.SecretMask;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.KeptVersions;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unified diff of a block's changes, from kept content, with secrets masked. The content of
 * excluded files, and of files that may hold secrets, never appears.
 *
 * @param environment whose secrets are masked
 */
public record BlockDiff(
    RepositoryFacts repository, SessionStore.Stored stored, Map<String, String> environment) {
  /**
   * Returns the difference between the block's baseline and its last scan, whatever happened since;
   * a path whose content is no longer available has a line that says so. Empty without a scan or an
   * included change.
   *
   * @throws StopException when a scan or the session that did the block is gone, or the
   *     configuration, which says what is secret, has errors
   */
  public String of(String block) {
    return diff(block, changes(block, Set.of(Verdict.INCLUDED)));
  }

  /** Returns as {@link #of}, after the changes out of scope, unless their content is excluded. */
  public String withOffending(String block) {
    List<Fact.Change> all =
        new ArrayList<>(changes(block, Set.of(Verdict.OUTSIDE, Verdict.PROTECTED)));
    all.addAll(changes(block, Set.of(Verdict.INCLUDED)));
    return diff(block, all);
  }

  private List<Fact.Change> changes(String block, Set<Verdict> verdicts) {
    return stored.state().block(block).changes().stream()
        .filter(change -> verdicts.contains(change.verdict()))
        .toList();
  }

  private String diff(String block, List<Fact.Change> included) {
    SessionStore.Origin origin =
        new SessionStore(repository.commonDir())
            .origin(
                stored.folder(),
                stored.state(),
                block,
                session -> PriorWork.deleted(block, session));
    BlockState done = origin.block();
    if (included.isEmpty() || done.baseline().isEmpty() || done.lastLook().isEmpty()) {
      return "";
    }
    Config config = config();
    Observation before = Observation.readFrom(origin.folder().scan(done.baseline().get()));
    Observation after = Observation.readFrom(origin.folder().scan(done.lastLook().get()));
    Worktree worktree = Worktree.open(repository, config.gitAllow());
    if (worktree.isTampered(before, after)) {
      return "no diff: files that control git changed\n";
    }
    ScopeJudge secrets =
        new ScopeJudge(
            Scope.NONE,
            Scope.NONE,
            List.of(),
            config.scope().sensitive(),
            TreePath.of(stored.state().locked().plan()),
            false);
    KeptVersions versions =
        new KeptVersions(
            worktree.store(origin.folder().content()),
            repository,
            scansAfter(origin),
            done.commits().stream().map(Fact.Commit::id).toList());
    StringBuilder text = new StringBuilder();
    for (Fact.Change change : included) {
      TreePath path = change.treePath();
      ManifestEntry old = before.manifest().find(path).orElse(null);
      ManifestEntry now = after.manifest().find(path).orElse(null);
      text.append(
          secrets.isSensitive(path)
              ? said(change, "it may hold secrets, so its content is not shown")
              : file(change, old, now, versions));
    }
    return mask(config).mask(text.toString());
  }

  private Config config() {
    return ConfigLoader.load(repository.root(), environment).valid();
  }

  private SecretMask mask(Config config) {
    return Secrets.mask(environment, repository.root(), config.redact());
  }

  /** Returns the later scans of the session, whose index may hold what the block left. */
  private static Stream<Observation> scansAfter(SessionStore.Origin origin) {
    SessionState state = origin.state();
    List<String> names = new ArrayList<>();
    state.blocks().stream()
        .flatMap(block -> Stream.of(block.baseline(), block.lastLook()))
        .flatMap(Optional::stream)
        .forEach(names::add);
    names.add(state.lastObservation());
    return names.stream().distinct().map(name -> Observation.readFrom(origin.folder().scan(name)));
  }

  private static String file(
      Fact.Change change,
      @Nullable ManifestEntry old,
      @Nullable ManifestEntry now,
      KeptVersions versions) {
    Optional<byte[]> before = versions.content(old);
    Optional<byte[]> after = versions.content(now);
    if (before.isEmpty() || after.isEmpty()) {
      String which = before.isEmpty() ? "before" : "after";
      return said(change, "its content " + which + " the block is no longer available");
    }
    String name = change.treePath().display();
    String lines =
        LineDiff.between(before.get(), after.get())
            .map(diff -> diff.hunks().isEmpty() ? "" : names(name, old, now) + diff.hunks())
            .orElse("Binary files differ\n");
    return "diff --git a/" + name + " b/" + name + "\n" + modes(old, now) + lines;
  }

  private static String modes(@Nullable ManifestEntry old, @Nullable ManifestEntry now) {
    if (old == null || now == null) {
      ManifestEntry only = old == null ? now : old;
      return only == null
          ? ""
          : (old == null ? "new" : "deleted") + " file mode " + mode(only) + "\n";
    }
    return mode(old).equals(mode(now))
        ? ""
        : "old mode " + mode(old) + "\nnew mode " + mode(now) + "\n";
  }

  private static String mode(ManifestEntry entry) {
    return switch (entry.type()) {
      case FILE -> (entry.mode() & 0100) == 0 ? "100644" : "100755";
      case SYMLINK -> "120000";
      case DIRECTORY, OTHER -> "040000";
    };
  }

  private static String names(
      String name, @Nullable ManifestEntry old, @Nullable ManifestEntry now) {
    return "--- "
        + (old == null ? "/dev/null" : "a/" + name)
        + "\n+++ "
        + (now == null ? "/dev/null" : "b/" + name)
        + "\n";
  }

  private static String said(Fact.Change change, String sentence) {
    return change.kind().jsonName() + " " + change.treePath().display() + ": " + sentence + "\n";
  }
}
