package dev.execsession.problem;

/** Whether a problem stops a run or is only printed. */
public enum Severity {
  ERROR,
  WARNING
}
