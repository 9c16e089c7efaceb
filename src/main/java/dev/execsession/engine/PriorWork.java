package dev.execsession.engine;

import static dev.execsession.worktree.ManifestEntry.areSameForGit;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Manifest;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The work of blocks, path by path, read from scans of the sessions that did it. */
final class PriorWork {
  private static final int MOST_NAMED = 20;

  /**
   * A block's work on a path.
   *
   * @param found what was there before the block; null for nothing
   * @param left what the block left; null for nothing
   */
  record Piece(String block, @Nullable ManifestEntry found, @Nullable ManifestEntry left) {}

  /**
   * What is at a path at one time.
   *
   * @param entry null for nothing
   * @param isAtHead whether HEAD held the same, at lock-in or before the block
   */
  record Sight(@Nullable ManifestEntry entry, boolean isAtHead) {}

  /** Returns the blocks whose work on one path is not in what is seen there, in order. */
  static List<String> gone(List<Piece> pieces, Sight seen) {
    List<String> blocks = new ArrayList<>();
    boolean isBack = seen.isAtHead() || seen.entry() == null;
    for (Piece piece : pieces) {
      isBack |= areSameForGit(piece.found(), seen.entry());
      if (isBack && !areSameForGit(piece.left(), seen.entry())) {
        blocks.add(piece.block());
      }
    }
    return blocks;
  }

  /** Returns {@code block `B01`}, {@code blocks `B01`, `B02`}. */
  static String named(List<String> blocks) {
    return (blocks.size() == 1 ? "block " : "blocks ")
        + blocks.stream().map(block -> "`" + block + "`").collect(Collectors.joining(", "));
  }

  /** Returns the first of many sentences, and how many more there are. */
  static List<String> capped(List<String> sentences) {
    List<String> named = new ArrayList<>(sentences.stream().limit(MOST_NAMED).toList());
    if (sentences.size() > named.size()) {
      named.add("the same for " + (sentences.size() - named.size()) + " more paths");
    }
    return named;
  }

  private final SessionStore store;
  private final SessionFolder folder;
  private final BiFunction<SessionFolder, String, Observation> scans;
  private final Map<String, Map<TreePath, Piece>> known = new HashMap<>();
  // The scan that was read last: one block often ends where the next begins.
  private String readName = "";
  private @Nullable Manifest read;

  PriorWork(SessionStore store, SessionFolder folder) {
    this(store, folder, (at, name) -> Observation.readFrom(at.scan(name)));
  }

  /** As above, with scans of the running session from its history. */
  PriorWork(SessionStore store, SessionFolder folder, ScanHistory history) {
    this(
        store,
        folder,
        (at, name) -> at.equals(folder) ? history.at(name) : Observation.readFrom(at.scan(name)));
  }

  private PriorWork(
      SessionStore store,
      SessionFolder folder,
      BiFunction<SessionFolder, String, Observation> scans) {
    this.store = store;
    this.folder = folder;
    this.scans = scans;
  }

  /** Returns the work of a session's blocks by path, in the order of the blocks. */
  Map<TreePath, List<Piece>> of(SessionState state, List<BlockState> blocks) {
    Map<TreePath, List<Piece>> all = new TreeMap<>();
    for (BlockState block : blocks) {
      pieces(state, block)
          .forEach((path, piece) -> all.computeIfAbsent(path, key -> new ArrayList<>()).add(piece));
    }
    return all;
  }

  private Map<TreePath, Piece> pieces(SessionState state, BlockState block) {
    String key = block.id() + block.carriedFrom() + block.baseline() + block.lastLook();
    Map<TreePath, Piece> pieces = known.get(key);
    if (pieces == null) {
      pieces = read(state, block);
      known.put(key, pieces);
    }
    return pieces;
  }

  private Map<TreePath, Piece> read(SessionState state, BlockState block) {
    SessionStore.Origin origin =
        store.origin(folder, state, block.id(), session -> deleted(block.id(), session));
    BlockState done = origin.block();
    Optional<String> baseline = done.baseline();
    Optional<String> last = done.lastLook();
    Map<TreePath, Piece> pieces = new HashMap<>();
    if (block.changes().isEmpty() || baseline.isEmpty() || last.isEmpty()) {
      return pieces;
    }
    Manifest before = scan(origin.folder(), baseline.get());
    Manifest after = scan(origin.folder(), last.get());
    for (Fact.Change change : block.changes()) {
      TreePath path = change.treePath();
      pieces.put(
          path,
          new Piece(block.id(), before.find(path).orElse(null), after.find(path).orElse(null)));
    }
    return pieces;
  }

  private Manifest scan(SessionFolder at, String name) {
    String place = at.id() + "/" + name;
    Manifest manifest = place.equals(readName) ? read : null;
    if (manifest == null) {
      manifest = scans.apply(at, name).manifest();
      readName = place;
      read = manifest;
    }
    return manifest;
  }

  static StopException deleted(String block, String session) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_READ,
        "the work of block `" + block + "` was done in session `" + session + "`, which is gone",
        "start over with `--restart`");
  }
}
