package dev.execsession.store;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Journal;
import dev.execsession.journal.JournalContent;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.DamagedException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one repository, below {@code exec-session} in git's common directory, shared by
 * its worktrees.
 */
public final class SessionStore {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path home;

  public SessionStore(Path commonDir) {
    this.home = commonDir.resolve("exec-session");
  }

  /**
   * A session as recorded in its journal.
   *
   * @param torn why a torn tail was left out; absent when there is none
   */
  public record Stored(SessionFolder folder, SessionState state, @Nullable String torn) {
    /**
     * Returns a block by its id.
     *
     * @throws StopException REFUSED when there is none
     */
    public BlockState block(String id) {
      return state.blocks().stream()
          .filter(block -> block.id().equals(id))
          .findFirst()
          .orElseThrow(() -> unknown(id));
    }

    private StopException unknown(String id) {
      return new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_BLOCK_UNKNOWN,
          "the session has no block `" + id + "`",
          state.blocks().stream()
              .map(block -> "`" + block.id() + "`")
              .collect(Collectors.joining(", ", "its blocks are ", "")));
    }
  }

  /**
   * Returns the newest session of a plan, or of any plan when absent, in a worktree, or in any when
   * absent. Damaged journals of other plans or worktrees are ignored.
   *
   * @throws StopException UNVERIFIABLE when its journal is damaged, or a newer one is so badly
   *     damaged that its plan is unknown
   */
  public Optional<Stored> latest(@Nullable Path root, @Nullable String plan) {
    for (Path path : folders()) {
      JournalContent content = Journal.inspect(path);
      SessionState state = SessionState.of(content.entries()).orElse(null);
      boolean ours =
          state == null
              || ((root == null || isIn(root, state))
                  && (plan == null || state.locked().plan().equals(plan)));
      if (ours && content.damage() != null) {
        throw new DamagedException(path, content.damage());
      }
      if (ours && state != null) {
        return Optional.of(new Stored(new SessionFolder(path), state, content.torn()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the plan's newest session, as {@link #latest(Path, String)}.
   *
   * @param warnings receives damage, for a person's restart, which does not need the session;
   *     without it, damage is a stop
   */
  public Optional<Stored> latest(Path root, String plan, @Nullable Consumer<Problem> warnings) {
    try {
      return latest(root, plan);
    } catch (StopException e) {
      if (warnings == null) {
        throw e;
      }
      e.problems().stream()
          .map(problem -> Problem.warning(problem.code(), problem.message(), null))
          .forEach(warnings);
      return Optional.empty();
    }
  }

  /**
   * Returns the session in a folder; empty when it never started.
   *
   * @throws StopException UNVERIFIABLE when its journal is damaged
   */
  public Optional<Stored> read(SessionFolder folder) {
    JournalContent content = Journal.inspect(folder.path());
    if (content.damage() != null) {
      throw new DamagedException(folder.path(), content.damage());
    }
    return SessionState.of(content.entries())
        .map(state -> new Stored(folder, state, content.torn()));
  }

  /**
   * Returns the sessions that ran, or may have run, in a worktree, by id, the newest first; each
   * with the state of the valid part of its journal.
   */
  public Map<String, Optional<SessionState>> of(Path root) {
    Map<String, Optional<SessionState>> found = new LinkedHashMap<>();
    for (Path path : folders()) {
      Optional<SessionState> state = SessionState.of(Journal.inspect(path).entries());
      if (state.isEmpty() || isIn(root, state.get())) {
        found.put(path.getFileName().toString(), state);
      }
    }
    return found;
  }

  /** Returns the sessions of a worktree whose folder has a file of this name, the newest first. */
  public List<Stored> with(String file, Path root) {
    return folders().stream()
        .filter(folder -> Files.exists(folder.resolve(file)))
        .flatMap(
            folder ->
                SessionState.of(Journal.inspect(folder).entries()).stream()
                    .filter(state -> isIn(root, state))
                    .map(state -> new Stored(new SessionFolder(folder), state, null)))
        .toList();
  }

  /**
   * A session of the repository.
   *
   * @param state of the valid part of its journal; null when that does not tell the plan
   * @param damage why its journal cannot be read in full; null when it can
   */
  public record Listed(
      SessionFolder folder, @Nullable SessionState state, @Nullable Problem damage) {
    public String id() {
      return folder.id();
    }
  }

  /** Returns the sessions of all worktrees, the newest first. */
  public List<Listed> all() {
    return folders().stream().map(SessionStore::listed).toList();
  }

  private static Listed listed(Path path) {
    JournalContent content = Journal.inspect(path);
    return new Listed(
        new SessionFolder(path), SessionState.of(content.entries()).orElse(null), content.damage());
  }

  /** Returns the folder of sessions that are being removed. */
  private Path removed() {
    return home.resolve("removed");
  }

  /**
   * Removes a session with its content and refs. It is gone from the first step on; what a crash
   * leaves, {@link #finishRemovals} removes.
   */
  void remove(SessionFolder folder) {
    SessionFolder away = new SessionFolder(removed().resolve(folder.id()));
    folder.moveAwayTo(away);
    finishRemoval(away);
  }

  /** Removes what a crash left of removed sessions. */
  void finishRemovals() {
    if (Files.isDirectory(removed())) {
      list(removed()).map(SessionFolder::new).forEach(this::finishRemoval);
    }
  }

  private void finishRemoval(SessionFolder away) {
    new OwnRefs(Objects.requireNonNull(home.getParent())).delete(away.id());
    Scratch.sweep(away.id());
    away.delete();
  }

  private static boolean isIn(Path root, SessionState state) {
    return state.locked().root().equals(root.toString());
  }

  /** Where a block was done: in this session, or in the one that it was carried over from. */
  public record Origin(SessionFolder folder, SessionState state, BlockState block) {}

  /**
   * Follows a block to the session that did it.
   *
   * @param deleted returns what to throw when a session on the way is gone, by its id
   */
  public Origin origin(
      SessionFolder here, SessionState now, String id, Function<String, StopException> deleted) {
    Origin origin = new Origin(here, now, now.block(id));
    while (origin.block().carriedFrom().isPresent()) {
      String session = origin.block().carriedFrom().get();
      SessionFolder folder = byId(session).orElseThrow(() -> deleted.apply(session));
      SessionState state = SessionState.of(Journal.read(folder.path())).orElseThrow();
      origin = new Origin(folder, state, state.block(id));
    }
    return origin;
  }

  public Optional<SessionFolder> byId(String id) {
    return folders().stream()
        .filter(folder -> folder.getFileName().toString().equals(id))
        .map(SessionFolder::new)
        .findFirst();
  }

  /**
   * Creates the folder of a new session, to be {@link #publish published}, and deletes unpublished
   * ones of this worktree. Ids sort in order of creation, even when the clock was set back.
   */
  public SessionFolder create(Instant now, Path root) {
    Path starting = home.resolve("starting").resolve(keyOf(root));
    new SessionFolder(starting).delete();
    Instant time =
        folders().stream()
            .flatMap(folder -> timeOf(folder.getFileName().toString()).stream())
            .map(newest -> newest.plusMillis(1))
            .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    String id =
        ID_TIME.format(time)
            + String.format(Locale.ROOT, "-%04x", new SecureRandom().nextInt(0x10000));
    SessionFolder folder = new SessionFolder(starting.resolve(id));
    folder.create();
    return folder;
  }

  /** Adds a folder whose journal has a lock-in to the sessions, atomically. */
  public SessionFolder publish(SessionFolder started) {
    SessionFolder folder = new SessionFolder(home.resolve(started.id()));
    started.moveTo(folder);
    return folder;
  }

  /** Returns when a session was locked in; empty when that is no session's id. */
  static Optional<Instant> timeOf(String id) {
    try {
      int end = id.lastIndexOf('-');
      return end < 0
          ? Optional.empty()
          : Optional.of(ID_TIME.parse(id.substring(0, end), Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Returns the warning about a torn tail of a journal. */
  public static Problem torn(String why) {
    return Problem.warning(
        ProblemCode.JOURNAL_TORN,
        "the journal's last record is incomplete and was dropped: " + why,
        null);
  }

  /** Returns the process that runs a session, or other work, in a worktree. */
  public Optional<LockOwner> running(Path root, Map<String, String> environment) {
    return WorktreeLock.owner(locks(), keyOf(root), environment);
  }

  /** Returns the folder of everything that this tool keeps of the repository. */
  public Path home() {
    return home;
  }

  public Path locks() {
    return home.resolve("locks");
  }

  /** Returns a file name for a worktree. */
  public static String keyOf(Path root) {
    return UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    return list(home)
        .filter(folder -> Files.exists(folder.resolve(Journal.FILE)))
        .sorted(Comparator.comparing((Path folder) -> folder.getFileName().toString()).reversed())
        .toList();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException | UncheckedIOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_READ,
          "cannot read `" + folder + "`: " + IoReason.of(e),
          "fix its permissions",
          e);
    }
  }
}
