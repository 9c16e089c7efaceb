package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.git.RefChange;
import dev.execsession.git.RefChangeKind;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Delta;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.TrustVerifier;
import dev.execsession.worktree.Worktree;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scans the worktree and keeps each scan in the session's folder. Confined to the thread that
 * created it.
 */
public final class ScanHistory {
  private static final long JUST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A block needs the scans before it, after its executor and after its checks. */
  private static final int MOST_RECENT = 3;

  private static final int MOST_NAMED = 10;

  private final Thread owner = Thread.currentThread();
  private final Worktree worktree;
  private final SessionFolder folder;
  private final Contract contract;
  private final ScanFolder scans;
  private String currentName;
  private Observation current;
  // When the last scan of this run was kept.
  private @Nullable Long scannedAt;
  private int scansTaken;
  private final Map<String, Observation> recent = new LinkedHashMap<>();
  private final Set<String> ownCommits = new HashSet<>();
  private boolean tampered;
  private final KeptWork keptWork;
  private final TrustVerifier verifier;
  // The refs that the session began with, once they are asked for.
  private @Nullable RefsState first;
  private String firstName = "";

  private ScanHistory(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      ScanFolder scans,
      String name,
      Observation current) {
    this.worktree = worktree;
    this.folder = folder;
    this.contract = contract;
    this.scans = scans;
    this.currentName = name;
    this.current = current;
    this.keptWork = new KeptWork(worktree.facts());
    this.verifier = worktree.verifier(current);
  }

  /**
   * Continues from the first scan of a session, which was just taken.
   *
   * @param scans has written that scan
   */
  public static ScanHistory begin(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      ScanFolder scans,
      String name,
      Observation first) {
    ScanHistory history = new ScanHistory(worktree, folder, contract, scans, name, first);
    history.first = first.refs();
    history.scannedAt = System.nanoTime();
    return history;
  }

  /** Returns the last scan of a worktree's newest session; null if there is none to read. */
  public static @Nullable Observation lastOf(SessionStore store, Path root) {
    try {
      return store
          .latest(root, null)
          .map(stored -> stored.folder().scan(stored.state().lastObservation()))
          .map(Observation::readFrom)
          .orElse(null);
    } catch (StopException e) {
      // It only saves reading.
      return null;
    }
  }

  /** Continues from the last scan of an earlier run. */
  public static ScanHistory from(
      Worktree worktree, SessionFolder folder, Contract contract, SessionState state) {
    String name = state.lastObservation();
    Observation last = Observation.readFrom(folder.scan(name));
    ScanHistory history =
        new ScanHistory(worktree, folder, contract, new ScanFolder(folder.scans()), name, last);
    history.firstName = state.locked().baseline();
    state.blocks().forEach(block -> history.ownCommits.addAll(block.ownCommits()));
    history.follow(state);
    return history;
  }

  /** Expects the refs that were made since the last scan. */
  private void follow(SessionState state) {
    for (BlockState block : state.blocks()) {
      keptWork.begin(block.kept(), block);
    }
    state.blocks().stream()
        .filter(block -> List.of(Step.INTENDED, Step.STARTED, Step.EXITED).contains(block.step()))
        .forEach(block -> KeptWork.names(block.kept()).forEach(this::expect));
  }

  private void expect(String name, String id) {
    current = current.plus(Map.of(RefsReader.OWN + folder.id() + "/" + name, id));
  }

  /**
   * Protects an object from git's garbage collection by a ref of the session, if it is there; the
   * ref must not change from now on.
   *
   * @param name within the session
   */
  public boolean keep(String name, String id) {
    boolean kept = worktree.keepObject(folder.id() + "/" + name, id);
    if (kept) {
      expect(name, id);
    }
    return kept;
  }

  /** Protects the last scan's commit, as {@link #keep} does. */
  public void keepHead() {
    String head = current.refs().headCommit();
    if (head != null) {
      worktree.keepCommit(folder.id() + "/" + head, head);
      expect(head, head);
    }
  }

  /** Returns what only the index and the stash held before the block. */
  public KeptWork keptWork() {
    return keptWork;
  }

  private RefsState first() {
    RefsState known = first;
    if (known == null) {
      known = at(firstName).refs();
      first = known;
    }
    return known;
  }

  /** Returns the name of the last scan. */
  public String currentName() {
    return currentName;
  }

  /** Returns the last scan's observation. */
  public Observation current() {
    checkOwner();
    return current;
  }

  /** Reads in the background, until the next scan, what the first scan did not read. */
  public void readAhead() {
    verifier.resume();
  }

  /** Reads now what the first scan did not read. */
  public void readAll() {
    verifier.finish();
    checkTrust();
  }

  /** Returns the number of files that were not read; stops if one is not as git's index says. */
  public int unread() {
    verifier.pause();
    int unread = verifier.unread();
    checkTrust();
    return unread;
  }

  private void checkTrust() {
    List<TreePath> different = verifier.different();
    if (!different.isEmpty()) {
      String named =
          different.stream()
              .limit(MOST_NAMED)
              .map(path -> "`" + TextSanitizer.oneLine(path.display()) + "`")
              .collect(Collectors.joining(", "));
      int more = different.size() - MOST_NAMED;
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.TREE_NOT_AS_INDEXED,
          "content and times say different things about "
              + named
              + (more > 0 ? " and " + more + " more" : "")
              + ": git's index has another content for it",
          "look at it and `touch` it, so that git sees it, then run `"
              + contract.runCommand()
              + " --restart --scan full`");
    }
  }

  /** Scans the worktree and compares it with the last scan. */
  public Scan scan() {
    checkOwner();
    verifier.pause();
    checkTrust();
    Observation now = worktree.observe(current, contract.watched());
    Delta delta = worktree.delta(current, now, this::first);
    keepTips(delta);
    // A scan that shows the same needs no file.
    String name = now.showsSameAs(current) ? currentName : write(now);
    Scan scan = compared(name, now, delta);
    follow(name, now);
    scannedAt = System.nanoTime();
    scansTaken++;
    return scan;
  }

  /** Returns whether this run has scanned the worktree. */
  public boolean hasScanned() {
    return scansTaken > 0;
  }

  /** Returns whether the last scan is the first of this run, so that it shows what came before. */
  public boolean isAtFirstScan() {
    return scansTaken == 1;
  }

  /**
   * Returns whether this run took the last scan so recently that another would add nothing: the
   * time that passes between any scan and the next step is as long.
   */
  public boolean hasJustScanned() {
    return scannedAt != null && System.nanoTime() - scannedAt < JUST_NANOS;
  }

  /** Protects commits of deleted branches and tags from git's garbage collection. */
  private void keepTips(Delta delta) {
    for (RefChange change : delta.refs()) {
      if (change.kind() == RefChangeKind.DESTROYED && change.before() != null) {
        worktree.keepCommit(folder.id() + "/" + change.before(), change.before());
      }
    }
  }

  /**
   * Keeps a scan as it would have been if some paths had been as they are now, and returns its
   * name.
   */
  public String rebase(String name, Collection<TreePath> paths) {
    return write(at(name).withPathsOf(current, paths));
  }

  private String write(Observation observation) {
    return scans.write(observation);
  }

  private void follow(String name, Observation observation) {
    if (!name.equals(currentName)) {
      recent.put(currentName, current);
      recent.keySet().removeIf(old -> recent.size() > MOST_RECENT);
    }
    current = observation;
    currentName = name;
  }

  /** Registers a commit made by this session, which is not judged. */
  public void own(String commit) {
    ownCommits.add(commit);
  }

  Set<String> ownCommits() {
    return Set.copyOf(ownCommits);
  }

  boolean isTampered() {
    return tampered;
  }

  /** Compares the current tree with an earlier scan, without keeping the result. */
  public Scan peek(String name) {
    Observation then = at(name);
    Observation now = worktree.observe(current, contract.watched());
    return compared(name, now, worktree.delta(then, now, this::first));
  }

  /** Compares the last scan with an earlier one. */
  public Scan since(String name) {
    return compared(currentName, current, worktree.delta(at(name), current, this::first));
  }

  private Scan compared(String name, Observation now, Delta delta) {
    tampered |= delta.tampered();
    return new Scan(name, now, delta, ownCommits, tampered);
  }

  /** Compares two scans of an earlier session. */
  public Scan between(Observation before, Observation after) {
    Delta delta = worktree.delta(before, after, before::refs);
    return new Scan("", after, delta, ownCommits, tampered || delta.tampered());
  }

  /** Returns an earlier scan's observation. */
  public Observation at(String name) {
    checkOwner();
    Observation known = name.equals(currentName) ? current : recent.get(name);
    return known == null ? Observation.readFrom(folder.scan(name)) : known;
  }

  /** Returns the HEAD commit of the last scan. */
  public String head() {
    return String.valueOf(current.refs().headCommit());
  }

  private void checkOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("scans are confined to one thread");
    }
  }
}
