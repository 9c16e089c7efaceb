package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Executor;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Special files in the worktree are reported by name and never block. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddTreeIT {
  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a pipe                    | mkfifo secret/odd                                | 4 | secret/odd
          a pipe in place of a file | rm secret/key; mkfifo secret/key                 | 4 | secret/key
          a pipe within the scope   | mkfifo src/odd                                   | 0 | src/odd
          a socket                  | cd secret; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("odd")' | 4 | secret/odd
          a device of nothing       | ln -s /dev/zero secret/odd                       | 4 | secret/odd
          a terabyte                | truncate -s 1T secret/odd                        | 4 | secret/odd
          a terabyte in its place   | truncate -s 1T secret/key                        | 4 | secret/key
          a terabyte within the scope | truncate -s 1T src/odd                         | 0 | src/odd
          a pipe in place of the ignore rules | rm .gitignore; mkfifo .gitignore       | 4 | .gitignore
          """)
  void is_named_and_not_read(String name, String script, int exit, String path) {
    Needs.calledIn(script, "python3");
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; " + script)
            .inside();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(repo.report().texts("blocks.0.changes.*.path")).contains(path);
    Ran undo = repo.cli().run("rollback", "B01", CaseRepo.PLAN);
    assertThat(undo.exit()).as(undo.toString()).isIn(0, 3, 7);
  }

  @Test
  void a_folder_deeper_than_the_longest_path_is_unverifiable_and_named() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                """
                python3 -c '
                import os
                os.chdir("secret")
                for i in range(2500):
                  os.mkdir("ab")
                  os.chdir("ab")
                '
                """)
            .inside();
    Needs.installed("python3");

    Ran ran = repo.autonomous();
    repo.files().sh("rm -rf secret/ab");

    assertThat(ran.exit()).as(ran.toString()).isIn(4, 7);
    assertThat(ran.err()).contains("secret/ab");
  }

  @Test
  void a_folder_that_may_not_be_read_is_not_verifiable_and_named() throws IOException {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo x >>src/A.java; mkdir secret/d; chmod 0 secret/d");
    boolean root = repo.files().sh("id -u").strip().equals("0");
    NothingLost lost = NothingLost.since(repo);
    String line =
        "\"$ES\" run x.md --mode autonomous --executor-command " + repo.executor().command();
    if (root) {
      // Root can read everything, so another user runs it.
      Needs.installed("setpriv");
      repo.files().sh("chown -R 65534:65534 \"$PWD/..\"; chmod 755 \"$PWD/..\"");
      line = "exec setpriv --reuid 65534 --regid 65534 --clear-groups " + line;
      Needs.that(
          repo.cli()
                  .shell(
                      "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$ES\" --version")
                  .exit()
              == 0,
          "a launcher that is there for others");
    }

    Ran ran = repo.cli().shell(line);

    repo.files().sh("chmod 755 secret/d");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("secret/d", "permission denied");
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lost.tree()).isNotNull();
  }

  @Test
  void changes_after_the_last_block_are_detected_before_the_report() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`true`"))
            .executor("echo x >>src/A.java")
            .inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files().write("pom.xml", "<late/>\n");

    Ran ran = repo.stepwise("--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err() + ran.out()).contains("pom.xml", "changed outside of any block");
    assertThat(repo.report().text("state")).isEqualTo("paused");
  }

  @Test
  void what_a_person_does_to_the_index_between_two_blocks_is_shown_and_not_blamed() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files().git("add", "src");

    Ran staged = repo.stepwise("--approve", "B01");
    assertThat(staged.exit()).as(staged.toString()).isEqualTo(5);
    assertThat(staged.err()).as("staging a block's work is nobody's question").contains("B02");
    assertThat(repo.runs()).containsExactly("B01", "B02");

    repo.files().git("update-index", "--skip-worktree", "secret/key");
    Ran ran = repo.stepwise("--approve", "B02");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out() + ran.err())
        .contains("changed outside of any block", "`secret/key` was marked `skip-worktree`");
    assertThat(repo.runs()).containsExactly("B01", "B02");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("paused");
    assertThat(report.texts("blocks.*.violations.*")).isEmpty();
  }

  @Test
  void an_executor_in_a_linked_worktree_is_judged_by_its_own_index_and_commits()
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Path linked = repo.outside().resolve("linked");
    repo.files().git("worktree", "add", "-q", "-b", "feature/y", linked.toString());
    Files.writeString(
        linked.resolve(CaseRepo.PLAN), PlanText.STANDARD.replace("feature/x", "feature/y"));
    repo.files().git("-C", linked.toString(), "commit", "-qam", "Plan");
    Executor executor =
        Executor.script(
            repo.outside(),
            "echo x >>secret/key; git -c user.name=x -c user.email=x@x commit -qam x;"
                + " git reset -q --hard HEAD~1; git reflog expire --expire=now --all;"
                + " git update-index --assume-unchanged secret/key");

    Ran ran =
        repo.cli()
            .inside()
            .at(linked)
            .run(
                "run",
                CaseRepo.PLAN,
                "--mode",
                "autonomous",
                "--executor-command",
                executor.command());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .contains(
            "created and discarded, touches `secret/key`",
            "`secret/key` was marked `assume-unchanged`",
            "git's log `.git/logs/HEAD` was rewritten");
  }
}
