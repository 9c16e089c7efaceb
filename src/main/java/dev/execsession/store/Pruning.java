package dev.execsession.store;

import dev.execsession.file.Steady;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds finished sessions that no other one needs, and removes them. */
public final class Pruning {
  private final Path commonDir;
  private final SessionStore store;

  public Pruning(Path commonDir) {
    this.commonDir = commonDir;
    this.store = new SessionStore(commonDir);
  }

  /**
   * A finished session.
   *
   * @param why {@code completed}
   * @param keptFor why it is not removed; null when it can be
   */
  public record Finished(Listed session, String why, @Nullable String keptFor) {
    public boolean isRemovable() {
      return keptFor == null;
    }

    /** Returns the session's state, which is known of a finished one. */
    public SessionState state() {
      SessionState state = session.state();
      if (state == null) {
        throw new IllegalStateException(session.id());
      }
      return state;
    }
  }

  /** Returns the finished sessions of all worktrees, the newest first. */
  public List<Finished> finished() {
    return finished(store.all());
  }

  private List<Finished> finished(List<Listed> all) {
    Map<Listed, String> going = new LinkedHashMap<>();
    all.forEach(session -> why(session, all).ifPresent(why -> going.put(session, why)));
    Map<Listed, String> kept = new LinkedHashMap<>();
    boolean found = true;
    while (found) {
      found = false;
      for (Listed session : going.keySet()) {
        Optional<String> user =
            kept.containsKey(session) ? Optional.empty() : user(session, all, going, kept);
        found |= user.isPresent();
        user.ifPresent(reason -> kept.put(session, reason));
      }
    }
    return going.entrySet().stream()
        .map(one -> new Finished(one.getKey(), one.getValue(), kept.get(one.getKey())))
        .toList();
  }

  /**
   * Returns the sessions that are not finished and whose worktree was removed, the newest of each
   * plan. They stay: what they keep may be the only copy of that work.
   */
  public List<SessionState> stranded() {
    List<Listed> all = store.all();
    Set<String> seen = new HashSet<>();
    return all.stream()
        .filter(session -> session.damage() == null && why(session, all).isEmpty())
        .flatMap(session -> Optional.ofNullable(session.state()).stream())
        .filter(state -> seen.add(state.locked().root() + "\0" + state.locked().plan()))
        .filter(state -> isGone(Path.of(state.locked().root())))
        .toList();
  }

  private static Optional<String> why(Listed session, List<Listed> all) {
    SessionState state = session.state();
    if (state == null || session.damage() != null) {
      return Optional.empty();
    }
    if (state.phase() == Phase.COMPLETED) {
      return Optional.of("completed");
    }
    return after(session, all)
        .filter(later -> isSamePlan(later.state(), state))
        .filter(later -> later.damage() == null)
        .filter(later -> later.state() != null && later.state().phase() == Phase.COMPLETED)
        .findFirst()
        .map(later -> "superseded by " + later.id());
  }

  /** Returns why a session that stays needs this one. */
  private static Optional<String> user(
      Listed session, List<Listed> all, Map<Listed, String> going, Map<Listed, String> kept) {
    if (hasOpenFindings(session, all)) {
      return Optional.of("what it found in git was never accepted");
    }
    return all.stream()
        .filter(other -> !going.containsKey(other) || kept.containsKey(other))
        .filter(other -> needs(other, session))
        .findFirst()
        .map(other -> "session " + other.id() + " needs it");
  }

  private static boolean needs(Listed other, Listed session) {
    SessionState user = other.state();
    SessionState state = session.state();
    if (user == null || state == null) {
      return false;
    }
    boolean isEarlier = other.id().compareTo(session.id()) < 0;
    // Without the later one, the earlier would be the plan's newest and run on.
    return (isEarlier && isSamePlan(user, state))
        || uses(user).contains(session.id())
        || (isSameRoot(user, state)
            && !Collections.disjoint(findings(user), state.acceptedViolations()));
  }

  /** Returns the ids of the sessions whose work a session carries on. */
  private static Set<String> uses(SessionState state) {
    Set<String> ids = new HashSet<>();
    state.carryingFrom().ifPresent(ids::add);
    for (BlockState block : state.blocks()) {
      block.carriedFrom().ifPresent(ids::add);
      if (block.touched().from() != null) {
        ids.add(block.touched().from());
      }
    }
    return ids;
  }

  private static Set<String> findings(SessionState state) {
    return state.blocks().stream()
        .flatMap(block -> block.violations().stream())
        .collect(Collectors.toSet());
  }

  /** A later run of the worktree still asks about them. */
  private static boolean hasOpenFindings(Listed session, List<Listed> all) {
    SessionState state = session.state();
    Set<String> open = state == null ? Set.of() : findings(state);
    if (state == null || open.isEmpty() || !Files.isDirectory(Path.of(state.locked().root()))) {
      return false;
    }
    open.removeAll(state.acceptedViolations());
    after(session, all)
        .map(Listed::state)
        .filter(later -> later != null && isSameRoot(later, state))
        .forEach(later -> open.removeAll(later.acceptedViolations()));
    return !open.isEmpty();
  }

  private static Stream<Listed> after(Listed session, List<Listed> all) {
    return all.stream().filter(other -> other.id().compareTo(session.id()) > 0);
  }

  private static boolean isSamePlan(@Nullable SessionState one, SessionState other) {
    return one != null
        && isSameRoot(one, other)
        && one.locked().plan().equals(other.locked().plan());
  }

  private static boolean isSameRoot(SessionState one, SessionState other) {
    return one.locked().root().equals(other.locked().root());
  }

  /** Returns whether a worktree was removed; one that git keeps locked may be on another disk. */
  public boolean isGone(Path root) {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      for (Path entry : Steady.children(commonDir.resolve("worktrees"))) {
        Path link = entry.resolve("gitdir");
        if (Files.exists(entry.resolve("locked"))
            && Files.isRegularFile(link)
            && new String(WholeFile.read(link, WholeFile.SMALL), StandardCharsets.UTF_8)
                .strip()
                .equals(root.resolve(".git").toString())) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw Unverifiable.git("the list of worktrees", e);
    }
  }

  /**
   * What was removed.
   *
   * @param busy the worktrees whose sessions stay, because one runs there
   */
  public record Removed(List<String> ids, List<StopException> busy) {}

  /**
   * Removes those of the sessions that are still finished and needed by no other, their content and
   * refs.
   *
   * @param owner shown to those who wait for a worktree
   * @param environment of this process
   * @throws StopException BUSY when another process removes sessions; UNVERIFIABLE when that fails
   */
  public Removed remove(
      Collection<Finished> chosen, LockOwner owner, Map<String, String> environment) {
    return WorktreeLock.holding(
        store.locks(),
        "sessions",
        owner,
        environment,
        lock -> {
          store.finishRemovals();
          return removeEach(chosen, owner, environment);
        });
  }

  private Removed removeEach(
      Collection<Finished> chosen, LockOwner owner, Map<String, String> environment) {
    Set<String> ids =
        chosen.stream().map(finished -> finished.session().id()).collect(Collectors.toSet());
    Set<String> roots =
        chosen.stream()
            .map(finished -> finished.state().locked().root())
            .collect(Collectors.toSet());
    List<String> removed = new ArrayList<>();
    List<StopException> busy = new ArrayList<>();
    for (String root : roots) {
      try {
        WorktreeLock.holding(
            store.locks(),
            SessionStore.keyOf(Path.of(root)),
            owner,
            environment,
            lock -> removed.addAll(remove(root, ids)));
      } catch (StopException e) {
        if (e.stop() != Stop.BUSY) {
          throw e;
        }
        busy.add(e);
      }
    }
    return new Removed(removed, busy);
  }

  /** Removes the oldest first: what a crash leaves is then what another run would leave. */
  private List<String> remove(String root, Set<String> ids) {
    List<String> removed = new ArrayList<>();
    for (Finished finished : finished()) {
      if (finished.isRemovable()
          && finished.state().locked().root().equals(root)
          && ids.contains(finished.session().id())) {
        removed.add(0, finished.session().id());
      }
    }
    removed.forEach(id -> store.byId(id).ifPresent(store::remove));
    return removed;
  }
}
