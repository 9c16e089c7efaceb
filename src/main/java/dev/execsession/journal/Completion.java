package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the completion checks.
 *
 * @param checks results of the last round
 * @param history earlier results of checks that did not pass and ran again
 * @param changes what they changed
 * @param risks what they did that is allowed but needs a look
 * @param reasons why they did not pass
 * @param unread how many files were taken as git's index describes them; absent for none
 * @param confined whether all of them were sandboxed; absent when none ran
 */
record Completion(
    List<Fact.Check> checks,
    List<EarlierResult> history,
    List<Fact.ManualCheck> manualChecks,
    List<Fact.Change> changes,
    List<String> risks,
    List<String> reasons,
    @Nullable Boolean confined,
    @Nullable Integer unread) {
  static final Completion NONE =
      new Completion(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

  Completion recheck() {
    return new Completion(
        List.of(),
        Lists.union(history, Lists.failed(checks, null)),
        List.of(),
        changes,
        risks,
        List.of(),
        confined,
        unread);
  }

  Completion plus(Fact.Check check, boolean isConfined) {
    return new Completion(
        Lists.with(checks, check, Fact.Check::key),
        history,
        manualChecks,
        changes,
        risks,
        reasons,
        isConfined && !Boolean.FALSE.equals(confined),
        unread);
  }

  Completion plus(Fact.ManualCheck check) {
    return new Completion(
        checks,
        history,
        Lists.plus(manualChecks, check),
        changes,
        risks,
        reasons,
        confined,
        unread);
  }

  Completion plus(Event.Measured seen) {
    return new Completion(
        checks,
        history,
        manualChecks,
        Lists.joined(changes, seen.changes()),
        seen.risks() == null ? risks : Lists.union(risks, seen.risks()),
        reasons,
        confined,
        unread);
  }

  Completion because(List<String> why) {
    return new Completion(checks, history, manualChecks, changes, risks, why, confined, unread);
  }

  Completion unread(@Nullable Integer files) {
    return new Completion(checks, history, manualChecks, changes, risks, reasons, confined, files);
  }
}
