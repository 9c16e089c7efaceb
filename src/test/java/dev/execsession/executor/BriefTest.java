package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.executor.BriefInput.Failure;
import dev.execsession.executor.BriefInput.Policy;
import dev.execsession.executor.BriefInput.Skill;
import dev.execsession.executor.BriefInput.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BriefTest {
  private static BriefInput input(List<String> checks, @Nullable Failure previous) {
    return new BriefInput(
        "Rate limiting",
        "docs/exec-plans/active/x.md",
        "Limit calls per tenant.",
        List.of(new Text("Current Behavior Summary", "Nothing limits calls.\n\n- no filter")),
        "B02",
        "Filter",
        2,
        3,
        "Requests beyond the limit get 429.",
        "Two customers complained.",
        List.of("Add the filter", "Wire it\nbehind the login"),
        List.of("429 has a Retry-After"),
        List.of("the bucket of block B01"),
        List.of("clocks differ"),
        List.of(new Text("", "Keep it small."), new Text("Approach", "A servlet filter.")),
        List.of("api/src/**"),
        List.of("api/src/secret/**"),
        List.of("anything the mobile team owns"),
        checks,
        List.of("try it in the browser"),
        List.of(new Skill("backend", "Use constructor injection.\n")),
        List.of(new Policy("tenant-isolation", "no query without a tenant")),
        List.of("the login has to change"),
        List.of("docs/api.md"),
        List.of("bucket4j"),
        false,
        previous,
        "/tmp/exec-session-1/result.json");
  }

  @Test
  void a_brief_has_the_block_its_scope_and_how_to_report() {
    assertThat(Brief.render(input(List.of("./gradlew :api:test"), null), Reporting.RESULT_FILE))
        .startsWith(
            """
            # B02: Filter

            Block 2 of 3 of the plan "Rate limiting" (`docs/exec-plans/active/x.md`). Do this block only: the others are not your work, now or later.

            ## Objective of the plan

            Limit calls per tenant.

            ## Goal of this block

            Requests beyond the limit get 429.

            ## Why now

            Two customers complained.

            ## Steps

            1. Add the filter
            2. Wire it
               behind the login

            ## Accepted when

            - 429 has a Retry-After

            ## From the plan

            Keep it small.

            ## Approach

            A servlet filter.

            ## Depends on

            - the bucket of block B01

            ## Risks

            - clocks differ

            ## Files you may change

            Only these, including new files. A change anywhere else stops the session, even when it is committed, reverted or ignored by git.

            - `api/src/**`

            ## Files you must not change

            Even if they are in scope above.

            - `api/src/secret/**`

            ## Keep out of

            - anything the mobile team owns

            Never change the plan, `.git`, CI definitions, agent settings or exec-session's own files. Do not switch branches,
            rewrite history, tag or stash.

            ## New dependencies you may add

            Any other new package sends the plan back to planning.

            - `bucket4j`

            ## Documents to update

            - `docs/api.md`

            ## Checks that will be run

            After you end, from the worktree's root:

            ```sh
            ./gradlew :api:test
            ```

            ## A person will check

            - try it in the browser

            ## Guidance: backend

            Use constructor injection.

            ## Required attestations

            Add each to `attestations` under its id; the evidence names an existing file, line, test or command.

            - `tenant-isolation`: no query without a tenant

            ## Stop and report when

            Do not work around these: write `"status": "blocked"` or `escalate` and end.

            - the login has to change

            ## Context: Current Behavior Summary

            Nothing limits calls.

            - no filter

            ## How to report
            """)
        .contains("to the file `/tmp/exec-session-1/result.json`")
        .endsWith("from the files on disk and the checks it runs itself.\n");
  }

  @Test
  void a_later_attempt_gets_the_last_failure() {
    Failure failure = new Failure("check `make test`: exit 2", "```\n\u001b[31mred\n");

    assertThat(Brief.render(input(List.of(), failure), Reporting.RESULT_FILE))
        .contains(
            """
            ## This is another attempt

            The last one failed: check `make test`: exit 2

            Its changes are still in the worktree. The end of its output:

            ````text
            ```
            ^[[31mred
            ````
            """)
        .doesNotContain("Checks that will be run");
  }

  @Test
  void a_failure_without_output_shows_no_empty_block() {
    Failure failure = new Failure("check `false`: exit 1", "\n");

    assertThat(Brief.render(input(List.of(), failure), Reporting.RESULT_FILE))
        .contains("Its changes are still in the worktree.\n\n## ");
  }
}
