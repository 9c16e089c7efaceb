package dev.execsession.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A child and everything that belongs to it: its session and process group, its descendants, and
 * whatever carries its cookie. None of the three alone finds all: a daemon leaves session and
 * parent, an empty environment drops the cookie.
 */
final class ProcessTree {
  private static final long GRACE_MS = 3_000;
  private static final long KILL_MS = 1_000;
  private static final long LOOK_MS = 25;

  private final ProcessHandle root;
  private final long startTicks;
  private final boolean ownGroup;
  private final String cookie;

  /** Descendants seen so far, for systems without a process table that keeps the family. */
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  private volatile boolean interrupted;

  /**
   * @param ownGroup whether the child was made the leader of a session of its own
   */
  ProcessTree(ProcessHandle root, long startTicks, boolean ownGroup, String cookie) {
    this.root = root;
    this.startTicks = startTicks;
    this.ownGroup = ownGroup;
    this.cookie = cookie;
  }

  /** Gives what is alive, parents before their children. */
  List<Survivor> alive() {
    return members().stream()
        .map(member -> new Survivor(member.pid(), ProcFs.command(member.pid())))
        .toList();
  }

  boolean isEmpty() {
    return members().isEmpty();
  }

  /**
   * Tells whether the thread was interrupted while it ended the tree, which it does to the end
   * whatever happens.
   */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** Waits until nothing is alive, at most so long; tells whether that came to pass. */
  boolean awaitEmpty(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!isEmpty()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Makes everything end, now; to be called from any thread. */
  void kill() {
    signal("KILL");
  }

  /** Asks everything to end, after three seconds makes it; gives what is alive even so. */
  List<Survivor> end() {
    signal("TERM");
    if (!awaitEmpty(GRACE_MS)) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_MS);
      do {
        signal("KILL");
        pause();
      } while (!isEmpty() && System.nanoTime() - end < 0);
    }
    return alive();
  }

  private void signal(String name) {
    // The group first and at once: a chain that forks faster than we look cannot run away from it.
    boolean group = ownGroup && signalGroup(name);
    for (Member member : members()) {
      if (group && member.inGroup()) {
        continue;
      }
      member
          .handle()
          .ifPresent(name.equals("KILL") ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
    }
  }

  private boolean signalGroup(String name) {
    if (members().stream().noneMatch(Member::inGroup)) {
      return false;
    }
    // Java can signal a process but not a group; kill is built into every shell.
    ProcessBuilder kill =
        new ProcessBuilder(
                "sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, Long.toString(root.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    kill.environment().remove(Command.COOKIE);
    try {
      return kill.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    }
  }

  private record Member(long pid, boolean inGroup) {
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid);
    }
  }

  private List<Member> members() {
    return ProcFs.exists() ? membersInTable() : membersInFamily();
  }

  private List<Member> membersInTable() {
    List<ProcFs.Entry> table = ProcFs.living();
    Map<Long, List<ProcFs.Entry>> children = new HashMap<>();
    table.forEach(
        entry -> children.computeIfAbsent(entry.parent(), p -> new ArrayList<>()).add(entry));
    Set<Long> found = new HashSet<>();
    for (ProcFs.Entry entry : table) {
      if (belongs(entry)) {
        add(entry, children, found);
      }
    }
    return table.stream()
        .filter(entry -> found.contains(entry.pid()))
        .map(entry -> new Member(entry.pid(), ownGroup && entry.group() == root.pid()))
        .toList();
  }

  private boolean belongs(ProcFs.Entry entry) {
    // Older than the child: a pid that was used before, and nothing of ours.
    if (entry.startTicks() < startTicks || entry.pid() == ProcessHandle.current().pid()) {
      return false;
    }
    if (entry.pid() == root.pid()) {
      return entry.startTicks() == startTicks;
    }
    return (ownGroup && (entry.session() == root.pid() || entry.group() == root.pid()))
        || ProcFs.hasVariable(entry.pid(), Command.COOKIE, cookie);
  }

  private static void add(
      ProcFs.Entry entry, Map<Long, List<ProcFs.Entry>> children, Set<Long> found) {
    List<ProcFs.Entry> open = new ArrayList<>(List.of(entry));
    while (!open.isEmpty()) {
      ProcFs.Entry next = open.remove(open.size() - 1);
      if (found.add(next.pid())) {
        open.addAll(children.getOrDefault(next.pid(), List.of()));
      }
    }
  }

  private List<Member> membersInFamily() {
    seen.add(root);
    seen.addAll(root.descendants().toList());
    return seen.stream()
        .filter(ProcessHandle::isAlive)
        .map(handle -> new Member(handle.pid(), false))
        .toList();
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }
}
