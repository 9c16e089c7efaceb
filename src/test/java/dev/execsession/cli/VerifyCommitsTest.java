package dev.execsession.cli;

import static dev.execsession.cli.VerifyRepo.PLAN;
import static dev.execsession.cli.VerifyRepo.classes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code verify}: which changes are the commits' own, and who owns them. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyCommitsTest {
  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void aPlanOnMain() {
    repo = VerifyRepo.create(temp).files();
  }

  @Test
  void a_merge_of_main_counts_nothing() {
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    repo.git("switch", "-q", "main");
    repo.write("elsewhere.txt", "main\n");
    String tip = repo.commit("On main");
    repo.git("switch", "-q", "feature/x");
    String fork = repo.git("merge-base", "main", "HEAD").strip();
    repo.git("merge", "-q", "--no-edit", "main");

    Ran all = verify();
    Ran named = verify("--range", fork + "..HEAD");

    assertThat(all.exit()).as(all.toString()).isZero();
    assertThat(all.out()).contains("inside 1, outside 0").doesNotContain("elsewhere");
    assertThat(named.out()).contains("inside 1, outside 0").doesNotContain("elsewhere", tip);
  }

  @Test
  void what_a_merge_adds_by_itself_counts() {
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    repo.git("switch", "-q", "main");
    repo.write("old/gone.txt", "main\n");
    repo.commit("On main");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--no-commit", "--no-ff", "main");
    repo.write("evil.txt", "e\n");
    repo.write("old/gone.txt", "x\n");
    repo.commit("Merge");

    Ran ran = verify();

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out())
        .contains("holds in 2 paths what no clean merge would")
        .contains("outside     added `evil.txt`", "`old/gone.txt`");
  }

  @Test
  void a_dependency_that_only_a_merge_adds_is_undeclared() {
    repo.write("web/package.json", "{\"name\":\"web\",\"version\":\"2\"}\n");
    repo.commit("Work");
    repo.git("switch", "-q", "main");
    repo.write("web/package.json", "{\"name\":\"web\",\"dependencies\":{\"theirs\":\"1\"}}\n");
    repo.commit("On main");
    repo.git("switch", "-q", "feature/x");
    repo.tryGit("merge", "-q", "--no-commit", "--no-ff", "main");
    repo.write(
        "web/package.json",
        "{\"name\":\"web\",\"version\":\"2\",\"dependencies\":{\"theirs\":\"1\",\"left-pad\":\"1\"}}\n");
    repo.commit("Merge");

    Ran ran = verify();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out())
        .contains(
            "dependency  `web/package.json` adds `left-pad`, which", "1 undeclared dependency")
        .doesNotContain("`theirs`");
  }

  @Test
  void a_merged_side_branch_counts() {
    repo.branch("side");
    repo.write("other.txt", "o\n");
    repo.commit("Aside");
    repo.git("switch", "-q", "feature/x");
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    repo.git("merge", "-q", "--no-edit", "side");

    assertThat(verify().out()).contains("outside     added `other.txt`");
  }

  @Test
  void a_merged_history_without_a_common_start_counts() {
    repo.git("switch", "-q", "--orphan", "other");
    repo.write("imported.txt", "i\n");
    repo.commit("Root");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "other");

    Ran ran = verify();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("outside     added `imported.txt`", "inside 0, outside 1");
  }

  @Test
  void a_merge_that_drops_what_main_changed_counts() {
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    repo.git("switch", "-q", "main");
    repo.write("gen/api.ts", "main\n");
    repo.write("old/gone.txt", "main\n");
    repo.commit("On main");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--no-edit", "-s", "ours", "main");

    assertThat(verify().out())
        .contains("holds in 2 paths what no clean merge would", "`old/gone.txt`: outside");
  }

  @Test
  void what_was_added_and_removed_again_is_judged() {
    repo.write("other.txt", "o\n");
    repo.commit("Out");
    repo.delete("other.txt");
    repo.commit("Back");

    Ran ran = verify();

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("deleted `other.txt`: outside");
  }

  @Test
  void a_commit_with_a_block_is_judged_by_the_blocks_scope() {
    repo.write("src/util/U.java", "2\n");
    repo.write("src/A.java", "b\n");
    repo.commit("B02: Second\n\nExec-Session: s\nExec-Block: B02");

    JsonDoc json = verify("--json").json();

    assertThat(classes(json))
        .containsExactly("src/A.java outside other", "src/util/U.java inside null");
    assertThat(json.texts("paths.*.blocks.*")).containsExactly("B02", "B02");
    assertThat(json.texts("commits.*.blocks.*")).containsExactly("B02");
    assertThat(json.texts("paths.*.rule"))
        .containsExactly("not in any include of the block", "src/util/**");
  }

  @Test
  void several_plans_are_a_union_and_overlaps_are_named() {
    repo.git("switch", "-q", "main");
    repo.write(
        "docs/exec-plans/active/y.md",
        PlanText.withInclude(PlanText.ONE_BLOCK, "`src/A.java`", "`web/**`"));
    repo.commit("Another plan");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--ff-only", "main");
    repo.write("src/A.java", "b\n");
    repo.write("web/index.ts", "w\n");
    repo.write("none.txt", "n\n");
    repo.commit("Both");

    JsonDoc json = run("verify", "x", "y", "--json").json();

    assertThat(classes(json))
        .containsExactly(
            "none.txt outside other", "src/A.java inside null", "web/index.ts inside null");
    assertThat(json.texts("notes.*"))
        .containsExactly("one path in the scope of several plans: `src/A.java`");
    assertThat(json.texts("paths.*.plans.*"))
        .containsExactly(PLAN, "docs/exec-plans/active/y.md", "docs/exec-plans/active/y.md");
  }

  private Ran verify(String... more) {
    return new VerifyRepo(repo).verify(more);
  }

  private Ran run(String... words) {
    return Cli.in(repo).inside().run(words);
  }
}
