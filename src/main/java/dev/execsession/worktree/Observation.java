package dev.execsession.worktree;

import dev.execsession.git.ControlState;
import dev.execsession.git.GitTraces;
import dev.execsession.git.RefsState;
import java.nio.file.Path;
import java.util.Map;

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
        && refs.equals(other.refs)
        && traces.equals(other.traces)
        && manifest.showsSameAs(other.manifest);
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
   * Replaces the file atomically and forces it to disk.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002)
   */
  public void writeTo(Path file) {
    ObservationFile.write(file, this);
  }

  /**
   * Reads an observation.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-003) when the file is missing
   *     or damaged
   */
  public static Observation readFrom(Path file) {
    return ObservationFile.read(file);
  }
}
