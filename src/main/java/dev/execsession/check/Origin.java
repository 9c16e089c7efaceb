package dev.execsession.check;

/** Where a check is declared. */
public enum Origin {
  /** The plan's Validation Requirements. */
  PLAN,
  /** The block's own checks. */
  BLOCK,
  /** A policy whose paths were touched. */
  POLICY,
  /** The configuration's default checks. */
  CONFIG
}
