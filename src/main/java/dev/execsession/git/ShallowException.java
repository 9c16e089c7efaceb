package dev.execsession.git;

/** The history before a commit was not fetched. */
public final class ShallowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String commit;

  ShallowException(String commit) {
    super("the history before " + commit + " was not fetched");
    this.commit = commit;
  }

  /** Returns the oldest commit that is there, 40 hexadecimal digits. */
  public String commit() {
    return commit;
  }
}
