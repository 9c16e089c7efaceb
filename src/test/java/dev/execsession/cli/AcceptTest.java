package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code accept BLOCK}, where there is no terminal. */
class AcceptTest {
  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void repository() {
    repo =
        CaseRepo.create(
                temp, PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"))
            .inside()
            .unconfined();
  }

  @Test
  void a_waiting_block_is_approved_and_the_next_one_does_not_run() {
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran ran = repo.cli().run("accept", "B01");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("B01  done", "B02  pending");
    assertThat(ran.err()).isEmpty();
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void a_block_that_waits_for_nothing_is_refused_with_the_next_command() {
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran ran = repo.cli().run("accept", "B02");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "block `B02` is not waiting for approval", "hint: `exec-session run " + CaseRepo.PLAN);
  }

  @Test
  void an_unknown_block_is_named_with_those_there_are() {
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran ran = repo.cli().run("accept", "B07");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no block `B07`", "`B01`, `B02`");
  }

  @Test
  void a_block_that_is_not_good_needs_a_reason() {
    assertThat(repo.executor("echo y >other").autonomous().exit()).isEqualTo(4);

    Ran ran = repo.cli().run("accept", "B01");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("keeping it needs a reason", "exec-session accept B01 --reason");
  }

  @Test
  void only_a_person_at_a_terminal_keeps_a_block_that_is_not_good() {
    assertThat(repo.executor("echo y >other").autonomous().exit()).isEqualTo(4);

    Ran ran = repo.cli().run("accept", "B01", "--reason", "fine");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("only a person at a terminal");
    assertThat(repo.report().text("state")).isEqualTo("escalated");
  }
}
