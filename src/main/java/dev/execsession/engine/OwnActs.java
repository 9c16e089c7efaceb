package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.text.ToolSetting;
import java.util.List;

/**
 * Puts violations that concern only git, or a tool's settings, to the person at the terminal first,
 * since they may be the person's own act. A path out of scope never is.
 */
record OwnActs(BlockWork work, People people, GateView view) {
  /** Returns how the block goes on: an escalation unless the person answers otherwise. */
  Transition settle(BlockContract block, SessionState now, Assessment forbidden, EventSink before) {
    boolean isGitOnly =
        forbidden.changes().stream().noneMatch(Fact.Change::isViolation)
            && forbidden.committedPaths().isEmpty();
    if (!isGitOnly || !people.canAsk()) {
      return work.outOfScope(block, now, forbidden);
    }
    return switch (choice(now.block(block.id()), forbidden.violations())) {
      case MINE -> {
        before.record(
            new Grant.BetweenAccepted(
                List.of(),
                forbidden.violations(),
                people.name(),
                now.lastObservation(),
                null,
                Consent.by(Channel.PROMPT)));
        yield Transition.next();
      }
      case ESCALATE -> work.outOfScope(block, now, forbidden);
      default ->
          Transition.paused(
              Awaited.GIT,
              block.id(),
              changed(forbidden.violations())
                  + " changed during block `"
                  + block.id()
                  + "`: "
                  + String.join("; ", forbidden.violations())
                  + "; did you do this?",
              view.contract().stepwiseCommand());
    };
  }

  private static String changed(List<String> violations) {
    if (violations.stream().noneMatch(ToolSetting::isSubjectOf)) {
      return "git's state";
    }
    return violations.stream().allMatch(ToolSetting::isSubjectOf)
        ? "a tool's settings"
        : "git's state and a tool's settings";
  }

  private Gate.Choice choice(BlockState state, List<String> violations) {
    try {
      return people.gate().control(state, violations, view.of(state));
    } catch (NoAnswerException e) {
      return Gate.Choice.STOP;
    }
  }
}
