package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes that a person makes while the session waits are theirs: asked about, never counted as a
 * block's.
 */
class BetweenBlocksIT {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");

  @TempDir Path temp;

  private Pty start(CaseRepo repo) {
    return Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords());
  }

  @Test // case 38
  void an_edit_outside_of_the_scope_is_shown_asked_about_and_not_blamed_on_the_next_block() {
    CaseRepo repo = CaseRepo.create(temp, TWO_BLOCKS).executor("echo $B >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = start(repo)) {
      pty.await("Approve B01\\?");
      repo.files().write("pom.xml", "<mine/>\n");
      pty.type("c");
      pty.await("Changed outside of any block:");
      pty.await("modified pom.xml");
      pty.await("Did you make these changes\\?");
      assertThat(repo.runs()).containsExactly("B01");
      pty.type("c");
      pty.await("Approve B02\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }

    JsonDoc status = lost.holdsWithChanges("src/A.java", "pom.xml");
    assertThat(status.text("state")).isEqualTo("completed");
    assertThat(repo.report().texts("blocks.*.changes.*.path"))
        .containsExactly("src/A.java", "src/A.java");
    assertThat(repo.report().texts("accepted.*.path")).containsExactly("pom.xml");
  }

  @Test // case 37
  void a_commit_of_the_work_at_the_question_is_nobodys_question() {
    CaseRepo repo = CaseRepo.create(temp, TWO_BLOCKS).executor("echo $B >>src/A.java");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    try (Pty pty = start(repo)) {
      pty.await("Approve B01\\?");
      repo.files().commit("The first step");
      pty.type("c");
      pty.await("Approve B02\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
      assertThat(pty.transcript()).doesNotContain("Did you make these changes?");
    }

    lost.holdsWithChanges("src/A.java");
    String head = repo.files().head();
    assertThat(repo.files().git("log", "--format=%s", "-1")).isEqualTo("The first step\n");
    assertThat(repo.report().text("head.end")).isEqualTo(head);
    assertThat(repo.report().text("state")).isEqualTo("completed");
    assertThat(repo.files().sh("cat .git/exec-session/*/journal.jsonl"))
        .contains("\"type\":\"between-accepted\"");
  }
}
