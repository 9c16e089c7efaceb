package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.file.ContentId;
import dev.execsession.file.WholeFile;
import dev.execsession.git.CommitFact;
import dev.execsession.git.LineDiff;
import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.process.SecretMask;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Delta;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.LinkAudit;
import dev.execsession.worktree.LookFolder;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the worktree, keeps each look in the session's folder, and judges what differs between
 * two of them.
 */
public final class Surveyor {
  private static final long JUST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A block needs the looks before it, after its executor and after its checks again. */
  private static final int MOST_RECENT = 3;

  private final Worktree worktree;
  private final SessionFolder folder;
  private final LookFolder looks;
  private final ContentStore store;
  private final Contract contract;
  private final byte[] lockedPlan;
  private final SecretMask mask;
  private String currentName;
  private Observation current;
  // Of the last look of this run: when it was over.
  private @Nullable Long lookedAt;
  private final Map<String, Observation> recent = new LinkedHashMap<>();
  // They are nobody's change.
  private final Set<String> ownCommits = new HashSet<>();
  // Once git's own files changed, nothing of git's objects is read any more.
  private boolean steered;

  private Surveyor(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      LookFolder looks,
      String currentName,
      Observation current,
      SecretMask mask) {
    this.worktree = worktree;
    this.folder = folder;
    this.looks = looks;
    this.store = worktree.store(folder.content());
    this.contract = contract;
    this.lockedPlan = LockedPlan.read(folder);
    this.mask = mask;
    this.currentName = currentName;
    this.current = current;
  }

  /**
   * Goes on from the first look of a session.
   *
   * @param looks has written it
   */
  public static Surveyor begin(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      LookFolder looks,
      String name,
      Observation first,
      SecretMask mask) {
    return new Surveyor(worktree, folder, contract, looks, name, first, mask);
  }

  /** Goes on from a look that was taken before. */
  public static Surveyor from(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      SessionState state,
      SecretMask mask) {
    String name = state.lastObservation();
    Observation last = Observation.readFrom(folder.look(name));
    LookFolder looks = new LookFolder(folder.looks());
    Surveyor surveyor = new Surveyor(worktree, folder, contract, looks, name, last, mask);
    state.blocks().forEach(block -> surveyor.ownCommits.addAll(block.ownCommits()));
    return surveyor;
  }

  /** Gives the name of the last look. */
  public String currentName() {
    return currentName;
  }

  public Observation current() {
    return current;
  }

  /** Looks now and judges what differs from the look before. */
  public Survey look(ScopeJudge scope, Actor by) {
    Observation now = worktree.observe(current, contract.watched());
    Delta delta = worktree.delta(current, now);
    // What shows nothing else needs no file of its own.
    String name = now.showsSameAs(current) ? currentName : write(now);
    Survey survey = judge(name, delta, now, scope, path -> by);
    follow(name, now);
    lookedAt = System.nanoTime();
    return survey;
  }

  /**
   * Tells whether the last look was taken so lately by this run that another one would say no more
   * of what went on in between: as long passes between a look and the start of what comes next.
   */
  public boolean hasJustLooked() {
    return lookedAt != null && System.nanoTime() - lookedAt < JUST_NANOS;
  }

  private String write(Observation look) {
    String name = folder.nextLook();
    looks.write(name, look);
    return name;
  }

  private void follow(String name, Observation look) {
    if (!name.equals(currentName)) {
      recent.put(currentName, current);
      recent.keySet().removeIf(old -> recent.size() > MOST_RECENT);
    }
    current = look;
    currentName = name;
  }

  /**
   * Takes a look that differs from the last one only in what our own commit did, and gives its
   * name.
   */
  public String adopt(Observation own, String commit) {
    String name = write(own);
    ownCommits.add(commit);
    follow(name, own);
    lookedAt = null;
    return name;
  }

  /** Gives what differs between an earlier look and the tree as it is, without keeping a look. */
  public Survey peek(String look, ScopeJudge scope, Actor by) {
    Observation now = worktree.observe(current, contract.watched());
    return judge(look, worktree.delta(at(look), now), now, scope, path -> by);
  }

  /**
   * Judges everything that differs between an earlier look and the last one; {@code by} says who
   * changed a path.
   */
  public Survey since(String look, ScopeJudge scope, Function<String, Actor> by) {
    Observation then = at(look);
    return judge(currentName, worktree.delta(then, current), current, scope, by);
  }

  private Survey judge(
      String name, Delta delta, Observation now, ScopeJudge scope, Function<String, Actor> by) {
    steered |= !delta.controlFiles().isEmpty();
    List<Fact.Change> changes = new ArrayList<>();
    Map<String, Integer> sideEffects = new TreeMap<>();
    for (FileChange change : delta.files()) {
      if (isLockedPlan(change) || isOwnReport(change)) {
        continue;
      }
      boolean directory = change.isDirectory();
      Judgement judgement = scope.judge(change.path(), directory, change.ignored());
      if (judgement.verdict() == Verdict.SIDE_EFFECT) {
        sideEffects.merge(topFolder(change.path()), 1, Integer::sum);
      } else {
        changes.add(fact(change, judgement, by.apply(change.path().text())));
      }
    }
    GitFindings git = new GitFindings(contract, scope, delta, ownCommits);
    List<String> violations =
        new ArrayList<>(LinkAudit.made(worktree.facts(), now, scope, delta.files()));
    violations.addAll(git.violations());
    return new Survey(
        name,
        delta,
        changes,
        sideEffects.entrySet().stream()
            .map(entry -> new Fact.SideEffect(entry.getKey(), entry.getValue()))
            .toList(),
        git.commits().map(this::fact).toList(),
        git.paths(),
        violations,
        git.upkeep());
  }

  /**
   * A plan that was amended before the lock differs from an older look and is what was approved.
   */
  private boolean isLockedPlan(FileChange change) {
    ManifestEntry after = change.after();
    return after != null
        && after.content() != null
        && change.path().equals(TreePath.of(contract.planPath()))
        && change.before() != null
        && change.before().mode() == after.mode()
        && after.content().equals(ContentId.of(lockedPlan));
  }

  /** A copy of the report that the last run wrote is ours; with any other content it is not. */
  private boolean isOwnReport(FileChange change) {
    ManifestEntry after = change.after();
    return after != null
        && after.content() != null
        && contract.reports().stream()
            .filter(report -> report.path().equals(worktree.resolve(change.path())))
            .anyMatch(report -> holds(folder.report(report.ending()), after.content()));
  }

  private static boolean holds(Path report, ContentId content) {
    try {
      return Files.isRegularFile(report)
          && ContentId.of(WholeFile.read(report, WholeFile.SMALL)).equals(content);
    } catch (IOException e) {
      return false;
    }
  }

  private Fact.Change fact(FileChange change, Judgement judgement, Actor by) {
    LineDiff lines =
        judgement.verdict() == Verdict.INCLUDED && !steered
            ? worktree.diff(change, store).orElse(null)
            : null;
    return new Fact.Change(
        change.path().text(),
        change.path().utf8().isPresent() ? null : change.path().base64(),
        change.kind(),
        judgement.verdict(),
        judgement.rule(),
        by,
        change.from() == null ? null : change.from().text(),
        judgement.note(),
        lines == null ? null : lines.added(),
        lines == null ? null : lines.removed());
  }

  /** Stops when the disk has no room for what {@link #keep} adds and for the block itself. */
  public void checkRoom() {
    folder.checkRoom(store.missing(current));
  }

  /** Keeps what an executor could destroy. */
  public Snapshot keep() {
    return store.snapshot(current, contract.watched());
  }

  /**
   * Gives the unified difference of the included files of some changes since a look, ready to read.
   */
  public String diff(String look, ScopeJudge scope) {
    if (steered) {
      return "";
    }
    Observation then = at(look);
    StringBuilder text = new StringBuilder();
    for (FileChange change : worktree.delta(then, current).files()) {
      if (scope.judge(change.path(), change.isDirectory(), change.ignored()).verdict()
          == Verdict.INCLUDED) {
        text.append(change.kind().jsonName())
            .append(' ')
            .append(change.path().display())
            .append('\n');
        worktree.diff(change, store).ifPresent(lines -> text.append(lines.hunks()));
      }
    }
    return mask.mask(text.toString());
  }

  /**
   * Gives a changed file's text before and after; absent where there was none or it is not kept.
   */
  public @Nullable String textBefore(FileChange change) {
    ManifestEntry entry = change.before();
    return entry == null ? null : text(store.content(entry));
  }

  public @Nullable String textAfter(FileChange change) {
    ManifestEntry entry = change.after();
    return entry == null ? null : text(store.present(entry));
  }

  private static @Nullable String text(Optional<byte[]> bytes) {
    return bytes.map(content -> new String(content, StandardCharsets.UTF_8)).orElse(null);
  }

  /** Tells whether a path stood in the tree at an earlier look. */
  public boolean existedAt(String look, TreePath path) {
    Observation then = at(look);
    return then.manifest().find(path).isPresent();
  }

  /** Tells whether the tree is as it was at a look. */
  public boolean isUntouchedSince(String look) {
    Observation then = at(look);
    return worktree.delta(then, worktree.observe(current, contract.watched())).isEmpty();
  }

  /**
   * Gives what an approval of a block's result covers: the contract, the block, and the bytes it
   * left.
   */
  public String digest(Contract contract, String block, Survey whole) {
    return digest(contract, block, whole.delta().files());
  }

  private static String digest(Contract contract, String block, List<FileChange> files) {
    StringBuilder text = new StringBuilder(contract.digest()).append('\n').append(block);
    for (FileChange change : files) {
      ManifestEntry after = change.after();
      text.append('\n').append(change.path().raw()).append('\t').append(change.kind());
      text.append('\t').append(after == null ? "" : after.mode() + " " + after.content());
    }
    return "sha256:" + ContentId.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Tells whether what was judged of a block is exactly what lies between two looks. */
  public boolean covers(
      Contract contract, BlockState block, Observation before, Observation after) {
    List<FileChange> files = worktree.delta(before, after).files();
    return block.digest().equals(Optional.of(digest(contract, block.id(), files)));
  }

  /** Gives the commit that HEAD was at in the last look. */
  public String head() {
    return String.valueOf(current.refs().headCommit());
  }

  private Fact.Commit fact(CommitFact commit) {
    return new Fact.Commit(
        commit.id(),
        mask.mask(commit.subject()),
        commit.paths().stream().map(TreePath::text).toList());
  }

  private Observation at(String look) {
    Observation known = look.equals(currentName) ? current : recent.get(look);
    return known == null ? Observation.readFrom(folder.look(look)) : known;
  }

  /** Gives the folder that side effects are counted under. */
  private static String topFolder(TreePath path) {
    String shown = path.display();
    int slash = shown.indexOf('/');
    return slash < 0 ? shown : shown.substring(0, slash + 1);
  }
}
