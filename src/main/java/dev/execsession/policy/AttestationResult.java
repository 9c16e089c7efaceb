package dev.execsession.policy;

import java.util.List;

/**
 * How all attestations of a block stand.
 *
 * @param records one per active policy that asks for an attestation, in their order
 * @param blocking sentences why the block is not done; empty when nothing blocks
 * @param risks sentences for the report's residual risks
 */
public record AttestationResult(
    List<AttestationRecord> records, List<String> blocking, List<String> risks) {
  public AttestationResult {
    records = List.copyOf(records);
    blocking = List.copyOf(blocking);
    risks = List.copyOf(risks);
  }
}
