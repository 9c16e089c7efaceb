package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.journal.SessionState;
import dev.execsession.store.SessionFolder;
import dev.execsession.worktree.Delta;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Worktree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the worktree and keeps each look in the session's folder. The only part of looking that
 * remembers anything, so only the thread that made it may use it.
 */
public final class ScanHistory {
  private static final long JUST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A block needs the looks before it, after its executor and after its checks again. */
  private static final int MOST_RECENT = 3;

  private final Thread owner = Thread.currentThread();
  private final Worktree worktree;
  private final SessionFolder folder;
  private final Contract contract;
  private final ScanFolder looks;
  private String currentName;
  private Observation current;
  // Of the last look of this run: when it was over.
  private @Nullable Long lookedAt;
  private final Map<String, Observation> recent = new LinkedHashMap<>();
  private final Set<String> ownCommits = new HashSet<>();
  private boolean tampered;

  /**
   * Goes on from the first look of a session.
   *
   * @param looks has written it
   */
  public ScanHistory(
      Worktree worktree,
      SessionFolder folder,
      Contract contract,
      ScanFolder looks,
      String name,
      Observation first) {
    this.worktree = worktree;
    this.folder = folder;
    this.contract = contract;
    this.looks = looks;
    this.currentName = name;
    this.current = first;
  }

  /** Returns the history that goes on from a look that was taken before. */
  public static ScanHistory from(
      Worktree worktree, SessionFolder folder, Contract contract, SessionState state) {
    String name = state.lastObservation();
    Observation last = Observation.readFrom(folder.look(name));
    ScanHistory history =
        new ScanHistory(worktree, folder, contract, new ScanFolder(folder.looks()), name, last);
    state.blocks().forEach(block -> history.ownCommits.addAll(block.ownCommits()));
    return history;
  }

  /** Returns the name of the last look. */
  public String currentName() {
    return currentName;
  }

  /** Returns what the last look shows. */
  public Observation current() {
    checkOwner();
    return current;
  }

  /** Looks now; what differs is what differs from the look before. */
  public Scan look() {
    checkOwner();
    Observation now = worktree.observe(current, contract.watched());
    Delta delta = worktree.delta(current, now);
    // What shows nothing else needs no file of its own.
    String name = now.showsSameAs(current) ? currentName : write(now);
    Scan scan = scan(name, now, delta);
    follow(name, now);
    lookedAt = System.nanoTime();
    return scan;
  }

  /**
   * Returns whether the last look was taken so lately by this run that another one would say no
   * more of what went on in between: as long passes between a look and the start of what comes
   * next.
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
   * Takes a look that differs from the last one only in what our own commit did, and returns its
   * name.
   */
  public String adopt(Observation own, String commit) {
    checkOwner();
    String name = write(own);
    ownCommits.add(commit);
    follow(name, own);
    lookedAt = null;
    return name;
  }

  /** Returns what differs between an earlier look and the tree as it is, without keeping a look. */
  public Scan peek(String look) {
    Observation then = at(look);
    Observation now = worktree.observe(current, contract.watched());
    return scan(look, now, worktree.delta(then, now));
  }

  /** Returns what differs between an earlier look and the last one. */
  public Scan since(String look) {
    return scan(currentName, current, worktree.delta(at(look), current));
  }

  private Scan scan(String name, Observation now, Delta delta) {
    tampered |= !delta.controlFiles().isEmpty();
    return new Scan(name, now, delta, ownCommits, tampered);
  }

  /** Returns what an earlier look shows. */
  public Observation at(String look) {
    checkOwner();
    Observation known = look.equals(currentName) ? current : recent.get(look);
    return known == null ? Observation.readFrom(folder.look(look)) : known;
  }

  /** Returns the commit that HEAD was at in the last look. */
  public String head() {
    return String.valueOf(current.refs().headCommit());
  }

  private void checkOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("looks are of one thread");
    }
  }
}
