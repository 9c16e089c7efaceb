package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word of a contract section is visible to a person or an executor. */
class NothingDroppedTest {
  private static final String WORD = "xylophone";

  private static final String PLAN =
      """
      # Plan

      **Status:** Approved

      ## Objective Lock
      Answer faster.

      - **Objective:** Answer faster
      - **In Scope:** answers
        - the slow ones
      - **Audience:** callers
      - nobody else

      > As agreed.

      ### Why
      They wait.

      ## Recent Changes Snapshot
      - **Delivered Behavior:** slow
      1. one

      ## Current Behavior Summary
      Every request reads the disk.

      ```text
      a -> b
      ```

      ## Proposed Next Blocks
      Read this first.

      ### Order
      - as written

      ### Block B01: Cache
      Keep answers.
      In memory.

      Files:
      - Create: `src/a` the cache
      - Modify: `src/b` — use it
      - Read: `docs/c` first

      Do it like this:

      1. One
         more of one
         - nested
           - deeper

         ```java
         code
         ```

         > quoted
      2. Two

      Between the steps.

      3. Three

      After the steps.

      - **Approach:** a map
        - with a lock

          and a paragraph
      - Owner: the team
      - **Risks:**
        - one risk
          - its reason
      - **Acceptance:** fast
      - **Done When:** slow is gone
      - **Why Now:** they wait

      | a | b |
      |---|---|
      | c | d |

          indented code

      <div>markup</div>

      #### Background
      Text below a heading.

      - a bullet below it

      ##### Deeper
      Text below that.

      - **Dependencies:**

        a paragraph of it

      ```sh
      fenced
      ```

      ### Block B02: Steps by name
      **Files:** `src/a`, `src/b`

      **Step 1: First**

      Run: `make x`

      Expected: fine

      **Step 2: Second**

      - [ ] a box

      - **Manual Checks:**
        - look at it
          - closely

      ### Block B03: Everything named
      - **Goal:** goal

        and a second paragraph
      - **Steps:** in this order:
        1. first
        2. second

        text in between

        - a bullet
      - **Exclude:** anything odd
      - **Checks:**
        - `make x` passes
        - look at it
        - `make y` was slow

      ## Validation Plan
      Before you start.

      - `make test` — slow
      - Look at it
        - closely
      - `make z` is what we would run

      ## Branch Continuity
      - **Execution Branch:** `feature/x`
      - **Rule:** stay there

      ## File Scope Contract
      Only these.

      ### Include
      - `src/**` (the code)

      ### Exclude
      - `src/secret/**` — keys
      - unrelated things

      ### Notes
      Ask first.

      ## Executor Handoff
      - **Preconditions:** none
      - **Stop Conditions:**
        - a question

      ## Open Questions
      - Q1: who?
      """;

  static List<String> plans() {
    List<String> lines = PLAN.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> isText(lines.get(i)))
        .mapToObj(
            i -> {
              List<String> changed = new ArrayList<>(lines);
              changed.set(i, withWord(lines.get(i)));
              return String.join("\n", changed) + "\n";
            })
        .toList();
  }

  /** Lines that carry a text of their own: no blank line, fence, heading of the contract, field. */
  private static boolean isText(String line) {
    String bare = line.strip();
    return !bare.isEmpty()
        && !bare.startsWith("```")
        && !bare.startsWith("|--")
        && !bare.matches("#{1,2} .*|### (Include|Exclude|Block .*)")
        && !bare.matches("(- )?\\*\\*(Status|Execution Branch):\\*\\*.*")
        && !bare.matches(
            "(- )?(\\*\\*)?(Files|Risks|Dependencies|Manual Checks|Checks|Stop Conditions):(\\*\\*)?( `.*)?");
  }

  private static String withWord(String line) {
    String end =
        line.endsWith(":") ? ":" : line.endsWith("**") ? "**" : line.endsWith("|") ? " |" : "";
    return line.startsWith("<div>")
        ? line.replace("</div>", " " + WORD + "</div>")
        : line.substring(0, line.length() - end.length()) + " " + WORD + end;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void every_word_is_visible_somewhere(String text) {
    ParsedPlan parsed = Plans.parse(text);
    Plan plan = parsed.plan();
    List<Object> seen = new ArrayList<>();
    for (Block block : plan.blocks()) {
      seen.addAll(List.of(String.valueOf(block.goal()), String.valueOf(block.whyNow())));
      seen.addAll(block.acceptanceCriteria());
      seen.addAll(block.risks());
      seen.addAll(block.dependencies());
      seen.addAll(block.steps());
      seen.addAll(block.include());
      seen.addAll(block.exclude());
      seen.addAll(block.guards());
      seen.addAll(block.run());
      seen.addAll(block.checks());
      seen.addAll(block.manualChecks());
      seen.addAll(block.notes());
    }
    seen.add(String.valueOf(plan.objective()));
    seen.addAll(plan.inScope());
    seen.addAll(plan.include());
    seen.addAll(plan.exclude());
    seen.addAll(plan.guards());
    seen.addAll(plan.checks());
    seen.addAll(plan.manualChecks());
    seen.addAll(plan.stopConditions());
    seen.addAll(plan.context());
    parsed.problems().stream().map(Problem::message).forEach(seen::add);

    assertThat(seen.stream().map(String::valueOf))
        .as(text.lines().filter(line -> line.contains(WORD)).findFirst().orElseThrow())
        .anyMatch(thing -> thing.contains(WORD));
  }
}
