package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the completion checks.
 *
 * @param checks results of the last round
 * @param changes what they changed
 * @param reasons why they did not pass
 * @param confined whether all of them were sandboxed; absent when none ran
 */
record Completion(
    List<Fact.Check> checks,
    List<Fact.ManualCheck> manualChecks,
    List<Fact.Change> changes,
    List<String> reasons,
    @Nullable Boolean confined) {
  static final Completion NONE = new Completion(List.of(), List.of(), List.of(), List.of(), null);

  Completion recheck() {
    return new Completion(List.of(), List.of(), changes, List.of(), confined);
  }

  Completion plus(Fact.Check check, boolean isConfined) {
    return new Completion(
        Lists.with(checks, check, Fact.Check::key),
        manualChecks,
        changes,
        reasons,
        isConfined && !Boolean.FALSE.equals(confined));
  }

  Completion plus(Fact.ManualCheck check) {
    return new Completion(checks, Lists.plus(manualChecks, check), changes, reasons, confined);
  }

  Completion plus(List<Fact.Change> more) {
    return new Completion(checks, manualChecks, Lists.joined(changes, more), reasons, confined);
  }

  Completion because(List<String> why) {
    return new Completion(checks, manualChecks, changes, why, confined);
  }
}
