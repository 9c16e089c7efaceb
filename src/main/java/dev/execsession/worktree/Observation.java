package dev.execsession.worktree;

import dev.execsession.git.ControlState;
import dev.execsession.git.GitTraces;
import dev.execsession.git.RefsState;
import java.nio.file.Path;

/**
 * One whole look: git's steering files, where its refs point, what it left behind, and the
 * manifest.
 *
 * @param ignore the ignore rules of the first look in a row, by which all later ones are taken
 */
public record Observation(
    ControlState control, RefsState refs, GitTraces traces, IgnoreRules ignore, Manifest manifest) {

  /**
   * Returns whether another look, taken by the same ignore rules, showed exactly this; the times of
   * files count too.
   */
  public boolean showsSameAs(Observation other) {
    return control.equals(other.control)
        && refs.equals(other.refs)
        && traces.equals(other.traces)
        && manifest.showsSameAs(other.manifest);
  }

  /**
   * Writes the observation, replacing the file as a whole and forcing it to disk.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-002)
   */
  public void writeTo(Path file) {
    ObservationFile.write(file, this);
  }

  /**
   * Reads an observation back.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE (JRNL-003) when the file is missing
   *     or damaged
   */
  public static Observation readFrom(Path file) {
    return ObservationFile.read(file);
  }
}
