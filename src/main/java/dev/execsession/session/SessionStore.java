package dev.execsession.session;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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

  /** A session as its journal tells it. */
  public record Stored(SessionFolder folder, SessionState state) {}

  /** Gives the sessions of a worktree, the newest first; absent {@code plan} means of any plan. */
  public List<Stored> sessions(Path root, @Nullable String plan) {
    List<Stored> found = new ArrayList<>();
    for (Path folder : folders()) {
      List<Entry> entries = Journal.read(folder);
      SessionState.of(entries)
          .filter(state -> state.locked().root().equals(root.toString()))
          .filter(state -> plan == null || state.locked().plan().equals(plan))
          .ifPresent(state -> found.add(new Stored(new SessionFolder(folder), state)));
    }
    return found;
  }

  /** Gives the newest session of a plan in a worktree. */
  public Optional<Stored> latest(Path root, @Nullable String plan) {
    return sessions(root, plan).stream().findFirst();
  }

  /** Gives the folder of a session by its id. */
  public Optional<SessionFolder> byId(String id) {
    return folders().stream()
        .filter(folder -> folder.getFileName().toString().equals(id))
        .map(SessionFolder::new)
        .findFirst();
  }

  /** Makes the folder of a new session; ids sort by time. */
  SessionFolder create(Instant now) {
    String id =
        ID_TIME.format(now)
            + String.format(Locale.ROOT, "-%04x", new SecureRandom().nextInt(0x10000));
    SessionFolder folder = new SessionFolder(home.resolve(id));
    folder.create();
    return folder;
  }

  /** Gives the folder of lock files. */
  Path locks() {
    return home.resolve("locks");
  }

  /** Gives a file name that stands for a worktree. */
  static String keyOf(Path root) {
    return UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(home)) {
      return children
          .filter(folder -> Files.exists(folder.resolve(Journal.FILE)))
          .sorted(Comparator.comparing((Path folder) -> folder.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(ProblemCode.JOURNAL_READ, "cannot read `" + home + "`: " + e, null),
          e);
    }
  }
}
