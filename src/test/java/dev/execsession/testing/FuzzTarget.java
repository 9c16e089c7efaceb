package dev.execsession.testing;

import java.util.Random;

/** A part of the tool that is fuzzed with generated input, one input per round. */
@FunctionalInterface
public interface FuzzTarget {
  /** Generates one input from {@code random} alone, and fails if an invariant is violated. */
  void round(Random random) throws Exception;
}
