package dev.execsession.problem;

import java.nio.file.Path;

/** Thrown when a session's files are not as this tool wrote them. */
public final class DamagedException extends StopException {
  private static final long serialVersionUID = 1;

  private final transient Path folder;

  /**
   * @param folder of the session
   */
  public DamagedException(Path folder, Problem problem) {
    super(Stop.UNVERIFIABLE, problem);
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }
}
