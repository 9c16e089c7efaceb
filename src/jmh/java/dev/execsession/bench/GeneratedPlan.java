package dev.execsession.bench;

import dev.execsession.testing.PlanText;
import java.util.Locale;

/** Plans of any size, on the branch and within the files of a {@link GeneratedRepository}. */
final class GeneratedPlan {
  private static final String SENTENCE = "The step is small and says in plain words what it does. ";

  private GeneratedPlan() {}

  /** Returns a plan of so many blocks that change nothing, with the check {@code true}. */
  static String blocks(int count) {
    return blocks(count, 0);
  }

  /** Returns a plan that is so long, give or take a block. */
  static String ofSize(int bytes) {
    int blocks = blocksOf(bytes);
    int frame = blocks(blocks).length();
    return blocks(blocks, Math.max(0, (bytes - frame) / blocks));
  }

  /** Returns how many blocks a plan of that size has: 2,000 in one of 1 MiB. */
  static int blocksOf(int bytes) {
    return Math.max(1, (int) (2000L * bytes / (1 << 20)));
  }

  private static String blocks(int count, int padding) {
    String words = SENTENCE.repeat(padding / SENTENCE.length() + 1).substring(0, padding).strip();
    StringBuilder blocks = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      blocks.append(
          String.format(
              Locale.ROOT,
              """
              ### Block B%04d: Step %d
              - **Goal:** Step %d is made. %s
              - **Expect:** no changes
              - **Steps:**
                1. Make the step.

              """,
              i,
              i,
              i,
              words));
    }
    String frame = PlanText.ONE_BLOCK;
    int from = frame.indexOf("### Block B01");
    int upTo = frame.indexOf("## Validation Plan");
    return frame.substring(0, from) + blocks + frame.substring(upTo);
  }
}
