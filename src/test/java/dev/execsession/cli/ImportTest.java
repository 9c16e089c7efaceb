package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code import FILE}: what it writes, where, and what it refuses. */
class ImportTest {
  private static final String ACTIVE = "docs/exec-plans/active/";
  private static final String SOURCE =
      """
      # Limits

      **Goal:** Sixty a minute.

      > Use superpowers:executing-plans

      ### Task 1: Bucket

      **Files:**
      - Create: `src/bucket.py`

      **Step 1: Add it**

      Run: `pytest -q`
      Expected: PASS

      Run: `npm run dev`
      """;

  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void repository() {
    repo = TestRepo.create(temp);
    repo.write("notes/limits.md", SOURCE);
  }

  @Test
  void it_prints_what_was_carried_over_what_is_uncertain_what_is_blank_and_the_next_command() {
    Ran ran = run("import", "notes/limits.md");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            imported  docs/exec-plans/active/limits.md from a superpowers plan
            carried   1 objective, 1 block, 1 step, 1 included path, 1 check
            uncertain candidate, checked out now: feature/x
                      line 17: candidate for Checks: npm run dev
            blank     Status
                      Recent Changes Snapshot
                      Current Behavior Summary
                      Execution Branch
                      Exclude
            fill in each TBD, judge each comment, then
            next      exec-session validate docs/exec-plans/active/limits.md
            """);
    assertThat(Path.of("docs/importing.md"))
        .content()
        .contains("$ exec-session import notes/limits.md\n" + ran.out() + "```");
  }

  @Test
  void the_draft_does_not_validate_until_it_is_filled_in() {
    run("import", "notes/limits.md");
    String draft = ACTIVE + "limits.md";

    Ran blank = run("validate", "--plan-only", draft);
    assertThat(blank.exit()).as(blank.toString()).isEqualTo(3);
    assertThat(blank.err())
        .contains("status is a placeholder", "execution branch is a placeholder");

    repo.write(
        draft,
        repo.read(draft)
            .replace("**Status:** TBD", "**Status:** Approved")
            .replace("**Execution Branch:** TBD", "**Execution Branch:** `feature/x`")
            .replace("### Exclude\n- TBD", "### Exclude\n- none")
            .replace("- TBD", "- nothing limits callers"));
    Ran filled = run("validate", draft);
    assertThat(filled.exit()).as(filled.toString()).isZero();
    assertThat(filled.out()).contains("ready: 1 block, 1 step, 1 check");
  }

  @Test
  void a_task_list_gets_its_folders_name_and_reads_the_files_next_to_it() {
    repo.write("specs/009-labels/tasks.md", "## Phase 1: A\n\n- [ ] T001 Add it in `src/a.py`\n");
    repo.write("specs/009-labels/spec.md", "# X\n\n**Feature Branch**: `009-labels`\n");

    Ran ran = run("import", "specs/009-labels/tasks.md");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(repo.read(ACTIVE + "009-labels.md"))
        .contains("- **Execution Branch:** `009-labels` <!-- spec.md line 3 -->");
  }

  @Test
  void a_source_in_the_active_folder_stays_as_it_is() {
    repo.write(ACTIVE + "limits.md", SOURCE);

    Ran headline = run("validate", "--plan-only", ACTIVE + "limits.md");
    assertThat(headline.err()).contains("exec-session import " + ACTIVE + "limits.md");
    Ran ran = run("import", ACTIVE + "limits.md");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("imported  " + ACTIVE + "limits-draft.md");
    assertThat(repo.read(ACTIVE + "limits.md")).isEqualTo(SOURCE);
  }

  @Test
  void no_file_is_ever_replaced_and_the_command_of_the_hint_works() {
    repo.write(ACTIVE + "limits.md", "mine\n");

    Ran ran = run("import", "notes/limits.md");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("error[IMPORT-002]: `" + ACTIVE + "limits.md` exists already")
        .contains("exec-session import notes/limits.md -o " + ACTIVE + "limits-draft.md");
    assertThat(repo.read(ACTIVE + "limits.md")).isEqualTo("mine\n");
    Ran again = run("import", "notes/limits.md", "-o", ACTIVE + "limits-draft.md");
    assertThat(again.exit()).as(again.toString()).isZero();
  }

  @Test
  void nothing_is_written_by_a_configuration_with_errors_or_through_a_link_out_of_the_worktree()
      throws IOException {
    repo.write(".exec-session.yml", "nonsense: 1\n");
    Ran wrong = run("import", "notes/limits.md");
    repo.delete(".exec-session.yml");
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createDirectories(repo.path("docs/exec-plans"));
    Files.createSymbolicLink(repo.path("docs/exec-plans/active"), outside);
    Ran linked = run("import", "notes/limits.md");

    assertThat(wrong.exit()).isEqualTo(3);
    assertThat(wrong.err()).contains(".exec-session.yml:1:");
    assertThat(linked.exit()).isEqualTo(3);
    assertThat(linked.err()).contains("is a link that leads out of the repository");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void a_forbidden_path_that_a_plan_cannot_have_is_told() {
    repo.write(
        "notes/task.md",
        """
        # Task

        ## Goal
        G.

        ## Allowed files
        - `src/a.c`

        ## Forbidden files
        - `a/b.c`, `../x/y.c`

        ## Completion criteria
        - done
        """);

    Ran ran = run("import", "notes/task.md");

    assertThat(ran.out()).as(ran.toString()).contains("`../x/y.c` ", ", for Exclude");
    assertThat(repo.read(ACTIVE + "task.md")).contains("- `a/b.c`");
  }

  @Test
  void the_output_is_a_name_in_the_active_folder_or_a_path_below_it() {
    assertThat(run("import", "notes/limits.md", "-o", "x").out()).contains(ACTIVE + "x.md");
    assertThat(run("import", "notes/limits.md", "-o", ACTIVE + "y/plan.md").exit()).isZero();

    Ran outside = run("import", "notes/limits.md", "-o", "notes/x.md");
    assertThat(outside.exit()).isEqualTo(3);
    assertThat(outside.err())
        .contains("`notes/x.md` is outside the active folder", "-o " + ACTIVE + "x-draft.md");
    assertThat(run("import", "notes/limits.md", "-o", "README").err()).contains("reserved");
    assertThat(repo.path("notes/x.md")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; has no heading and no list",
        "just a sentence; has no heading and no list",
        "# A\\n\\n```sh\\nmake; unbalanced fence",
        "# A\\n\\n<<<<<<< HEAD\\n- a\\n=======\\n- b\\n>>>>>>> x; conflict marker",
        "## Objective Lock\\n## File Scope Contract\\n## Branch Continuity; is a plan already",
        "# A\\000; not text",
      })
  void a_file_that_cannot_be_a_plan_is_refused_and_nothing_is_written(String text, String why) {
    repo.write("notes/bad.md", text.translateEscapes());

    Ran ran = run("import", "notes/bad.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("notes/bad.md").contains(why).contains("hint: ");
    assertThat(repo.path(ACTIVE)).doesNotExist();
  }

  @Test
  void other_encodings_large_files_folders_and_missing_files_are_refused() {
    repo.write("notes/latin.md", "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    repo.write("notes/large.md", "# A\n".repeat(300_000));

    assertThat(run("import", "notes/latin.md").err()).contains("not valid UTF-8", "iconv");
    assertThat(run("import", "notes/large.md").err()).contains("larger than 1 MiB");
    assertThat(run("import", "notes").err()).contains("`notes` is not a regular file");
    assertThat(run("import", "notes/none.md").err()).contains("no file `notes/none.md`");
    assertThat(run("import").exit()).isEqualTo(2);
    assertThat(repo.path(ACTIVE)).doesNotExist();
  }

  @Test
  void without_a_repository_nothing_is_imported() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("plain"));
    Files.writeString(folder.resolve("x.md"), SOURCE);

    Ran ran = Cli.in(repo).inside().run("-C", folder.toString(), "import", "x.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-001");
  }

  private Ran run(String... words) {
    return Cli.in(repo).inside().run(words);
  }
}
