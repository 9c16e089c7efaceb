package dev.execsession.ci;

import dev.execsession.json.JsonName;

/**
 * What a finding is about, the most important first. The names are ids that services keep: they
 * must not change.
 */
public enum Rule implements JsonName {
  UNTRUSTED("Session changed by another program"),
  ESCALATED("Back to planning"),
  PROTECTED_PATH("Protected path changed"),
  SENSITIVE_PATH("Sensitive path changed"),
  EXCLUDED_PATH("Excluded path changed"),
  OUTSIDE_SCOPE("Path outside of the scope changed"),
  HISTORY("History or references changed"),
  UNDECLARED_DEPENDENCY("Undeclared dependency"),
  CHECK_FAILED("Check failed"),
  EXECUTOR_FAILED("Executor failed"),
  BLOCKED("Block is not done"),
  DOCUMENTATION("Documentation missing"),
  WAITING("A person must decide"),
  ACCEPTED_OVER("Kept although not good"),
  RISK("Remaining risk"),
  NOTED_PATH("Path with a note in the plan"),
  GUARD("Rule that only a person can check"),
  UNTOUCHED("Declared, not touched"),
  MORE("More findings");

  private final String title;

  Rule(String title) {
    this.title = title;
  }

  /** Returns a few words for people. */
  String title() {
    return title;
  }
}
