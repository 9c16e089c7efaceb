package dev.execsession.policy;

import java.util.List;

/**
 * The status of all attestations of a block.
 *
 * @param records one per active policy with an attestation, in order
 * @param blocking sentences why the block is not done; empty when none blocks
 * @param risks residual risks for the report, a sentence each
 */
public record AttestationResult(
    List<AttestationRecord> records, List<String> blocking, List<String> risks) {
  public AttestationResult {
    records = List.copyOf(records);
    blocking = List.copyOf(blocking);
    risks = List.copyOf(risks);
  }
}
