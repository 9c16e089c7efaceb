package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main loop: a block escalates, the planner amends the plan, the run goes on, while the user
 * works on something else beside it.
 */
class MainLoopIT {
  private static final String WORK =
      "echo $B >src/$B; [ $B != B02 ] || grep -q more README.md 2>/dev/null || echo more >README.md";
  private static final String AMENDED =
      PlanText.withInclude(PlanText.STANDARD, "`src/**`", "`README.md`");

  @TempDir Path temp;

  private CaseRepo escalated(List<String> words) {
    CaseRepo repo = CaseRepo.create(temp).executor(WORK);
    repo.files()
        .sh(
            "git config user.name ana; git config user.email ana@example.org;"
                + " git init -q --bare ../origin.git; git remote add origin ../origin.git;"
                + " git push -q -u origin feature/x");
    assertThat(repo.autonomous("--until", "B01").exit()).isEqualTo(0);
    Ran ran = repo.cli().run(repo.runWords(words.toArray(String[]::new)));
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    repo.files().write("src/mine", "mine\n");
    repo.files().write("notes.txt", "mine\n");
    return repo;
  }

  /** The planner amends the plan: here, or in another clone together with other work. */
  private static void amend(CaseRepo repo, String way) {
    if (way.equals("commit")) {
      repo.files().write(CaseRepo.PLAN, AMENDED);
      repo.files().sh("git commit -qm 'plan: README is in scope' -- " + CaseRepo.PLAN);
      return;
    }
    String planner = "-c user.name=paul -c user.email=paul@example.org ";
    repo.files().sh("git clone -q -b feature/x ../origin.git ../planner");
    repo.files().at(repo.files().path("../planner")).write(CaseRepo.PLAN, AMENDED);
    repo.files()
        .sh(
            "cd ../planner; echo p >other.txt; git add .; git "
                + planner
                + "commit -qm 'plan: README is in scope'; git push -q");
    if (way.equals("pull")) {
      repo.files().sh("git pull -q --ff-only");
    } else {
      repo.files().sh("git fetch -q; git merge -q --no-ff -m merged origin/feature/x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "pull", "merge"})
  void an_amended_plan_goes_on_in_a_build_job_and_what_is_not_a_blocks_stays(String way) {
    CaseRepo repo = escalated(List.of("--mode", "autonomous"));
    amend(repo, way);

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.report().texts("blocks.*.changes.*.path"))
        .containsExactlyInAnyOrder("src/B01", "src/B02", "README.md", "src/B03");
    for (String block : List.of("B03", "B02", "B01")) {
      Ran undo = repo.cli().run("rollback", block, CaseRepo.PLAN);
      assertThat(undo.exit()).as(undo.toString()).isEqualTo(0);
    }
    assertThat(repo.files().sh("git status --porcelain")).isEqualTo("?? notes.txt\n?? src/mine\n");
    assertThat(repo.files().read(CaseRepo.PLAN)).isEqualTo(AMENDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "pull", "merge"})
  void the_commits_after_an_amendment_hold_exactly_the_blocks(String way) {
    CaseRepo repo = escalated(List.of("--mode", "autonomous", "--commit"));
    amend(repo, way);
    String start = repo.files().head();

    Ran ran = repo.autonomous("--allow-dirty", "--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().sh("git log --reverse --format=%s --name-only " + start + "..HEAD"))
        .isEqualTo("B02: Second\n\nREADME.md\nsrc/B02\nB03: Third\n\nsrc/B03\n");
    assertThat(repo.files().sh("git status --porcelain"))
        .isEqualTo("?? notes.txt\n?? src/B01\n?? src/mine\n");
  }

  @Test
  void an_amended_plan_goes_on_at_a_terminal() {
    CaseRepo repo = escalated(List.of());
    amend(repo, "commit");

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Uncommitted changes were here before the session:");
      pty.await("What are they\\?");
      pty.type("k");
      pty.await("B01 is already done \\(carried over");
      pty.await("B02: its work from session [0-9a-f-]+ is kept and checked again");
      pty.await("Approve B02\\?");
      pty.type("c");
      pty.await("Approve B03\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.cli().run("rollback", "B02", CaseRepo.PLAN).exit()).isEqualTo(0);
    assertThat(repo.files().sh("git status --porcelain"))
        .isEqualTo("?? notes.txt\n?? src/B01\n?? src/B03\n?? src/mine\n");
    assertThat(repo.files().read(CaseRepo.PLAN)).isEqualTo(AMENDED);
  }
}
