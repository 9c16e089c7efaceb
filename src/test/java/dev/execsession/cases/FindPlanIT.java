package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plan a command-line argument refers to. */
class FindPlanIT {
  private static final String ACTIVE = "docs/exec-plans/active/";

  @TempDir Path temp;
  private CaseRepo repo;

  @BeforeEach
  void plans() {
    repo = CaseRepo.create(temp);
    repo.files().write(ACTIVE + "0192.md", PlanText.ONE_BLOCK);
    repo.files().write(ACTIVE + "folder/plan.md", PlanText.ONE_BLOCK);
    repo.files().write(ACTIVE + "folder/notes.md", "# Notes\n");
    repo.files().write(ACTIVE + "README.md", "# Plans\n");
    repo.files().write(ACTIVE + "_draft.md", "# Draft\n");
    repo.files().write("notes/a.txt", "a\n");
    repo.files().commit("plans");
  }

  private Ran refused(int exit, String... words) {
    NothingLost lost = NothingLost.since(repo);
    Ran ran = repo.cli().run(words);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).as("one message").hasSize(2);
    lost.holdsAndNothingWasStarted();
    return ran;
  }

  @Test
  void a_plan_is_named_without_its_ending_or_by_its_folder() {
    Ran name = repo.cli().run("validate", "0192");
    Ran folder = repo.cli().run("validate", "folder");
    Ran path = repo.cli().run("validate", ACTIVE + "folder");

    assertThat(name.exit()).as(name.toString()).isEqualTo(0);
    assertThat(name.out()).startsWith(ACTIVE + "0192.md: ");
    assertThat(folder.exit()).as(folder.toString()).isEqualTo(0);
    assertThat(folder.out()).startsWith(ACTIVE + "folder/plan.md: ");
    assertThat(path).isEqualTo(folder);
  }

  @Test
  void a_plan_in_its_own_folder_is_run_and_has_a_status() {
    Ran run =
        repo.cli()
            .run(
                "run",
                "folder",
                "--mode",
                "autonomous",
                "--executor-command",
                repo.executor().command());
    Ran status = repo.cli().run("status", "folder");

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    assertThat(status.exit()).as(status.toString()).isEqualTo(0);
    assertThat(status.out()).contains(ACTIVE + "folder/plan.md");
  }

  @Test
  void a_folder_is_validated_plan_by_plan() {
    Ran ran = repo.cli().run("validate", ACTIVE);
    Ran json = repo.cli().run("validate", "--json", ACTIVE);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out().lines().map(line -> line.replaceAll(":.*", "")))
        .containsExactly(
            ACTIVE + "0192.md", ACTIVE + "folder/plan.md", ACTIVE + "x.md", ACTIVE + "y.md");
    assertThat(json.json().texts("plans.*.path"))
        .containsExactly(
            ACTIVE + "0192.md", ACTIVE + "folder/plan.md", ACTIVE + "x.md", ACTIVE + "y.md");
    assertThat(json.json().texts("plans.*.ok")).containsExactly("true", "true", "true", "false");

    repo.files().delete(ACTIVE + "y.md");
    assertThat(repo.cli().run("validate", ACTIVE).exit()).isEqualTo(0);
  }

  @Test
  void a_folder_without_plans_is_refused_with_where_they_go() {
    Ran ran = refused(3, "validate", "notes");

    assertThat(ran.err())
        .isEqualTo(
            """
            error[PLAN-031]: `notes` is a folder without plans
            hint: plans are `NAME.md` or `NAME/plan.md` in `docs/exec-plans/active/`
            """);
  }

  @Test
  void a_folder_of_plans_is_not_run() {
    Ran ran = refused(3, "run", ACTIVE, "--mode", "autonomous");

    assertThat(ran.err())
        .contains("is a folder, not a plan")
        .contains(ACTIVE + "0192.md`", ACTIVE + "folder`", ACTIVE + "x.md`")
        .doesNotContain("README", "_draft");
  }

  @Test
  void a_missing_plan_is_answered_with_the_nearest_or_all() {
    assertThat(refused(3, "validate", "0193").err())
        .contains("no plan `0193`", "did you mean `0192.md`?");
    assertThat(refused(3, "run", "foldr").err()).contains("did you mean `folder`?");
    assertThat(refused(3, "status", "zebra").err())
        .contains("plans in `docs/exec-plans/active`: `0192.md`, `folder`, `x.md`, `y.md`\n");
  }

  @Test
  void files_with_a_reserved_name_are_not_plans() {
    for (String word : List.of("README.md", ACTIVE + "README.md", "_draft")) {
      for (String command : List.of("validate", "run", "status")) {
        assertThat(refused(3, command, word).err())
            .contains("is not a plan: the name `", "is reserved for other files", "rename it");
      }
    }
  }

  @Test
  void the_blocks_of_a_plan_are_listed_and_nothing_else() {
    repo.files().branch("another");
    repo.files().write("src/A.java", "uncommitted\n");
    repo.files()
        .write(
            ACTIVE + "x.md",
            PlanText.with(PlanText.STANDARD, "Block B02: Second", "Block B02: Sec\u001b[31mond"));
    NothingLost lost = NothingLost.since(repo);

    Ran good = repo.cli().run("run", "0192", "--list");
    Ran bad = repo.cli().run("run", "x", "--list");
    Ran none = repo.cli().run("run", "y", "--list");

    assertThat(good).isEqualTo(new Ran(0, "B01  First\n", ""));
    assertThat(bad.exit()).as(bad.toString()).isEqualTo(3);
    assertThat(bad.out()).startsWith("B01  First\nB02  Sec").endsWith("\nB03  Third\n");
    assertThat(bad.out()).hasLineCount(3).doesNotContain("\u001b");
    assertThat(bad.err()).contains("PLAN-003");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("PLAN-007");
    lost.holdsAndNothingWasStarted();
  }
}
