package dev.execsession.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code new}. */
class NewPlanTest {
  private static final String PLAN = "docs/exec-plans/active/rate-limit.md";
  private static final Pattern BLANK = Pattern.compile("TBD");

  @TempDir Path temp;
  private TestRepo repo;
  private Cli cli;

  @BeforeEach
  void aRepositoryWithACommit() {
    repo = TestRepo.create(temp);
    cli = Cli.in(repo).inside();
  }

  @Test
  void a_new_plan_is_refused_until_its_blanks_are_filled_and_ready_then() {
    Ran created = cli.run("new", "rate-limit");
    Ran refused = cli.run("validate", "rate-limit");
    repo.write(PLAN, filled(repo.read(PLAN)));
    Ran ready = cli.run("validate", "rate-limit");

    assertThat(created.exit()).as(created.toString()).isZero();
    assertThat(created.out())
        .startsWith("created " + PLAN + "\n")
        .endsWith("next    exec-session validate " + PLAN + "\n");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(ready.exit()).as(ready.toString()).isZero();
    assertThat(ready.err()).isEmpty();
  }

  @Test
  void every_blank_that_is_left_is_refused_with_its_line() {
    cli.run("new", "rate-limit");
    String text = repo.read(PLAN);
    String ready = filled(text);
    List<String> lines = text.lines().toList();
    List<String> done = ready.lines().toList();
    int blanks = 0;

    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("TBD") && !lines.get(i).contains("Replace each TBD")) {
        blanks++;
        List<String> one = new ArrayList<>(done);
        one.set(i, lines.get(i));
        repo.write(PLAN, String.join("\n", one) + "\n");
        Ran ran = cli.run("validate", "rate-limit");
        assertThat(ran.exit()).as(lines.get(i) + "\n" + ran).isEqualTo(3);
      }
    }
    assertThat(blanks).isEqualTo(15);
  }

  /** Fills each blank as a person would. */
  private static String filled(String text) {
    String section = "";
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      section = line.startsWith("#") ? line : section;
      boolean isNote = line.contains("Replace each TBD");
      String value =
          line.contains("Status")
              ? "Approved"
              : line.equals("- TBD") ? (section.contains("Plan") ? "`true`" : "`a/**`") : "a thing";
      value = section.equals("### Exclude") ? "none" : value;
      lines.add(isNote ? line : BLANK.matcher(line).replaceAll(Matcher.quoteReplacement(value)));
    }
    return String.join("\n", lines);
  }

  @Test
  void branches_commits_and_changed_files_come_from_git() {
    repo.git("branch", "main");
    repo.write("src/A.java", "class A {}\n");
    String commit = repo.commit("Add A --> **Status:** Approved").substring(0, 10);

    cli.run("new", "rate-limit");

    assertThat(repo.read(PLAN))
        .startsWith("# Rate limit\n")
        .contains("- **Planning Branch:** `feature/x`\n- **Base Branch:** `main`\n")
        .contains("- **Execution Branch:** `feature/x`\n")
        .contains("<!-- Recent commits:\n  " + commit + " Add A - -> **Status:** Approved -->\n")
        .contains("describe what matters:\n  src/A.java -->\n")
        .doesNotContain("git switch");
  }

  @Test
  void on_the_base_branch_it_names_the_command_for_a_branch_of_the_plan() {
    repo.git("branch", "-m", "main");

    Ran ran = cli.run("new", "rate-limit");

    assertThat(ran.out()).contains("git switch -c feature/rate-limit\n");
    assertThat(repo.read(PLAN)).contains("- **Execution Branch:** `main`\n");
  }

  @Test
  void a_repository_without_a_commit_and_a_detached_head_leave_blanks() {
    TestRepo unborn = TestRepo.empty(temp.resolve("unborn"));
    Cli.in(unborn).inside().run("new", "rate-limit");
    assertThat(unborn.read(PLAN))
        .contains("- **Execution Branch:** `feature/x`\n", "- **Commits Reviewed:** none\n");

    repo.git("checkout", "-q", "--detach");
    cli.run("new", "rate-limit");
    assertThat(repo.read(PLAN)).contains("- **Execution Branch:** TBD\n");
  }

  @Test
  void the_checks_of_the_configuration_are_named() {
    repo.write(".exec-session.yml", "checks: [make check, 'echo -->']\n");

    cli.run("new", "rate-limit");

    assertThat(repo.read(PLAN))
        .contains("<!-- These run for every plan:\n  make check\n  echo - -> -->\n");
  }

  @Test
  void a_plan_is_never_written_over_another_file() throws IOException {
    repo.write(PLAN, "mine\n");
    Ran exists = cli.run("new", "rate-limit.md");
    repo.write("docs/exec-plans/active/folder/plan.md", "mine\n");
    Ran folder = cli.run("new", "folder");
    repo.write("docs/exec-plans/completed/done.md", "mine\n");
    Ran done = cli.run("new", "done");
    Files.createSymbolicLink(repo.path("docs/exec-plans/active/link.md"), Path.of("nowhere"));
    Ran link = cli.run("new", "link");

    for (Ran ran : List.of(exists, folder, done, link)) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
      assertThat(ran.err()).contains("SETUP-003").contains("exec-session ");
    }
    assertThat(repo.read(PLAN)).isEqualTo("mine\n");
    assertThat(repo.path("docs/exec-plans/active/nowhere")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty, my-plan",
    "a/b, its name has no `/`, b",
    "../x, its name has no `/`, x",
    "_draft, names that begin with `_` are not plans, draft",
    "README, this name is reserved for other files, my-plan",
    "index.md, this name is reserved for other files, my-plan",
    "Rate limit!, 'it must be letters, digits', rate-limit",
    ".hidden, 'it must be letters, digits', hidden",
    "x., it ends with a dot, x",
  })
  void a_bad_name_is_refused_with_the_reason_and_a_name_that_works(
      String name, String reason, String instead) {
    Ran ran = cli.run("new", name);

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("SETUP-002", reason)
        .contains("hint: exec-session new " + instead + "\n");
    assertThat(repo.path("docs/exec-plans")).doesNotExist();
    assertThat(cli.run("new", instead).exit()).isZero();
  }

  @Test
  void a_template_with_windows_lines_gives_a_plan_with_windows_lines() {
    repo.write(
        "docs/exec-plans/templates/template.md", Resource.TEMPLATE.text().replace("\n", "\r\n"));

    cli.run("new", "rate-limit");

    String plan = repo.read(PLAN);
    assertThat(plan.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    assertThat(plan).contains("Execution Branch:** `feature/x`\r\n");
    repo.write(PLAN, filled(plan.replace("\r\n", "\n")).replace("\n", "\r\n"));
    assertThat(cli.run("validate", "rate-limit").exit()).isZero();
  }

  @Test
  void a_template_without_a_section_gets_it_and_keeps_its_own() {
    repo.write(
        "docs/exec-plans/templates/template.md",
        """
        Objective Lock
        --------------
        - TBD

        Recent Changes Snapshot
        -----------------------
        - TBD

        ## Rollout
        At night.
        """);

    cli.run("new", "rate-limit");

    assertThat(repo.read(PLAN))
        .startsWith("# Rate limit\n\nObjective Lock\n--------------\n- TBD\n")
        .contains("\n-----------------------\n<!-- Recent commits:\n")
        .contains("## Rollout\nAt night.\n\n## Current Behavior Summary\n")
        .contains("## File Scope Contract\n\n### Include\n")
        .containsOnlyOnce("Objective Lock");
  }

  @Test
  void in_a_subfolder_the_printed_command_works_as_it_is() throws IOException {
    Path folder = Files.createDirectories(repo.path("web"));

    Ran ran = cli.at(folder).run("new", "rate-limit");

    String word = "../" + PLAN;
    assertThat(ran.out()).endsWith("next    exec-session validate " + word + "\n");
    assertThat(cli.at(folder).run("validate", word).err())
        .contains(PLAN + ":6:13: error[PLAN-010]");
  }
}
