package dev.execsession.ci;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts findings in order and limits their number. */
final class Ranking {
  private Ranking() {}

  /** Returns the findings, the most important first. */
  static List<Finding> ranked(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::level).thenComparing(Finding::rule))
        .toList();
  }

  /**
   * Returns at most so many findings, the most important first. When some are left out, the last
   * one returned says how many.
   *
   * @param most at least 1
   */
  static List<Finding> capped(List<Finding> findings, int most) {
    List<Finding> ranked = ranked(findings);
    if (ranked.size() <= most) {
      return ranked;
    }
    List<Finding> kept = new ArrayList<>(ranked.subList(0, most - 1));
    Finding first = ranked.get(most - 1);
    kept.add(
        new Finding(
            Rule.MORE,
            first.level(),
            (ranked.size() - kept.size()) + " more are not listed here; the report has all",
            first.path()));
    return kept;
  }
}
