package dev.execsession.cli;

import dev.execsession.config.ConfigLoader;
import dev.execsession.guard.HookRehearsal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does once what users do often, in folders of its own, so that a JVM that makes a class archive
 * meets the classes that they need.
 */
public final class Rehearsal {
  /** Holds a bit of everything that a plan may hold, and a fault. */
  private static final String PLAN =
      """
      ---
      status: Approved
      ---
      # Rehearse

      > **Objective:** Everything is met once.

      ## 1. Objective Lock
      - **Objective:** Meet `everything`, _once_, see [the page](https://example.com).
      - **In Scope:** all of it
      - **Out of Scope:**
        - nothing
      - **Success Criteria:**
        - nothing is left

      ## 2. Recent Changes Snapshot
      - **Base Branch:** `main`
      - **Delivered Behavior:** none.

      ## 3. Current Behavior Summary
      Nothing yet <!-- unseen -->, **at all**.

      ## 4. Proposed Next Blocks

      ### Block B01: First
      - **Block ID:** `B01`
      - **Goal:** the first.
      - **Include:** `src/**`
      - **Steps:**
        1. [ ] Do `it`.
        2. Do it again:
           - with care
      - **Human Guard:** ask before `src/a`
      - **New Dependencies:** none
      - **Skill:** `backend`
      - **Executor:** `helper`
      - **Docs:** none: nothing to tell
      - **Manual Checks:**
        - it looks good
      - **Run:** `true`
      - **Checks:**
        - `true` (in `src`, timeout 5m)
        - [ ] Look at it.

      ### Block B02: Second
      - **Depends On:** `B01`
      - **Goal:** the second.
      - **Steps:**
        1. Do it.

      ```sh
      true
      ```

      ## 5. Validation Plan
      1. `true`
      2. At completion: `true`
      - [ ] It looks good.

      ## 6. Branch Continuity
      - **Planning Branch:** `main`
      - **Execution Branch:** `work/rehearsal`

      ## 7. File Scope Contract
      ### Include
      - `src/**` - the sources
      - `README.md`, `docs/a.md`
      ### Exclude
      - `src/generated/**`
      - secrets of any kind

      ## 8. Executor Handoff
      - **Execution Mode:** `stepwise`
      - **Block Grouping:** B01-B02
      - **Stop Conditions:** none

      ## 9. Progress Checkpoints
      - [ ] B01
      """;

  private static final String CONFIGURATION =
      """
      version: 1
      executor: helper
      executors:
        helper:
          command: ["true"]
          prompt: stdin
          timeout: 5m
      checks:
        - "true"
      check-defaults: {timeout: 5m, idle: 1m}
      skills:
        backend: {paths: ["src/**"]}
      scope:
        protect: ["secret/**"]
      """;

  private Rehearsal() {}

  /**
   * Gives the answers that need no parser.
   *
   * @param surroundings in whose directory a folder is made
   */
  public static void brief(Surroundings surroundings) throws IOException {
    answer(surroundings, "", "--version");
    answer(surroundings, "", "--help");
    hook(surroundings, "{}");
    Path root = surroundings.directory().resolve("rehearsal");
    HookRehearsal.begin(root, surroundings.environment());
    for (String payload : HookRehearsal.payloads(root)) {
      hook(surroundings, payload);
    }
  }

  private static void hook(Surroundings surroundings, String payload) {
    answer(surroundings, payload, "guard", "hook", "--agent", "claude");
  }

  private static void answer(Surroundings surroundings, String input, String... words) {
    PlainAnswers.to(
        words,
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            surroundings.out(),
            surroundings.err(),
            surroundings.environment(),
            surroundings.directory(),
            false,
            false,
            false,
            surroundings.interrupts()));
  }

  /**
   * Does all else: judges plans and carries one out. The working directory is its own.
   *
   * @throws IllegalStateException when that does not come out as it should
   */
  public static void full(Surroundings surroundings) throws IOException {
    Files.writeString(surroundings.directory().resolve("plan.md"), PLAN);
    Files.writeString(surroundings.directory().resolve(ConfigLoader.FILE), CONFIGURATION);
    run(ExitCode.REFUSED, surroundings, "-C", ".", "validate", "plan.md");
    run(ExitCode.DONE, surroundings, "demo");
  }

  private static void run(int expected, Surroundings surroundings, String... words) {
    Integer answered = PlainAnswers.to(words, surroundings);
    int exit = answered == null ? ExecSession.run(words, surroundings) : answered;
    if (exit != expected) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + exit);
    }
  }
}
