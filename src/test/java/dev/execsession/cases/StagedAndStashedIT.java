package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staged and stashed content survives a block that destroys it, and the way back is printed. */
class StagedAndStashedIT {
  private static final Pattern COMMAND = Pattern.compile("`(git (?:stash|update-index) [^`]*)`");

  @TempDir Path temp;

  private CaseRepo repo(String executor) {
    return CaseRepo.create(temp, PlanText.ONE_BLOCK).executor(executor).inside();
  }

  private static String command(String text) {
    Matcher command = COMMAND.matcher(text);
    assertThat(command.find()).as(text).isTrue();
    return command.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "git stash drop -q",
    "git stash clear",
    "git stash clear; git reflog expire --expire=now --all; git gc -q --prune=now",
    "git update-ref -d refs/stash; rm -f .git/logs/refs/stash; git gc -q --prune=now"
  })
  void a_stash_is_restored_by_the_printed_command(String destroy) {
    CaseRepo repo = repo("echo $B >>src/util/U.java; " + destroy);
    repo.files().write("src/A.java", "stashed\n");
    repo.files().git("-c", "user.name=x", "-c", "user.email=x@x", "stash", "-q");
    String id = repo.files().git("rev-parse", "stash").strip();

    Ran run = repo.autonomous();

    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains(id, "git stash store");
    assertThat(repo.report().texts("blocks.0.violations.*").toString()).contains(id);
    Ran ran = repo.cli().run("rollback", "B01");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    repo.files().git("gc", "-q", "--prune=now");
    repo.files().sh(command(ran.err()));
    assertThat(repo.files().git("rev-parse", "stash").strip()).isEqualTo(id);
    assertThat(repo.files().git("show", "stash:src/A.java")).isEqualTo("stashed\n");
  }

  @Test
  void a_staged_version_is_restored_by_the_printed_command() {
    CaseRepo repo = repo("git reset -q --hard; echo $B >>src/util/U.java; git gc -q --prune=now");
    repo.files().write("src/A.java", "staged\n");
    repo.files().git("add", "src/A.java");
    repo.files().write("src/A.java", "worktree\n");

    Ran run = repo.stepwise();

    assertThat(run.err()).as(run.toString()).contains("the staged version of `src/A.java` is gone");
    Ran ran = repo.cli().run("rollback", "B01");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    repo.files().sh(command(ran.err()));
    assertThat(repo.files().git("show", ":src/A.java")).isEqualTo("staged\n");
    assertThat(repo.files().read("src/A.java")).isEqualTo("worktree\n");
  }
}
