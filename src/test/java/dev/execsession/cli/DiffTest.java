package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff BLOCK}: what a block changed, never what is excluded. */
class DiffTest {
  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
  }

  @Test
  void a_done_block_shows_its_changes_also_after_a_commit() {
    assertThat(repo.executor("echo b >>src/A.java; echo n >src/N").autonomous().exit()).isZero();
    Ran before = diff("B01");
    repo.files().commit("Work");

    assertThat(before.exit()).as(before.toString()).isZero();
    assertThat(before.out())
        .contains("--- a/src/A.java\n+++ b/src/A.java\n", "\n+b\n", "+++ b/src/N\n")
        .doesNotContain("not shown");
    assertThat(diff("B01").out()).isEqualTo(before.out());
  }

  @Test
  void what_is_out_of_scope_comes_first_and_what_is_excluded_is_never_shown() {
    repo.executor("echo b >>src/A.java; echo hidden-7 >>src/secret/key; echo stray >pom.xml");
    assertThat(repo.autonomous().exit()).isEqualTo(4);

    Ran ran = diff("B01");

    assertThat(ran.out())
        .contains("\n+b\n")
        .contains("not shown: modified src/secret/key", "excluded: src/secret/**")
        .containsSubsequence("\n+stray\n", "\n+b\n")
        .doesNotContain("hidden-7");
  }

  @Test
  void a_blocked_block_and_one_that_waits_have_a_diff_too() {
    repo.executor("echo b >>src/A.java; exit 3");
    assertThat(repo.autonomous().exit()).isEqualTo(1);
    assertThat(diff("B01").out()).contains("\n+b\n");

    CaseRepo other = CaseRepo.create(temp.resolve("other")).inside().unconfined();
    assertThat(other.stepwise().exit()).isEqualTo(5);
    assertThat(other.cli().run("diff", "B01").out()).contains("\n+B01\n");
    assertThat(other.cli().run("diff", "B02").err()).contains("block `B02` changed nothing");
  }

  @Test
  void a_control_character_in_a_file_reaches_no_terminal() {
    repo.executor("printf 'a\\033[2Jb\\n' >>src/A.java");
    assertThat(repo.autonomous().exit()).isZero();

    assertThat(diff("B01").out()).contains("+a^[[2Jb").doesNotContain("\u001b");
  }

  @Test
  void an_unknown_block_is_refused() {
    assertThat(repo.executor("echo b >>src/A.java").autonomous().exit()).isZero();

    Ran ran = diff("B09");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no block `B09`", "its blocks are `B01`");
  }

  private Ran diff(String block) {
    return repo.cli().run("diff", block);
  }
}
