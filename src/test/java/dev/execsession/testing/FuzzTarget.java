package dev.execsession.testing;

import java.util.Random;

/** A part of the tool that is given generated input, one piece a round, and what must hold then. */
@FunctionalInterface
public interface FuzzTarget {
  /**
   * Makes one input from the numbers of {@code random} alone, and fails when the part does with it
   * what it must not.
   */
  void round(Random random) throws Exception;
}
