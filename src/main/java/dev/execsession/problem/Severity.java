package dev.execsession.problem;

/** How much a problem weighs: an error refuses, a warning is told and does not. */
public enum Severity {
  ERROR,
  WARNING
}
