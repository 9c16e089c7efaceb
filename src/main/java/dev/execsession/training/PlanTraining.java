package dev.execsession.training;

import dev.execsession.config.ConfigLoader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the most frequent commands: validates plans, shows help and executes a plan. */
final class PlanTraining {
  /** Uses every element of the plan format; ready to run. */
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
      Nothing yet <!-- unseen -->, **at all**,
      and not more &amp; not less.

      ***

      ## 4. Proposed Next Blocks

      ### Block B01: First
      - **Block ID:** `B01`
      - **Goal:** the first.
      - **Why Now:** it is time.
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
      - **Planning Branch:** `work/rehearsal`
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

  /** The other form, with one block without a heading; not ready to run. */
  private static final String OTHER_PLAN =
      """
      # Rehearse once more

      - **Date:** today
      - **Status:** Approved (by all)

      ## Objective Lock (Mandatory)

      - **Objective:** Meet the rest.
      - **In Scope:**
        - `src`

      ## Recent Changes Snapshot

      - **Base Branch:** `main`
      - **Commits:**
        - `1234567` one

      ## Current Behavior

      - **Relevant Modules:**
        - `src/a.txt`

      ## Proposed Next Block

      - **Block ID:** `B01`
      - **Goal:** the first.
      - **Why Now:** it is time.
      - **Dependencies:**
        - one
      - **Acceptance Criteria:**
        - it is there

      ## Validation Plan

      - **Unit Tests:**
        - `true`
      - **Manual QA Steps:**
        1. Look at it.

      ## Branch Continuity (Mandatory)

      - **Execution Branch:** `work/rehearsal`

      ## File Scope Contract (Mandatory)

      ### Include (Allowed to Modify)

      - `src/**` (only what is needed)
      - `docs/a.md`

      ### Exclude (Must Not Modify)

      - `infra/**` (unless agreed)
      - all that is not named

      ## Executor Handoff

      - **Execution Mode:** `autonomous` (as asked for)
      - **Ordered Steps:**
        1. Do it.
        2. Do it again.
      - **Block Grouping (Optional):** `none`
      - **Stop Conditions (Escalate):**
        - it is not there

      ## Progress Checkpoints

      - **Record:**
        - Result: `done`

      ### Execution Record

      - Block: `B01`
        - Files: `src/a.txt`
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

  private PlanTraining() {}

  /**
   * Validates a ready and an unready plan, shows help and version, and runs the demo.
   *
   * @param root a folder that does not exist yet, absolute and without links
   */
  static void run(Path root) throws IOException {
    repository(root);
    Path plans = Files.createDirectories(root.resolve("docs/exec-plans/active"));
    Files.writeString(plans.resolve("fit.md"), PLAN);
    Files.writeString(plans.resolve("unfit.md"), OTHER_PLAN);
    ClassTraining.run("", "-C", root.toString(), "validate", "fit.md");
    Files.writeString(root.resolve(ConfigLoader.FILE), CONFIGURATION);
    ClassTraining.run("", "-C", root.toString(), "validate", "unfit.md");
    ClassTraining.run("", "--version");
    ClassTraining.run("", "--help");
    ClassTraining.run("", "demo");
  }

  /** Creates what looks like a repository with one commit and one file in its index. */
  private static void repository(Path root) throws IOException {
    Path git = Files.createDirectories(root.resolve(".git"));
    Files.createDirectories(git.resolve("objects"));
    Files.createDirectories(git.resolve("refs/heads/work"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/work/rehearsal\n");
    Files.writeString(git.resolve("config"), "[core]\n\trepositoryformatversion = 0\n");
    Files.writeString(git.resolve("refs/heads/work/rehearsal"), "1".repeat(40) + "\n");
    Files.writeString(git.resolve("packed-refs"), "2".repeat(40) + " refs/heads/main\n");
    ByteBuffer index = ByteBuffer.allocate(12 + 64 + 8 + 20);
    index.put("DIRC".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(1);
    index.position(12 + 60).putShort((short) 1).put((byte) 'a');
    Files.write(git.resolve("index"), index.array());
  }
}
