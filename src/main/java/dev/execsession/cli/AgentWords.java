package dev.execsession.cli;

import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.WaysOut;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.SessionReport;
import dev.execsession.report.StatusView;
import dev.execsession.text.TextSanitizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an agent reads when no block is open: the ways to go on, and a sentence for the person.
 *
 * @param obstacle why the person cannot approve in the agent's prompt; empty if that is possible
 */
record AgentWords(SessionState state, ReportPlace place, Optional<String> obstacle) {
  /** Returns the ways to go on; none if the last line names the only one. */
  List<String> choices() {
    return switch (state.phase()) {
      case ESCALATED, BLOCKED -> StatusView.of(state, place);
      case PAUSED -> isForApproval() ? List.of() : StatusView.of(state, place);
      case ACTIVE, WORKING, CHECKING, COMPLETED, INTERRUPTED -> List.of();
    };
  }

  /** Returns the last line, which the agent shows to the person. */
  String last() {
    return TextSanitizer.oneLine(
        switch (state.phase()) {
          case PAUSED -> state.paused().map(this::paused).orElseGet(this::next);
          case ESCALATED ->
              state
                  .escalation()
                  .map(
                      open ->
                          (open.block() == null ? "the plan" : open.block())
                              + " goes back to planning: "
                              + open.detail()
                              + "; "
                              + WaysOut.sentence(state.locked().plan(), open))
                  .orElseGet(this::next);
          case BLOCKED -> "blocked: " + reasons() + "; the person decides: `exec-session status`";
          case COMPLETED -> "every block is done; next: `" + report().next() + "`";
          case ACTIVE, WORKING, CHECKING, INTERRUPTED -> next();
        });
  }

  private boolean isForApproval() {
    return state.paused().filter(asked -> asked.awaited() == Awaited.APPROVAL).isPresent();
  }

  private String paused(Event.Paused asked) {
    if (asked.awaited() == Awaited.APPROVAL && asked.block() != null) {
      return approval(asked.block());
    }
    String command =
        report().options().stream()
            .findFirst()
            .map(option -> option.command())
            .orElse(asked.next());
    return "the person decides: "
        + asked.question()
        + (asked.awaited() == Awaited.BETWEEN
            ? ": type \"approve changes\", or run `" + command + "` in a terminal"
            : "; in a terminal: `" + command + "`");
  }

  private String approval(String last) {
    List<String> waiting = state.waiting().stream().map(BlockState::id).toList();
    return (waiting.size() == 1 ? last + " waits" : String.join(", ", waiting) + " wait")
        + " for your approval: "
        + (obstacle.isPresent() ? "" : "type \"approve " + last + "\", or ")
        + "run `exec-session accept "
        + last
        + "` in a terminal"
        + obstacle.map(why -> "; you cannot approve by typing here: " + why).orElse("");
  }

  private String reasons() {
    String own =
        state.blocks().stream()
            .flatMap(block -> block.reasons().stream())
            .collect(Collectors.joining("; "));
    return own.isEmpty() ? String.join("; ", state.completionReasons()) : own;
  }

  private String next() {
    return "next: `" + report().next() + "`";
  }

  private SessionReport report() {
    return SessionReport.of(state, place);
  }
}
