package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manual checks and attestations, which only a person or an executor can answer. */
@Execution(ExecutionMode.CONCURRENT)
class QuestionsTest {
  private static final String MANUAL =
      PlanText.withCheck(PlanText.ONE_BLOCK, "`true`", "Nobody notices anything. (manual)");
  private static final String POLICY =
      "policies:\n  safe:\n    when: [src/**]\n    attest: It is safe.\n";

  @TempDir Path temp;

  @Test
  void a_manual_check_that_passes_lets_the_block_be_approved() {
    Run run = Workbench.create(temp, MANUAL).stepwise(ScriptedGate.answering("passed", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? manual B01: Nobody notices anything.: passed
            B01 manually-checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").risks()).isEmpty();
  }

  @Test
  void a_failed_manual_check_blocks_with_the_reason() {
    Run run =
        Workbench.create(temp, MANUAL).stepwise(ScriptedGate.answering("failed: ana did", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? manual B01: Nobody notices anything.: failed: ana did
            B01 manually-checked failed, judged bad, blocked
            ? blocked B01: stop
            = blocked
            """);
    assertThat(run.block("B01").reasons())
        .containsExactly("manual check failed: Nobody notices anything. (ana did)");
  }

  @Test
  void a_manual_check_that_is_skipped_is_a_risk() {
    Run run =
        Workbench.create(temp, MANUAL).stepwise(ScriptedGate.answering("skipped", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? manual B01: Nobody notices anything.: skipped
            B01 manually-checked skipped, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").risks())
        .containsExactly("manual check skipped: Nobody notices anything.");
  }

  @Test
  void a_manual_check_is_not_run_without_a_person() {
    Run run = Workbench.create(temp, MANUAL).autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed,
                manually-checked not run, judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").risks())
        .containsExactly("manual check not run: Nobody notices anything.");
  }

  @Test
  void a_manual_check_without_an_answer_pauses_and_is_asked_again() {
    Workbench bench = Workbench.create(temp, MANUAL);

    Run run = bench.stepwise(ScriptedGate.answering());

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? manual B01: Nobody notices anything.
            B01 paused
            = paused
            """);
    assertThat(run.last().paused().orElseThrow().question())
        .isEqualTo("block `B01` has questions that only a person can answer");
    assertThat(bench.stepwise(ScriptedGate.answering("passed", "continue")).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 rechecking, measured between, checked passed
            ? manual B01: Nobody notices anything.: passed
            B01 manually-checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void an_attestation_is_asked_for_and_kept_with_its_evidence() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(POLICY)
            .stepwise(ScriptedGate.answering("given: looked at it", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? attest B01 safe: given: looked at it
            B01 attested safe given, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").attestations().get(0).evidence()).isEqualTo("looked at it");
    assertThat(run.block("B01").attestations().get(0).by()).isEqualTo("ana");
  }

  @Test
  void a_refused_attestation_blocks() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(POLICY)
            .stepwise(ScriptedGate.answering("refused", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? attest B01 safe: refused
            B01 attested safe refused, judged bad, blocked
            ? blocked B01: stop
            = blocked
            """);
    assertThat(run.block("B01").reasons())
        .singleElement()
        .asString()
        .contains("safe", "not confirmed");
  }

  @Test
  void a_missing_attestation_blocks_an_autonomous_run() {
    assertThat(Workbench.create(temp, PlanText.ONE_BLOCK).config(POLICY).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed,
                attested safe missing, judged bad, blocked
            = blocked
            """);
  }

  @Test
  void a_missing_attestation_pauses_a_stepwise_run_without_a_person() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK).config(POLICY).stepwise(ScriptedGate.nobody());

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed,
                attested safe missing, paused
            = paused
            """);
    assertThat(run.last().paused().orElseThrow().question()).contains("safe");
  }

  @Test
  void a_missing_attestation_can_be_a_risk() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(POLICY + "    on-missing: risk\n")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed,
                attested safe missing, judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").risks()).singleElement().asString().contains("safe");
  }

  @Test
  void an_executor_attests_in_its_report() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(POLICY)
            .executor(
                "echo x >>src/A.java; echo '{\"attestations\":{\"safe\":\"src/A.java\"}}'"
                    + " >\"$EXEC_SESSION_RESULT\"")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, attested safe given,
                judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").attestations().get(0).by()).isEqualTo("executor");
  }

  @Test
  void a_no_can_be_given_anew() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(POLICY)
            .stepwise(
                ScriptedGate.answering("refused", "recheck", "given: looked again", "continue"));

    assertThat(run.story())
        .endsWith(
            """
            ? blocked B01: recheck
            B01 rechecking, measured between, checked passed
            ? attest B01 safe: given: looked again
            B01 attested safe given, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void answers_hold_for_the_bytes_that_they_were_given_for() {
    Workbench bench = Workbench.create(temp, MANUAL).config(POLICY);
    bench.stepwise(ScriptedGate.answering("passed", "given: looked at it", "stop"));
    bench.repo().write("src/A.java", "other bytes\n");

    assertThat(
            bench
                .stepwise(
                    ScriptedGate.answering("continue", "passed", "given: looked again", "continue"))
                .story())
        .contains(
            """
            ? manual B01: Nobody notices anything.: passed
            B01 manually-checked passed
            ? attest B01 safe: given: looked again
            B01 attested safe given, judged good
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"no\"",
        "false",
        "\"TODO\"",
        "0",
        "\"failed\"",
        "\"skipped\"",
        "\"unknown\"",
        "\"not verified\"",
        "\"No tenant check was made. Isolation is broken.\"",
        "{\"status\":\"unmet\",\"evidence\":\"src/A.java\"}"
      })
  void a_no_of_the_executor_is_a_refusal(String claim) {
    assertThat(attesting(claim).block("B01").reasons())
        .singleElement()
        .asString()
        .contains("`safe`", "refused by the executor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"src/B.java\"",
        "true",
        "\"all good\"",
        "{\"status\":\"met\"}",
        "{\"status\":\"met\",\"evidence\":\"src/A.java:900\"}"
      })
  void words_that_name_nothing_are_no_evidence(String claim) {
    assertThat(attesting(claim).block("B01").reasons())
        .singleElement()
        .asString()
        .contains("`safe`", "without evidence");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"met\",\"evidence\":\"src/A.java:1, nothing else can read\"}",
        "\"grep -q x src/A.java\"",
        "\"covered by a_tenant_test\"",
        "\"LimitsTest\""
      })
  void evidence_that_is_there_counts(String claim) {
    assertThat(attesting(claim).story()).endsWith("= done\n");
  }

  private Run attesting(String claim) {
    return Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q x src/A.java`"))
        .config(POLICY)
        .executor(
            "echo x >>src/A.java; echo 'a_tenant_test()' >src/b.test.js; echo 1 >src/LimitsTest.java;"
                + " echo '{\"attestations\":{\"safe\":"
                + claim
                + "}}' >\"$EXEC_SESSION_RESULT\"")
        .autonomous();
  }

  @Test
  void a_question_is_not_asked_twice() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).config(POLICY);
    bench.stepwise(ScriptedGate.answering("given: looked at it", "stop"));

    assertThat(bench.stepwise(ScriptedGate.answering("recheck", "continue")).story())
        .isEqualTo(
            """
            resumed stepwise
            ? approve B01: recheck
            B01 rechecking, measured between, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void the_checks_of_a_policy_run_with_the_blocks_own() {
    assertThat(
            Workbench.create(temp, PlanText.ONE_BLOCK)
                .config("policies:\n  safe:\n    when: [src/**]\n    checks: ['false']\n")
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, checked failed,
                judged bad, blocked
            = blocked
            """);
  }

  @Test
  void a_policy_whose_paths_were_not_touched_asks_nothing() {
    assertThat(
            Workbench.create(temp, PlanText.ONE_BLOCK)
                .config("policies:\n  safe:\n    when: [web/**]\n    attest: It is safe.\n")
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }
}
