package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.RepositoryProbe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The diff of one block, from what the session kept. */
@Execution(ExecutionMode.CONCURRENT)
class BlockDiffTest {
  @TempDir Path temp;

  @Test
  void a_block_shows_its_own_change_after_the_blocks_that_followed() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.autonomous();

    assertThat(diff(bench, "B02"))
        .isEqualTo(
            """
            diff --git a/src/A.java b/src/A.java
            --- a/src/A.java
            +++ b/src/A.java
            @@ -1,2 +1,3 @@
             a
             B01
            +B02
            """);
  }

  @Test
  void a_block_shows_its_own_change_when_it_was_committed_and_edited_afterwards() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).commit(true);
    bench.repo().git("config", "user.name", "Ann");
    bench.repo().git("config", "user.email", "ann@example.org");
    bench.autonomous();
    bench.repo().write("src/A.java", "something else\n");

    assertThat(diff(bench, "B01")).endsWith(" a\n+B01\n");
    assertThat(diff(bench, "B03")).endsWith(" B02\n+B03\n");
  }

  @Test
  void new_deleted_binary_and_executable_files_are_told_as_git_tells_them() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor(
                "printf 'x\\n' >src/New.java; rm src/A.java; printf 'a\\0b' >src/b.bin;"
                    + " chmod +x src/New.java");
    bench.autonomous();

    assertThat(diff(bench, "B01"))
        .isEqualTo(
            """
            diff --git a/src/A.java b/src/A.java
            deleted file mode 100644
            --- a/src/A.java
            +++ /dev/null
            @@ -1 +0,0 @@
            -a
            diff --git a/src/New.java b/src/New.java
            new file mode 100755
            --- /dev/null
            +++ b/src/New.java
            @@ -0,0 +1 @@
            +x
            diff --git a/src/b.bin b/src/b.bin
            new file mode 100644
            Binary files differ
            """);
  }

  @Test
  void excluded_and_sensitive_content_never_appears_and_secrets_are_masked() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config("redact: ['hush[0-9]+']\n")
            .executor(
                "echo hush12 >>src/A.java; echo hidden >>src/secret/key; echo private >src/.env");
    bench.autonomous();

    assertThat(diff(bench, "B01"))
        .contains("+***", "added src/.env: it may hold secrets, so its content is not shown")
        .doesNotContain("hush12", "secret/key", "hidden", "private");
  }

  @Test
  void content_that_is_gone_is_a_line_that_says_so() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.autonomous();
    bench.repo().write("src/A.java", "something else\n");

    assertThat(diff(bench, "B01"))
        .isEqualTo("modified src/A.java: its content after the block is no longer available\n");
  }

  @Test
  void a_pending_block_has_no_diff() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).range("B01", null, null);
    bench.autonomous();

    assertThat(diff(bench, "B02")).isEmpty();
  }

  @Test
  void a_carried_over_block_shows_the_change_that_the_earlier_session_made() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).range("B01", null, null);
    bench.autonomous();
    bench
        .repo()
        .write(Workbench.PLAN, PlanText.with(PlanText.STANDARD, "Make the third", "Make a third"));
    bench.acceptBetween(true).autonomous();

    assertThat(bench.stored().state().block("B01").carriedFrom()).isPresent();
    assertThat(diff(bench, "B01")).endsWith(" a\n+B01\n");
  }

  private static String diff(Workbench bench, String block) {
    return new BlockDiff(
            Objects.requireNonNull(
                RepositoryProbe.inspect(bench.repo().root(), bench.repo().environment(), false)
                    .facts()),
            bench.stored(),
            bench.repo().environment())
        .of(block);
  }
}
