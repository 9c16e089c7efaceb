package dev.execsession.config;

/** What a missing attestation or document does to a block. */
public enum OnMissing {
  /** The block is not done. */
  BLOCK,
  /** The block may be done; the report names a residual risk. */
  RISK
}
