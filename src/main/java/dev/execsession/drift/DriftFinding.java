package dev.execsession.drift;

import java.util.List;

/**
 * One reason to go back to planning.
 *
 * @param detail a lower-case sentence without a final period, names in backticks
 * @param paths the files concerned, as they are shown, ordered
 * @param evidence lines that show it: a line difference or the names found; may be empty
 * @param proposal what the planner may do, one line each, exact texts in backticks
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
