package dev.execsession.worktree;

import dev.execsession.git.ControlState;
import dev.execsession.git.GitTraces;
import dev.execsession.git.RefsState;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A complete scan: the files that control git, the refs, git's traces, and the manifest.
 *
 * @param ignore the ignore rules of the first scan of a session, which apply to all later ones
 */
public record Observation(
    ControlState control, RefsState refs, GitTraces traces, IgnoreRules ignore, Manifest manifest) {

  /**
   * Returns whether another scan by the same ignore rules showed exactly the same, including
   * timestamps.
   */
  public boolean showsSameAs(Observation other) {
    return control.equals(other.control)
        && refs.equalTo(other.refs)
        && traces.equals(other.traces)
        && manifest.showsSameAs(other.manifest);
  }

  /**
   * Returns what this scan would have shown if some paths had been as another scan found them: the
   * tree before a block, when others changed the rest of it meanwhile.
   */
  public Observation withPathsOf(Observation other, Collection<TreePath> paths) {
    Map<TreePath, Optional<ManifestEntry>> known = new HashMap<>();
    paths.forEach(path -> known.put(path, other.manifest.find(path)));
    return with(known);
  }

  /** Returns what this scan would have shown with other entries at some paths, or none. */
  Observation with(Map<TreePath, Optional<ManifestEntry>> others) {
    return new Observation(control, refs, traces, ignore, manifest.with(others));
  }

  /** Returns whether a path exists. */
  public boolean has(TreePath path) {
    return manifest.find(path).isPresent();
  }

  /** Returns whether a path is not what another scan found there. */
  public boolean differsAt(TreePath path, Observation other) {
    Optional<ManifestEntry> own = manifest.find(path);
    Optional<ManifestEntry> its = other.manifest.find(path);
    return own.isPresent() != its.isPresent()
        || own.filter(entry -> !entry.sameAs(its.orElseThrow())).isPresent();
  }

  /** Returns the same once git's objects are guarded. */
  public Observation guarded() {
    return new Observation(control, refs, traces.guarded(), ignore, manifest);
  }

  /** Returns the same once refs were added. */
  public Observation plus(Map<String, String> more) {
    return new Observation(control, refs.plus(more), traces, ignore, manifest);
  }

  /**
   * Reads an observation that {@link ScanFolder} wrote.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE, when the file is missing (JRNL-003)
   *     or holds anything else (JRNL-001)
   */
  public static Observation readFrom(Path file) {
    return ObservationFile.read(file);
  }
}
