package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Aside;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Executor;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worktrees of one repository run independent sessions. */
class WorktreeCasesIT {
  private static final String COMMIT =
      "git -c user.name=x -c user.email=x@x commit -qam \"$B in $(basename $PWD)\"";

  @TempDir Path temp;

  private static String planOn(String branch) {
    return PlanText.STANDARD.replace("feature/x", branch);
  }

  /** Adds a worktree on its own branch, with its plan committed. */
  private static Path linked(CaseRepo repo, String branch) throws Exception {
    Path linked = repo.outside().resolve("linked");
    repo.files().git("worktree", "add", "-q", "-b", branch, linked.toString());
    Files.writeString(linked.resolve(CaseRepo.PLAN), planOn(branch));
    repo.files().git("-C", linked.toString(), "commit", "-qam", "Plan for " + branch);
    return linked;
  }

  private static String[] words(Executor executor) {
    return new String[] {
      "run", CaseRepo.PLAN, "--mode", "autonomous", "--executor-command", executor.command()
    };
  }

  private static void pipe(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  private static String meet(Path folder, String told, String awaited) {
    return "echo x >'%1$s'/$B-%2$s & read x <'%1$s'/$B-%3$s; wait\n"
        .formatted(folder, told, awaited);
  }

  @Test
  void two_sessions_run_at_once_and_neither_answers_for_the_others_commits() throws Exception {
    CaseRepo repo = CaseRepo.create(temp);
    Path linked = linked(repo, "feature/y");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();
    // In each block they wait for each other, so that they really run concurrently.
    Path met = Files.createDirectory(repo.outside().resolve("met"));
    for (String block : List.of("B01", "B02", "B03")) {
      pipe(met.resolve(block + "-here"));
      pipe(met.resolve(block + "-there"));
    }
    String work = "echo $B >>src/A.java; " + COMMIT;
    repo.executor(meet(met, "there", "here") + work);
    Executor there =
        Executor.script(
            Files.createDirectory(repo.outside().resolve("there")),
            meet(met, "here", "there") + work);

    CompletableFuture<Ran> other = Aside.start(() -> repo.cli().at(linked).run(words(there)));
    Ran here = repo.autonomous();
    Ran away = Aside.await(other, "the other run did not end");

    assertThat(here.exit()).as(here.toString()).isEqualTo(0);
    assertThat(away.exit()).as(away.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(there.runs()).containsExactly("B01", "B02", "B03");
    JsonDoc status = lost.holdsWithChanges("src/A.java");
    assertThat(status.text("branch")).isEqualTo("feature/x");
    assertThat(status.texts("blocks.*.commits.*")).hasSize(3);
    JsonDoc linkedStatus = repo.cli().at(linked).run("status", "--json").json();
    assertThat(linkedStatus.text("branch")).isEqualTo("feature/y");
    assertThat(linkedStatus.text("state")).isEqualTo("completed");
  }

  @Test
  void a_person_who_works_in_another_worktree_is_no_drift() throws Exception {
    CaseRepo repo = CaseRepo.create(temp);
    Path linked = linked(repo, "feature/y");
    repo.executor(
        """
        echo $B >>src/A.java
        cd '%s'; echo $B >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam mine
        git checkout -q --detach; git checkout -q -b other-$B
        """
            .formatted(linked));

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.*.commits.*")).isEmpty();
  }

  @Test
  void a_removed_worktree_keeps_its_session() throws Exception {
    CaseRepo repo = CaseRepo.create(temp);
    Path linked = linked(repo, "feature/y");
    Executor executor = Executor.script(repo.outside(), "echo $B >>src/A.java");
    Cli cli = repo.cli().at(linked);
    Ran first = cli.run("run", CaseRepo.PLAN, "--executor-command", executor.command());
    assertThat(first.exit()).as(first.toString()).isEqualTo(5);
    Path kept = repo.outside().resolve("kept.patch");
    Files.writeString(kept, repo.files().git("-C", linked.toString(), "diff"));
    repo.files().git("worktree", "remove", "--force", linked.toString());
    repo.files().git("gc", "-q", "--prune=now");
    repo.files().git("worktree", "add", "-q", linked.toString(), "feature/y");
    repo.files().git("-C", linked.toString(), "apply", kept.toString());

    Ran ran =
        cli.run("run", CaseRepo.PLAN, "--executor-command", executor.command(), "--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).contains("B01 is done");
    assertThat(executor.runs()).containsExactly("B01", "B02");
  }
}
