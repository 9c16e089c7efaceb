package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.store.QuietWorktree;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool without a command, and the status of a session that runs elsewhere. */
class OverviewTest {
  @TempDir Path temp;

  @Test
  void without_a_session_it_lists_the_active_plans_and_what_to_do_with_them() {
    Ran ran = repo().cli().run();

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            no session in this worktree
            plan    docs/exec-plans/active/x.md: ready
            next    exec-session run docs/exec-plans/active/x.md
            plan    docs/exec-plans/active/y.md: not ready (6 errors)
            next    exec-session validate docs/exec-plans/active/y.md
            """);
  }

  @Test
  void without_a_plan_it_names_the_command_that_writes_one() {
    CaseRepo repo = repo();
    repo.files().delete(CaseRepo.PLAN);
    repo.files().delete("docs/exec-plans/active/y.md");

    assertThat(repo.cli().run().out())
        .isEqualTo(
            """
            no session in this worktree
            no plan in the active folder
            new     exec-session new NAME
            """);
  }

  @Test
  void without_any_setup_it_names_the_command_that_sets_up() {
    TestRepo repo = TestRepo.create(temp.resolve("plain"));

    assertThat(Cli.in(repo).inside().run().out())
        .isEqualTo(
            """
            no session in this worktree
            this repository is not set up for plans
            setup   exec-session init
            try     exec-session demo
            """);
  }

  @Test
  void the_commands_for_a_single_plan_can_be_pasted() {
    CaseRepo repo = repo();
    repo.files().delete("docs/exec-plans/active/y.md");
    repo.files().git("mv", CaseRepo.PLAN, "docs/exec-plans/active/g{1,2} x.md");

    assertThat(repo.cli().run().out())
        .contains("exec-session run 'docs/exec-plans/active/g{1,2} x.md'\n");
  }

  @Test
  void with_a_session_it_shows_where_it_is_and_the_next_command() {
    CaseRepo repo = repo();
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran ran = repo.cli().run();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(repo.cli().run("status").out()).contains("--approve B01");
  }

  @Test
  void after_a_completed_session_it_names_the_other_plans() {
    CaseRepo repo = repo();
    assertThat(repo.autonomous().exit()).isZero();

    assertThat(repo.cli().run().out())
        .contains("completed, 3 of 3 blocks done", "plan    docs/exec-plans/active/y.md: not ready")
        .doesNotContain("plan    docs/exec-plans/active/x.md: ");
  }

  @Test
  void outside_of_a_repository_it_is_the_help() throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    CaseRepo repo = repo();

    Ran ran = repo.cli().at(elsewhere).run();

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).isEqualTo(repo.cli().run("--help").out());
  }

  @Test
  void status_names_the_process_that_runs_the_session_and_proposes_no_second_run() {
    CaseRepo repo = repo();
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran status = during(repo, CaseRepo.PLAN, () -> repo.cli().run("status"));
    Ran json = during(repo, CaseRepo.PLAN, () -> repo.cli().run("status", "--json"));
    Ran list = during(repo, CaseRepo.PLAN, () -> repo.cli().run("sessions"));

    assertThat(status.out())
        .containsPattern("\\nrunning since \\d\\d:\\d\\d as pid " + ProcessHandle.current().pid())
        .contains(", waiting at ", " for: approve B01?")
        .doesNotContain("exec-session run");
    assertThat(json.json().text("next")).isEqualTo("exec-session status");
    assertThat(list.out()).contains(" running ");
    assertThat(repo.cli().run("status").out()).contains("exec-session run");
  }

  @Test
  void a_watched_session_that_does_not_run_is_shown_once() {
    CaseRepo repo = repo();
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    assertThat(repo.cli().run("status", "--watch").out()).isEqualTo(repo.cli().run("status").out());
    assertThat(repo.cli().run("status", "--all").out()).isEqualTo(repo.cli().run("sessions").out());
    assertThat(repo.cli().run("status", "--all", "--json").exit()).isEqualTo(2);
    assertThat(repo.cli().run("status", "--watch", "--json").exit()).isEqualTo(2);
  }

  @Test
  void a_run_that_has_no_session_yet_is_named_and_no_second_one_is_proposed() {
    CaseRepo repo = repo();

    Ran ran = during(repo, CaseRepo.PLAN, () -> repo.cli().run());

    assertThat(ran.out())
        .startsWith("running " + CaseRepo.PLAN + " since ")
        .doesNotContain("exec-session run");
  }

  @Test
  void other_work_in_the_worktree_is_no_run_of_the_session() {
    CaseRepo repo = repo();
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran status = during(repo, "guard", () -> repo.cli().run("status"));

    assertThat(status.out()).contains("exec-session run").doesNotContain("running since");
  }

  private static Ran during(CaseRepo repo, String what, java.util.function.Supplier<Ran> work) {
    RepositoryFacts facts =
        Objects.requireNonNull(
            RepositoryProbe.inspect(repo.files().root(), repo.cli().environment(), false).facts());
    return QuietWorktree.during(facts, what, "Ann", repo.cli().environment(), Instant.now(), work);
  }

  private CaseRepo repo() {
    return CaseRepo.create(temp).inside().unconfined();
  }
}
