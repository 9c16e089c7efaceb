package dev.execsession.policy;

/** What follows when something that was asked for is missing. */
public enum OnMissing {
  /** The block is not done. */
  BLOCK,
  /** The block may be done; a residual risk is reported. */
  RISK
}
