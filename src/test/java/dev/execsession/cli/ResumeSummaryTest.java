package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import dev.execsession.testing.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run prints first: the whole contract, or where the session was left. */
class ResumeSummaryTest {
  private static final String CHECKED =
      PlanText.with(PlanText.STANDARD, "- `true`", "- `test $(grep -c x src/A.java) -lt 2`");

  @TempDir Path temp;

  private static Ran run(TestRepo repo, String executor, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                Workbench.PLAN,
                "--mode=autonomous",
                "--sandbox=off",
                "--executor-command",
                executor));
    words.addAll(List.of(more));
    return Cli.in(repo).inside().run(words);
  }

  private static String shown(Ran ran) {
    return ran.err()
        .replaceAll("sha256:[0-9a-f]+", "DIGEST")
        .replaceAll(" at [0-9a-f]{10}", " at HEAD")
        .replaceAll("\\d{8}-\\d{9}-[0-9a-f]{4}", "ID");
  }

  @Test
  void a_resumed_session_shows_where_it_is_and_only_the_open_block_in_full() {
    TestRepo repo = Workbench.create(temp, CHECKED).repo();
    assertThat(run(repo, "echo x >>src/A.java").exit()).isEqualTo(1);

    Ran again = run(repo, "echo x >>src/A.java");

    assertThat(shown(again))
        .startsWith(
            """
            Three steps
              plan         docs/exec-plans/active/x.md  DIGEST
              branch       feature/x at HEAD
              mode         autonomous

              B01  done     First (1 file: 1 modified, +1 -0; checks: 1 passed)
              B02  blocked  Second: check failed: `test $(grep -c x src/A.java) -lt 2` (exit 1)
              B03  pending  Third

            B02  Second
              goal         The second step is made.
              step 1       Make the second step.
              executor     command: echo x >>src/A.java
              check        test $(grep -c x src/A.java) -lt 2

            resuming session ID
            B02 was blocked; its executor is not run again, its checks are
            """);
  }

  @Test
  void a_session_that_carries_over_shows_what_changed_and_what_is_new() {
    TestRepo repo = Workbench.create(temp, CHECKED).repo();
    assertThat(run(repo, "echo x >>src/A.java; echo x >stray").exit()).isEqualTo(4);
    repo.write(
        Workbench.PLAN,
        CHECKED
            .replace("- `src/**`\n", "- `src/**`\n- `stray`\n")
            .replace("The third step is made.", "The last step is made."));

    String shown = shown(run(repo, "true"));
    String table = shown.substring(0, shown.indexOf("\nsession "));

    assertThat(table)
        .contains("  changed      ", "`stray`", "  B01  blocked  First: escalated")
        .contains("\nB01  First\n", "\nB03  Third\n  goal         The last step is made.\n")
        .doesNotContain("\nB02  Second\n");
  }

  @Test
  void a_completed_session_is_not_restated() {
    TestRepo repo = Workbench.create(temp, PlanText.STANDARD).repo();
    assertThat(run(repo, "echo x >>src/A.java").exit()).isZero();

    assertThat(shown(run(repo, "true")))
        .contains("  B03  done     Third")
        .contains("already completed")
        .doesNotContain("  goal ");
  }

  @Test
  void a_first_run_a_restart_and_a_dry_run_restate_everything() {
    TestRepo repo = Workbench.create(temp, PlanText.STANDARD).repo();
    String all = "\nB03  Third\n  goal         The third step is made.\n";

    assertThat(run(repo, "echo x >>src/A.java").err()).contains(all);
    assertThat(run(repo, "true", "--dry-run").out()).contains(all);
    assertThat(run(repo, "true", "--restart", "--allow-dirty").err()).contains(all);
  }
}
