package dev.execsession.contract;

import dev.execsession.drift.ObjectiveDrift;
import java.util.List;

/**
 * A record that a person approved a plan, or took approvals back.
 *
 * @param digest of the contract, {@code sha256:…}
 * @param plan its path at that time, relative to the worktree's root
 * @param by who
 * @param at when, as an instant
 * @param contract what was approved, by section; empty for a withdrawal
 * @param withdraws ids of the records taken back; empty for an approval
 */
public record PlanApproval(
    int version,
    String digest,
    String plan,
    String by,
    String at,
    List<ObjectiveDrift.Section> contract,
    List<String> withdraws) {
  /** The version of the record's form. */
  static final int VERSION = 1;

  public PlanApproval {
    contract = List.copyOf(contract);
    withdraws = List.copyOf(withdraws);
  }

  boolean isWithdrawal() {
    return !withdraws.isEmpty();
  }
}
