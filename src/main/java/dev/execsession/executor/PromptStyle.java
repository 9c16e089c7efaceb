package dev.execsession.executor;

/** How an executor gets its brief, which is always available in {@code EXEC_SESSION_BRIEF} too. */
public enum PromptStyle {
  /** On its standard input. */
  STDIN,
  /** As an argument: instead of {@code {prompt}}, or else as the last one. */
  ARGUMENT,
  /** As a file: its path replaces {@code {brief}}. */
  FILE
}
