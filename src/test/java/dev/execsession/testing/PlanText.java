package dev.execsession.testing;

import java.util.Arrays;
import java.util.List;

/** Plan texts and small edits of them. */
public final class PlanText {
  /** Three blocks on {@code feature/x}, within {@code src} without {@code src/secret}. */
  public static final String STANDARD =
      """
      # Three steps

      **Status:** Approved

      ## Objective Lock
      - **Objective (One Sentence):** The work moves forward in three steps.

      ## Recent Changes Snapshot
      - **Planning Branch:** `feature/x`
      - **Base Branch:** `main`
      - **Delivered Behavior:** the first commit is there.

      ## Current Behavior Summary
      - **Current Runtime Flow:** nothing runs yet.

      ## Proposed Next Blocks

      ### Block B01: First
      - **Goal:** The first step is made.
      - **Steps:**
        1. Make the first step.

      ### Block B02: Second
      - **Goal:** The second step is made.
      - **Steps:**
        1. Make the second step.

      ### Block B03: Third
      - **Goal:** The third step is made.
      - **Steps:**
        1. Make the third step.

      ## Validation Plan
      - `true`

      ## Branch Continuity
      - **Execution Branch:** `feature/x`

      ## File Scope Contract

      ### Include
      - `src/**`

      ### Exclude
      - `src/secret/**`
      """;

  /** The standard plan with its first block alone. */
  public static final String ONE_BLOCK = without(STANDARD, "### Block B02", "## Validation Plan");

  private PlanText() {}

  /** Returns the plan with one text, which must exist, replaced by another. */
  public static String with(String plan, String found, String replacement) {
    if (!plan.contains(found)) {
      throw new AssertionError("the plan has no: " + found);
    }
    return plan.replace(found, replacement);
  }

  /** Returns the plan with another line of validation in place of {@code true}. */
  public static String withCheck(String plan, String... checks) {
    return with(plan, "- `true`\n", list(checks));
  }

  public static String withInclude(String plan, String... entries) {
    return with(plan, "- `src/**`\n", list(entries));
  }

  public static String withExclude(String plan, String... entries) {
    return with(plan, "- `src/secret/**`\n", list(entries));
  }

  /** Returns the plan without the text from one phrase up to another. */
  public static String without(String plan, String from, String upTo) {
    int start = plan.indexOf(from);
    int end = plan.indexOf(upTo, start);
    if (start < 0 || end < 0) {
      throw new AssertionError("the plan has no: " + from + " … " + upTo);
    }
    return plan.substring(0, start) + plan.substring(end);
  }

  /** Returns the 1-based line of the first occurrence of a text. */
  public static int lineOf(String plan, String text) {
    List<String> lines = plan.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("the plan has no: " + text);
  }

  private static String list(String... entries) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(entries).forEach(entry -> text.append("- ").append(entry).append('\n'));
    return text.toString();
  }
}
