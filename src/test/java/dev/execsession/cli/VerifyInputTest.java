package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} where the range, the plan or the history is not as it should be. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyInputTest {
  private static final String PLAN = "docs/exec-plans/active/x.md";

  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void aPlanOnMain() {
    repo = TestRepo.empty(temp);
    repo.git("switch", "-q", "-c", "main");
    repo.write("src/A.java", "a\n");
    repo.write(PLAN, PlanText.ONE_BLOCK);
    repo.commit("Plan");
    repo.branch("feature/x");
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          main..nowhere     | 3 | there is no commit `nowhere` here
          main              | 3 | `main` is not a range
          ..HEAD            | 3 | `..HEAD` is not a range
          HEAD..HEAD        | 3 | `HEAD..HEAD` has no commits
          HEAD..main        | 3 | its end is the older one
          main..HEAD^{tree} | 3 | is not a commit
          main..HEAD:src    | 3 | there is no commit `HEAD:src`
          main..@{          | 3 | `@{`
          """)
  void a_range_that_cannot_be_judged_is_refused(String range, int exit, String message) {
    Ran ran = verify("x", "--range", range);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.err()).contains(message, "hint: ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void a_plan_that_neither_end_has_is_refused_with_those_there_are() {
    repo.write("docs/exec-plans/active/new.md", PlanText.ONE_BLOCK);

    Ran ran = verify("new");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no plan `new`, neither at `", "there are `" + PLAN + "`");
  }

  @Test
  void a_plan_in_conflict_or_half_written_is_refused_with_its_place() {
    repo.write(PLAN, "<<<<<<< ours\n" + PlanText.ONE_BLOCK);
    repo.commit("Conflict");
    repo.write(PLAN, PlanText.without(PlanText.ONE_BLOCK, "### Include", "### Exclude"));
    repo.commit("Half");

    Ran conflict = verify("x", "--plan-at", "HEAD~1");
    Ran half = verify("x", "--plan-at", "HEAD");

    assertThat(conflict.exit()).isEqualTo(3);
    assertThat(conflict.err())
        .contains(":" + PLAN + ":1", "committed in conflict", "--plan-at REV");
    assertThat(half.exit()).isEqualTo(3);
    assertThat(half.err()).contains(":" + PLAN, "error[PLAN-");
    assertThat(verify("x").exit()).isZero();
  }

  @Test
  void a_plan_that_is_a_draft_or_completed_judges_all_the_same() {
    repo.git("switch", "-q", "main");
    repo.write(PLAN, PlanText.ONE_BLOCK.replace("Approved", "Completed"));
    repo.commit("Complete");
    repo.branch("later");
    repo.write("src/A.java", "c\n");
    repo.commit("More");

    assertThat(verify("x").exit()).isZero();
  }

  @Test
  void a_configuration_of_the_base_with_problems_is_refused() {
    repo.git("switch", "-q", "main");
    repo.write(".exec-session.yml", "version: 7\nscop: {}\n");
    repo.commit("Broken");
    repo.branch("later");
    repo.write("src/A.java", "c\n");
    repo.commit("More");

    Ran ran = verify("x");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(":.exec-session.yml:1", ":.exec-session.yml:2", "scop");
  }

  @Test
  void a_range_whose_commits_change_nothing_is_no_success() {
    repo.git("switch", "-q", "-c", "empty", "main");
    repo.commitStaged("Nothing");

    Ran ran = verify("x");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no path to judge");
  }

  @Test
  void on_the_base_branch_a_range_must_be_named() {
    repo.git("switch", "-q", "main");

    Ran open = verify("x");
    repo.write("src/A.java", "c\n");
    repo.commit("On main");
    Ran named = verify("x", "--range", "HEAD~1..HEAD");

    assertThat(open.exit()).isEqualTo(3);
    assertThat(open.err()).contains("HEAD has no commits that `main` has not", "--range A..B");
    assertThat(named.exit()).as(named.toString()).isZero();
  }

  @Test
  void a_start_that_went_on_is_judged_from_where_the_two_parted() {
    repo.git("switch", "-q", "main");
    repo.write("elsewhere.txt", "m\n");
    repo.commit("On main");
    repo.git("switch", "-q", "feature/x");

    Ran ran = verify("x", "--range", "main..HEAD");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("went on since the commits parted from it");
  }

  @Test
  void unrelated_histories_are_refused() {
    repo.git("switch", "-q", "--orphan", "other");
    repo.write("src/A.java", "o\n");
    repo.commit("Other");

    Ran ran = verify("x", "--range", "feature/x..other");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no commit in common");
  }

  @Test
  void a_shallow_clone_says_how_to_get_the_rest() throws IOException {
    repo.write("src/A.java", "c\n");
    repo.commit("More");
    Path clone = temp.resolve("clone");
    repo.git("clone", "-q", "--depth", "1", "file://" + repo.root(), clone.toString());
    TestRepo shallow = repo.at(clone);
    shallow.git("branch", "main");
    shallow.write("src/A.java", "d\n");
    shallow.commit("Here");

    Ran gone = Cli.in(shallow).inside().run("verify", "x", "--range", "HEAD~2..HEAD");
    shallow.git("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main");
    Ran parted = Cli.in(shallow).inside().run("verify", "x", "--range", "origin/main..HEAD");

    assertThat(gone.exit()).isEqualTo(3);
    assertThat(gone.err()).contains("git fetch --unshallow");
    assertThat(parted.err()).contains("git fetch --unshallow");
    assertThat(Files.exists(clone)).isTrue();
  }

  @Test
  void links_submodules_types_and_names_that_differ_in_case_are_told() throws IOException {
    repo.write("lib/x", "x\n");
    Files.createSymbolicLink(repo.path("src/out"), Path.of("../../etc/passwd"));
    Files.createSymbolicLink(repo.path("src/in"), Path.of("A.java"));
    Files.createSymbolicLink(repo.path("src/secret-door"), Path.of("../lib"));
    repo.write("src/a.java", "a\n");
    repo.git("update-index", "--add", "--cacheinfo", "160000," + repo.head() + ",src/module");
    repo.git("add", "-A", "src/out", "src/in", "src/secret-door", "src/a.java");
    repo.commitStaged("Odd");

    Ran ran = verify("x");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out())
        .contains("added `src/out`: outside (a link that leads out of the scope)")
        .contains("added `src/secret-door`: outside (a link that leads out of the scope)")
        .contains("`src/module` is a submodule")
        .contains("`src/A.java` and `src/a.java` differ only in case")
        .doesNotContain("`src/in`");
  }

  @Test
  void a_rename_judges_both_names() {
    repo.git("mv", "src/A.java", "other.java");
    repo.commit("Out");

    assertThat(verify("x").out())
        .contains("outside     added `other.java` (moved from `src/A.java`): outside")
        .contains("inside 1, outside 1");
  }

  @Test
  void a_linked_worktree_has_its_own_head() {
    Path linked = temp.resolve("linked");
    repo.git("worktree", "add", "-q", "-b", "linked", linked.toString(), "main");
    TestRepo other = repo.at(linked);
    other.write("out.txt", "o\n");
    other.commit("Out");

    Ran ran = Cli.in(repo).inside().at(linked).run("verify", "x");

    assertThat(ran.out()).contains("outside     added `out.txt`").doesNotContain("A.java");
  }

  private Ran verify(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "verify";
    System.arraycopy(words, 0, all, 1, words.length);
    return Cli.in(repo).inside().run(all);
  }
}
