package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.contract.Turn;
import dev.execsession.guard.HookSettings;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Opening;
import dev.execsession.journal.Phase;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that was closed while a block was open or waited, and started again. */
class TakeOverTest {
  private static final Turn.Report NOTHING =
      new Turn.Report(null, List.of(), List.of(), Map.of(), null, null);

  @TempDir Path temp;

  private Workbench bench;
  private long gone;

  @BeforeEach
  void begunByAnAgentThatWasClosed() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    gone = ended.pid();
    bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.begin(claude("one", gone, 7, "hooks"));
    bench.repo().write("src/A.java", "a\nB01\n");
  }

  private static Caller claude(String session, long pid, long ticks, String settings) {
    return new Caller("claude", session, pid, ticks, settings);
  }

  /** This process, as the agent that goes on. */
  private static Caller here(String session, String settings) throws Exception {
    return claude(session, own(), ticks(own()), settings);
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  private static long ticks(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1)[19]);
  }

  private Caller onRecord() {
    return bench.stored().state().block("B01").opening().map(Opening::by).orElseThrow();
  }

  private String obstacle(Turn turn) {
    return new TakeOver(turn, bench.repo().environment())
        .obstacle(bench.stored().state())
        .orElse("");
  }

  /** Calls begin, and asserts that the agent on record stays and why. */
  private void assertStays(Turn.Begin turn, String why) {
    Caller before = onRecord();
    assertThat(bench.begin(turn).story()).doesNotContain("continued");
    assertThat(onRecord()).isEqualTo(before);
    assertThat(obstacle(turn)).contains(why);
  }

  @Test
  void begin_takes_an_open_block_over_and_leaves_it_open() throws Exception {
    Opening before = bench.stored().state().block("B01").opening().orElseThrow();

    Run again = bench.begin(here("one", "hooks"));

    assertThat(again.story()).contains("continued");
    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
    assertThat(bench.stored().state().phase()).isEqualTo(Phase.WORKING);
    assertThat(bench.stored().state().block("B01").opening().orElseThrow().since())
        .isEqualTo(before.since());
    assertThat(bench.begin(here("one", "hooks")).story()).doesNotContain("continued");
  }

  @Test
  void a_new_conversation_takes_the_block_over() throws Exception {
    bench.begin(here("two", "hooks"));
    assertThat(onRecord().session()).isEqualTo("two");

    bench.begin(here("three", "hooks"));
    assertThat(onRecord().session()).as("in the same process").isEqualTo("three");
  }

  @Test
  void finish_takes_the_block_over_before_it_hands_it_in() throws Exception {
    Run finished = bench.finish(new Turn.Finish(here("one", "hooks"), true, NOTHING));

    assertThat(finished.story()).contains("B01 continued, exited").endsWith("= paused\n");
    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
  }

  @Test
  void begin_takes_over_while_a_result_waits() throws Exception {
    bench.finish();

    assertThat(bench.begin(here("one", "hooks")).story())
        .contains("continued")
        .endsWith("= paused\n");
    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
  }

  @Test
  void an_agent_without_a_person_takes_nothing_over() throws Exception {
    Turn.Begin headless = new Turn.Begin(here("one", "hooks"), false);
    assertStays(headless, "without a person");

    Turn.Finish finish = new Turn.Finish(here("one", "hooks"), false, NOTHING);
    assertThat(bench.finish(finish).story()).doesNotContain("continued");
    assertThat(onRecord().pid()).isEqualTo(gone);
    assertThat(obstacle(finish)).contains("without a person");
  }

  @Test
  void an_agent_whose_call_no_hook_saw_takes_nothing_over() throws Exception {
    assertStays(
        new Turn.Begin(new Caller("claude", "one", own(), ticks(own())), true),
        "no hook of claude");
    assertStays(new Turn.Begin(here("one", HookSettings.NOT_INSTALLED), true), "no hook of claude");
  }

  @Test
  void changed_hooks_take_nothing_over() throws Exception {
    assertStays(new Turn.Begin(here("one", "other"), true), "hooks are not the ones");
  }

  @Test
  void hooks_that_were_installed_in_the_meantime_count() throws Exception {
    bench = Workbench.create(temp.resolve("again"), PlanText.ONE_BLOCK);
    bench.begin(claude("one", gone, 7, HookSettings.NOT_INSTALLED));

    bench.begin(here("one", "hooks"));

    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
  }

  @Test
  void an_agent_that_still_runs_keeps_its_place() throws Exception {
    bench.begin(here("one", "hooks"));
    Turn.Finish other = new Turn.Finish(claude("one", gone, 7, "hooks"), true, NOTHING);

    assertThat(bench.finish(other).story()).doesNotContain("continued");

    assertThat(onRecord().pid()).isEqualTo(own());
    assertThat(obstacle(other)).contains("may still run, as pid " + own());
  }

  @Test
  void another_conversation_of_the_process_takes_over_by_begin_alone() throws Exception {
    bench.begin(here("one", "hooks"));

    Turn.Finish other = new Turn.Finish(here("two", "hooks"), true, NOTHING);
    assertThat(bench.finish(other).story()).doesNotContain("continued");

    assertThat(obstacle(other)).contains("a different conversation");
  }

  @Test
  void conversations_of_codex_share_a_process_and_do_not_take_over() throws Exception {
    bench = Workbench.create(temp.resolve("again"), PlanText.ONE_BLOCK);
    bench.begin(new Caller("codex", "one", own(), ticks(own()), "hooks"));

    assertStays(
        new Turn.Begin(new Caller("codex", "two", own(), ticks(own()), "hooks"), true),
        "a different conversation");
  }

  @Test
  void the_agent_takes_a_block_over_that_a_person_began_for_it() throws Exception {
    bench = Workbench.create(temp.resolve("again"), PlanText.ONE_BLOCK);
    bench.begin();

    bench.begin(here("one", "hooks"));

    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
  }

  @Test
  void a_person_chooses_the_mode_while_the_agent_works() throws Exception {
    bench.begin(here("one", "hooks"));
    Turn.Begin choice =
        new Turn.Begin(
            new Caller(Caller.UNKNOWN, null, null, null),
            false,
            Mode.AUTONOMOUS,
            Consent.by(Channel.OPTION));

    assertThat(bench.begin(choice).story()).endsWith("mode-chosen\n= done\n");

    assertThat(onRecord()).isEqualTo(here("one", "hooks"));
    assertThat(bench.finish().story()).contains("B01 exited").endsWith("completed\n= done\n");
  }
}
