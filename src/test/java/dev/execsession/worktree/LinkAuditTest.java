package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkAuditTest {
  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.write("src/a/x", "1");
    repo.write("src/secret/key", "k");
    repo.write("lib/x", "1");
    repo.commit("Some");
  }

  private List<String> audit() {
    Worktree worktree = TestScans.open(repo);
    return LinkAudit.check(worktree.facts(), TestScans.first(worktree), TestScans.JUDGE).stream()
        .map(problem -> problem.severity() + " " + problem.code().id() + " " + problem.message())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s ../../outside src/out | `src/out` is a link to `../../outside`, which is outside"
            + " the worktree",
        "mkdir ../outside; ln -s ../../outside src/out | `src/out` is a link to `../../outside`,"
            + " which is outside the worktree",
        "ln -s /no/where/ src/out | `src/out` is a link to `/no/where`, which is outside the worktree",
        "ln -s ../lib src/out | `src/out` is a link to `../lib`, which is outside the includes",
        "ln -s secret/key src/out | `src/out` is a link to `secret/key`, which is outside the"
            + " includes",
        "ln -s ../lib/none src/out | `src/out` is a link to `../lib/none`, which is outside the"
            + " includes",
        "ln -s ../.git/config src/out | `src/out` is a link to `../.git/config`, which is outside"
            + " the includes",
      })
  void a_link_under_an_include_that_leads_out_of_it_is_refused(String script, String message) {
    repo.sh(script);
    assertThat(audit()).containsExactly("ERROR TREE-001 " + message);
  }

  @Test
  void links_that_stay_inside_or_are_outside_are_fine() {
    repo.sh("ln -s a src/in; ln -s a/x src/in2; ln -s none src/in3; ln -s /nowhere lib/out");
    assertThat(audit()).isEmpty();
  }

  @Test
  void a_file_with_another_name_that_may_not_change_is_refused() {
    repo.sh("ln src/secret/key src/hl");
    assertThat(audit())
        .containsExactly(
            "ERROR TREE-002 `src/hl` and `src/secret/key` are one file, and only the first may"
                + " change");
  }

  @Test
  void a_file_with_another_name_outside_the_worktree_is_a_warning() {
    repo.sh("ln src/a/x ../x");
    assertThat(audit())
        .containsExactly(
            "WARNING TREE-002 `src/a/x` has a hard link outside the worktree, where changes"
                + " are not detected");
  }
}
