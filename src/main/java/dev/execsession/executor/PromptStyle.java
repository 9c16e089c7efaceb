package dev.execsession.executor;

/** How an executor gets its brief; the file in {@code EXEC_SESSION_BRIEF} is always there too. */
public enum PromptStyle {
  /** On its standard input. */
  STDIN,
  /** As an argument: in place of {@code {prompt}}, else as the last one. */
  ARGUMENT,
  /** As a file: its path stands in {@code EXEC_SESSION_BRIEF} and in place of {@code {brief}}. */
  FILE
}
