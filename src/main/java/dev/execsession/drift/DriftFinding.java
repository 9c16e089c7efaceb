package dev.execsession.drift;

import java.util.List;

/**
 * A reason to escalate.
 *
 * @param detail a lower-case sentence without a final period, names in backticks
 * @param paths the files concerned, as displayed, sorted
 * @param evidence a line diff, or the names found; may be empty
 * @param proposal options of the planner, one line each, exact text in backticks
 */
public record DriftFinding(
    Reason reason,
    String detail,
    List<String> paths,
    List<String> evidence,
    List<String> proposal) {
  public DriftFinding {
    paths = List.copyOf(paths);
    evidence = List.copyOf(evidence);
    proposal = List.copyOf(proposal);
  }
}
