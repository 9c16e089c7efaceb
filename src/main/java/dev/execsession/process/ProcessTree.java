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
 * whatever carries its cookie. None of these alone is complete: a daemon leaves session and parent,
 * an empty environment loses the cookie.
 */
final class ProcessTree {
  private static final long GRACE_MS = 3_000;
  private static final long KILL_MS = 1_000;
  private static final long LOOK_MS = 25;

  /** Which processes a group signal reaches, and which are not asked to end. */
  enum Group {
    /** None: each process is signalled separately. */
    NONE,
    /** The child leads its own session and group. */
    OWN,
    /** The child and its child enclose the command, which is in the group of the next one. */
    CONFINED,
    /** The child and its child enclose the command, which shares our terminal. */
    SHELTERED;

    /**
     * Returns whether the child and its children only maintain the sandbox: ending them kills the
     * command without a chance to clean up.
     */
    boolean isSandbox() {
      return this == CONFINED || this == SHELTERED;
    }
  }

  private final ProcessHandle root;
  private final long startTicks;
  private final Group group;
  private final String cookie;

  /** Descendants seen so far, for systems without a process table. */
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  private volatile boolean interrupted;

  ProcessTree(ProcessHandle root, long startTicks, Group group, String cookie) {
    this.root = root;
    this.startTicks = startTicks;
    this.group = group;
    this.cookie = cookie;
  }

  /** Returns the living processes, parents before children. */
  List<Survivor> alive() {
    return members().stream()
        .map(member -> new Survivor(member.pid(), ProcFs.command(member.pid())))
        .toList();
  }

  boolean isEmpty() {
    return members().isEmpty();
  }

  /**
   * Returns whether the thread was interrupted while stopping the tree, which it completes in any
   * case.
   */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** Waits until nothing is alive; returns false on timeout. */
  boolean awaitEmpty(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    // A sandbox usually ends a moment after its command.
    long pause = 1;
    while (!isEmpty()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause(pause);
      pause = Math.min(2 * pause, LOOK_MS);
    }
    return true;
  }

  /** Kills everything; thread-safe. */
  void kill() {
    signal("KILL");
  }

  /**
   * Asks everything to end, kills what is left after three seconds, and returns what is still
   * alive.
   */
  List<Survivor> end() {
    signal("TERM");
    if (!awaitEmpty(GRACE_MS)) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_MS);
      do {
        signal("KILL");
        pause(LOOK_MS);
      } while (!isEmpty() && System.nanoTime() - end < 0);
    }
    return alive();
  }

  private void signal(String name) {
    boolean kill = name.equals("KILL");
    // The group first and at once: a chain that forks faster than the table is read cannot escape.
    Optional<Long> reached =
        members().stream()
            .filter(Member::inGroup)
            .findFirst()
            .map(Member::group)
            .filter(leader -> signalGroup(name, leader));
    for (Member member : members()) {
      if ((reached.isPresent() && member.inGroup()) || (member.isSandbox() && !kill)) {
        continue;
      }
      member.handle().ifPresent(kill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
    }
  }

  private boolean signalGroup(String name, long leader) {
    // Java can signal a process but not a group; kill is built into every shell.
    ProcessBuilder kill =
        new ProcessBuilder(
                "sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, Long.toString(leader))
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

  /**
   * @param inGroup whether a group signal reaches it
   * @param isSandbox whether it is part of the sandbox rather than of the command
   */
  private record Member(long pid, long group, boolean inGroup, boolean isSandbox) {
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
        .map(entry -> member(entry, children))
        .toList();
  }

  private Member member(ProcFs.Entry entry, Map<Long, List<ProcFs.Entry>> children) {
    boolean sandbox =
        group.isSandbox() && (entry.pid() == root.pid() || entry.parent() == root.pid());
    boolean inGroup =
        switch (group) {
          case NONE, SHELTERED -> false;
          case OWN -> entry.group() == root.pid();
          case CONFINED -> enclosedGroups(children).contains(entry.group());
        };
    return new Member(entry.pid(), entry.group(), inGroup, sandbox);
  }

  /** Returns the group that {@code bwrap} makes for the command, or that the command leads. */
  private Set<Long> enclosedGroups(Map<Long, List<ProcFs.Entry>> children) {
    Set<Long> groups = new HashSet<>();
    for (ProcFs.Entry first : children.getOrDefault(root.pid(), List.of())) {
      if (first.group() == first.pid()) {
        groups.add(first.pid());
      }
      children.getOrDefault(first.pid(), List.of()).stream()
          .limit(1)
          .filter(command -> command.group() == command.pid())
          .forEach(command -> groups.add(command.pid()));
    }
    return groups;
  }

  private boolean belongs(ProcFs.Entry entry) {
    // Older than the child: the pid was reused.
    if (entry.startTicks() < startTicks || entry.pid() == ProcessHandle.current().pid()) {
      return false;
    }
    if (entry.pid() == root.pid()) {
      return entry.startTicks() == startTicks;
    }
    boolean ownSession = group == Group.OWN || group == Group.CONFINED;
    return (ownSession && (entry.session() == root.pid() || entry.group() == root.pid()))
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
        .map(handle -> new Member(handle.pid(), 0, false, false))
        .toList();
  }

  private void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }
}
