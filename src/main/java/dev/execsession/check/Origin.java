package dev.execsession.check;

/** Who asks for a check. */
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
