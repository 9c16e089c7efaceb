package dev.execsession.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a program took, or the medians of many.
 *
 * @param cpuMs user and system time together
 * @param childrenMs the part of the wall time in which the program waited for its own children, as
 *     far as it tells
 */
record Measured(double wallMs, double cpuMs, double peakMiB, double childrenMs) {
  Measured withChildren(double ms) {
    return new Measured(wallMs, cpuMs, peakMiB, ms);
  }

  /** Returns the time that was the program's own. */
  double ownMs() {
    return wallMs - childrenMs;
  }

  /** Returns the median of each figure. */
  static Measured medians(List<Measured> runs) {
    double wall = median(runs, Measured::wallMs);
    // The difference of each run, not of the medians: both ends of a run are equally disturbed.
    return new Measured(
        wall,
        median(runs, Measured::cpuMs),
        median(runs, Measured::peakMiB),
        wall - median(runs, Measured::ownMs));
  }

  private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
