package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.contract.Turn;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's turns that are cut off, or taken by another one. */
class AgentTurnsTest {
  @TempDir Path temp;

  private Workbench begun() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.begin();
    bench.repo().write("src/A.java", "a\nB01\n");
    return bench;
  }

  private static Phase phase(Workbench bench) {
    return bench.stored().state().phase();
  }

  @Test
  void a_turn_is_the_same_journal_as_any_session() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    assertThat(bench.begin().story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, opened
            = paused
            """);
    bench.repo().write("src/A.java", "a\nB01\n");

    assertThat(bench.finish().story())
        .isEqualTo(
            """
            resumed stepwise
            B01 exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void a_begin_that_dies_before_the_block_is_open_opens_it_the_next_time() {
    for (String event : List.of("locked", "B01 intended")) {
      Workbench bench = Workbench.create(temp.resolve(event), PlanText.ONE_BLOCK).crashAfter(event);
      assertThat(bench.begin().story()).endsWith("= crash\n");

      Run again = bench.crashAfter(null).begin();

      assertThat(again.story()).as(event).endsWith("B01 intended 1, opened\n= paused\n");
      assertThat(phase(bench)).isEqualTo(Phase.WORKING);
    }
  }

  @Test
  void a_finish_that_dies_anywhere_is_continued_by_the_next() {
    for (String event :
        List.of("resumed", "B01 exited", "B01 measured", "B01 checked", "B01 judged")) {
      Workbench bench = Workbench.create(temp.resolve(event), PlanText.ONE_BLOCK);
      bench.begin();
      bench.repo().write("src/A.java", "a\nB01\n");
      assertThat(bench.crashAfter(event).finish().story()).endsWith("= crash\n");
      bench.crashAfter(null);
      if (event.equals("B01 judged")) {
        // The verdict is on record: only the person is missing.
        assertThat(bench.begin().story()).endsWith("B01 paused\n= paused\n");
        continue;
      }
      assertThat(phase(bench))
          .as(event)
          .isEqualTo(event.equals("resumed") ? Phase.WORKING : Phase.CHECKING);

      Run again = bench.finish();

      assertThat(again.story()).as(event).endsWith("judged good, paused\n= paused\n");
      assertThat(bench.stored().state().block("B01").changes())
          .as(event)
          .extracting(change -> change.path() + " " + change.by())
          .containsExactly("src/A.java EXECUTOR");
    }
  }

  @Test
  void what_the_agent_changes_after_a_finish_that_died_is_its_work_too() {
    Workbench bench = begun();
    bench.crashAfter("B01 measured").finish();
    bench.crashAfter(null).repo().write("src/B.java", "more\n");

    bench.finish();

    assertThat(bench.stored().state().block("B01").changes())
        .extracting(change -> change.path() + " " + change.by())
        .containsExactlyInAnyOrder("src/A.java EXECUTOR", "src/B.java EXECUTOR");
  }

  @Test
  void what_the_agent_said_survives_a_finish_that_died() {
    Workbench bench = begun();
    bench
        .crashAfter("B01 measured")
        .finish(
            new Turn.Report(
                "made it", List.of("mind the gap"), List.of("rain"), Map.of(), null, null));

    bench.crashAfter(null).finish();

    var end = bench.stored().state().block("B01").execution().orElseThrow();
    assertThat(end.summary()).isEqualTo("made it");
    assertThat(end.notes()).containsExactly("mind the gap");
    assertThat(end.risks()).containsExactly("rain");
  }

  @Test
  void begin_continues_a_finish_that_died() {
    Workbench bench = begun();
    bench.crashAfter("B01 measured").finish();

    assertThat(bench.crashAfter(null).begin().story()).endsWith("judged good, paused\n= paused\n");
  }

  @Test
  void run_continues_a_finish_that_died() {
    Workbench bench = begun();
    bench.crashAfter("B01 measured").finish();

    assertThat(bench.crashAfter(null).executor("false").stepwise(ScriptedGate.nobody()).story())
        .contains("judged good")
        .endsWith("= paused\n");
  }

  @Test
  void a_finish_that_dies_before_the_block_is_open_again_leaves_it_to_begin() {
    Workbench bench =
        Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`grep done src/A.java`"));
    bench.begin();
    bench.repo().write("src/A.java", "half\n");
    assertThat(bench.crashAfter("B01 blocked").finish().story()).endsWith("= crash\n");

    Run again = bench.crashAfter(null).begin();

    assertThat(again.story()).endsWith("B01 intended 2, opened\n= paused\n");
  }

  @Test
  void a_second_agent_is_told_who_works_while_that_runs_and_goes_on_once_it_is_gone()
      throws Exception {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Process other = new ProcessBuilder("sleep", "1000").start();
    Caller first = new Caller("claude", "one", other.pid(), ticks(other.pid()));
    try {
      bench.begin(first);

      Run second = bench.begin(new Caller("codex", "two", 1L, null));

      assertThat(second.story()).isEqualTo("= busy RUN-031\n");
      assertThat(second.problems().get(0).message())
          .contains(
              "block `B01` has been open since", "for `claude`, which is still running as pid");
      assertThat(bench.begin(first).story()).isEqualTo("= done\n");
    } finally {
      other.destroyForcibly().waitFor();
    }
    Run second = bench.begin(new Caller("codex", "two", 1L, null));
    assertThat(second.story()).isEqualTo("= done\n");
    assertThat(second.remarks()).singleElement().asString().contains("open since");
  }

  private static long ticks(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1)[19]);
  }

  @Test
  void an_agents_block_is_never_reported_as_sandboxed() {
    Workbench bench = begun();
    bench.finish();

    assertThat(bench.stored().state().block("B01").isUnconfined()).isTrue();
  }

  @Test
  void a_signal_leaves_work_that_was_handed_over_to_the_next_finish() {
    Workbench bench = begun();
    bench.crashAfter("B01 measured").finish();
    SessionState state = bench.stored().state();

    SessionState cut =
        state.after(new Entry(99, state.lastAt(), new Event.Interrupted("B01", "TERM")));

    assertThat(cut.phase()).isEqualTo(Phase.CHECKING);
    assertThat(cut.interruption().orElseThrow().signal()).isEqualTo("TERM");
  }

  @Test
  void the_guard_stays_until_the_work_is_on_record_as_handed_over() {
    Workbench bench = begun();
    Path file = bench.stored().folder().path().resolve("active-block");
    assertThat(file).exists();

    bench.crashAfter("resumed").finish();
    assertThat(file).exists();

    bench.crashAfter("B01 measured").finish();
    assertThat(file).doesNotExist();
  }

  @Test
  void a_missing_attestation_is_for_the_agent_and_not_for_a_person() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(
                """
                version: 1
                policies:
                  tenant-isolation:
                    when: [src/**]
                    attest: no query without a tenant
                    on-missing: block
                """);
    bench.begin();
    bench.repo().write("src/A.java", "a\nB01\n");

    Run first = bench.finish();
    assertThat(first.story()).contains("judged bad", "blocked", "B01 intended 2, opened");
    assertThat(bench.stored().state().block("B01").reasons()).isEmpty();

    Run second =
        bench.finish(
            new Turn.Report(
                null,
                List.of(),
                List.of(),
                Map.of("tenant-isolation", "src/A.java:1"),
                null,
                null));
    assertThat(second.story()).contains("attested tenant-isolation given", "judged good");
  }

  @Test
  void a_block_that_a_person_began_and_left_untouched_is_opened_for_the_agent() {
    Workbench bench =
        Workbench.create(
                temp, PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"))
            .noExecutor();
    bench.begin();
    bench.repo().write("src/A.java", "a\nB01\n");
    bench.finish();

    Run person = bench.stepwise(ScriptedGate.answering("continue", "stop"));
    assertThat(person.story()).contains("B01 done\nB02 intended 1, started\n");

    assertThat(bench.begin().story()).endsWith("B02 intended 2, opened\n= paused\n");
  }

  @Test
  void the_persons_answers_at_a_terminal_end_with_the_block() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(
                """
                version: 1
                docs:
                  behaviour: [src/**]
                  docs: [docs/**]
                  on-missing: block
                """);
    bench.begin();
    bench.repo().write("src/A.java", "a\nB01\n");

    Run finished = bench.finish();

    assertThat(finished.story()).endsWith("paused\n= paused\n");
    assertThat(bench.stored().state().paused().orElseThrow().next())
        .isEqualTo("exec-session run " + Workbench.PLAN + " --until B01");
  }
}
