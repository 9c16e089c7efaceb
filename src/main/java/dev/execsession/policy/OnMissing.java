package dev.execsession.policy;

/** The consequence of a missing attestation or document. */
public enum OnMissing {
  /** The block is not done. */
  BLOCK,
  /** The block may be done; a residual risk is reported. */
  RISK
}
