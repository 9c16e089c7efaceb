package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A violation stays one after an acceptance, an amendment or a change of mode. */
class LaunderingIT {
  @TempDir Path temp;

  private static void amend(CaseRepo repo, String found, String replacement) {
    repo.files()
        .write(CaseRepo.PLAN, PlanText.with(repo.files().read(CaseRepo.PLAN), found, replacement));
  }

  @Test
  void a_change_taken_between_blocks_does_not_cover_what_an_executor_makes_of_the_file() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo $EXEC_SESSION_BLOCK >>src/A.java;"
                    + " [ $EXEC_SESSION_BLOCK = B02 ] && echo evil >>secret/key; true");
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files().write("secret/key", "mine\n");

    try (Pty pty = Pty.start(repo.cli(), repo.runWords("--approve", "B01"))) {
      pty.await("Did you make these changes\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(4);
    }
    Ran again = repo.stepwise();

    assertThat(again.exit()).as(again.toString()).isEqualTo(4);
    assertThat(again.out()).contains("secret/key");
  }

  @Test
  void an_edit_of_the_contract_at_an_open_gate_escalates_and_cannot_be_accepted_as_ones_own() {
    CaseRepo repo = CaseRepo.create(temp);
    try (Pty pty = Pty.start(repo.cli(), repo.runWords())) {
      pty.await("Approve B01\\?");
      amend(repo, "in three steps", "in four steps");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(4);
      assertThat(pty.transcript())
          .contains("Objective Lock")
          .doesNotContain("Did you make these changes");
    }
    assertThat(repo.report().text("escalation.reason")).isEqualTo("objective");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void what_an_amended_block_did_before_is_judged_again_and_not_called_dirt() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo x >>src/A.java; [ $EXEC_SESSION_BLOCK = B02 ] && echo evil >>pom.xml; true");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    repo.executor("echo y >>src/A.java");
    amend(repo, "The second step is made.", "The second step is made well.");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("pom.xml");
  }

  @Test
  void a_block_done_under_another_scope_or_other_checks_is_not_carried_over_as_done() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo x >>src/A.java; [ $EXEC_SESSION_BLOCK = B02 ] && echo evil >>pom.xml; true");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    amend(repo, "- `src/secret/**`", "- `src/secret/**`\n- `src/A.java`");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isNotZero();
    assertThat(ran.err() + ran.out()).doesNotContain("carried over");
  }

  @Test
  void a_result_that_waits_for_a_person_is_not_accepted_by_running_autonomously() {
    CaseRepo repo = CaseRepo.create(temp);
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(repo.report().texts("blocks.*.status")).containsOnly("pending");
  }

  @Test
  void secrets_that_an_executor_writes_are_masked_in_everything_the_tool_shows_and_keeps()
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp).executor("cat .env >>src/A.java; echo >>pom.xml");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).doesNotContain(CaseRepo.SECRET);
    assertThat(repo.report().texts("escalation.evidence.*").toString()).contains("TOKEN");
    try (Stream<Path> files = Files.walk(repo.files().path(".git/exec-session"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().matches(".*/(journal|report|escalation)[^/]*|.*/logs/.*")) {
          assertThat(Files.readString(file)).as(file.toString()).doesNotContain(CaseRepo.SECRET);
        }
      }
    }
  }

  @Test
  void a_pipe_in_place_of_gits_configuration_or_the_plan_is_reported_and_never_blocks() {
    for (String file : new String[] {".git/config", CaseRepo.PLAN}) {
      CaseRepo repo =
          CaseRepo.create(temp.resolve(file.replace('/', '-')))
              .executor("echo x >>src/A.java; rm " + file + "; mkfifo " + file);

      Ran ran = repo.autonomous();

      assertThat(ran.exit()).as(ran.toString()).isIn(4, 7);
      assertThat(ran.err()).contains(file);
    }
  }

  @Test
  void a_manifest_nested_without_end_or_too_large_to_read_is_drift_and_no_crash() {
    for (String body :
        new String[] {
          "printf '{\"dependencies\":' >src/package.json;"
              + " head -c 100000 /dev/zero | tr '\\0' '[' >>src/package.json",
          "truncate -s 3G src/package.json"
        }) {
      CaseRepo repo = CaseRepo.create(temp.resolve("r" + body.length())).executor(body);

      Ran ran = repo.autonomous();

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
      assertThat(repo.report().text("escalation.reason")).isEqualTo("dependency");
      assertThat(ran.err()).contains("src/package.json").doesNotContain("at dev.execsession");
    }
  }
}
