package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.store.QuietWorktree;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions} and {@code sessions --prune}. */
class SessionsTest {
  private static final String WORK = "echo \"$B\" >>src/A.java";

  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
  }

  @Test
  void without_a_session_there_is_nothing_to_list_or_to_remove() {
    assertThat(repo.cli().run("sessions").err()).contains("no sessions in this repository");
    assertThat(prune().err()).contains("nothing to remove");
  }

  @Test
  void a_session_has_one_line_the_newest_first() {
    assertThat(repo.executor("exit 3").autonomous().exit()).isEqualTo(1);
    assertThat(repo.executor(WORK).autonomous("--restart").exit()).isZero();

    List<String> lines = repo.cli().run("sessions").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .matches(
            "[0-9a-f-]{23} +completed +1/1 +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d"
                + " +docs/exec-plans/active/x.md +feature/x");
    assertThat(lines.get(1)).contains("blocked", "0/1");
  }

  @Test
  void a_completed_session_and_the_ones_it_superseded_are_removed_with_their_refs() {
    assertThat(repo.executor("exit 3").autonomous().exit()).isEqualTo(1);
    assertThat(repo.executor(WORK).autonomous("--restart").exit()).isZero();
    assertThat(refs()).isNotEmpty();

    Ran ran = prune();

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err()).contains("x.md: completed", "x.md: superseded by ");
    assertThat(ran.out()).isEqualTo("removed 2 sessions\n");
    assertThat(sessions()).isEmpty();
    assertThat(refs()).isEmpty();
    assertThat(repo.files().git("fsck", "--strict", "--no-dangling")).doesNotContain("error");
  }

  @Test
  void packed_refs_are_removed_and_others_stay() {
    assertThat(repo.executor(WORK).autonomous().exit()).isZero();
    repo.files().git("tag", "-a", "-m", "note", "v1");
    repo.files().git("pack-refs", "--all");
    String others = repo.files().git("for-each-ref", "refs/heads", "refs/tags");
    assertThat(repo.files().read(".git/packed-refs")).contains("refs/exec-session/");

    assertThat(prune().exit()).isZero();

    assertThat(repo.files().read(".git/packed-refs")).doesNotContain("refs/exec-session/");
    assertThat(repo.files().git("for-each-ref", "refs/heads", "refs/tags")).isEqualTo(others);
    assertThat(repo.files().path(".git/packed-refs.lock")).doesNotExist();
  }

  @Test
  void folders_that_others_may_write_to_are_closed_when_a_session_runs() {
    repo.files().sh("mkdir -m 777 .git/exec-session .git/exec-session/locks");

    assertThat(repo.executor(WORK).autonomous().exit()).isZero();

    assertThat(repo.files().sh("find .git/exec-session -perm /022")).isEmpty();
  }

  @Test
  void an_unfinished_session_stays() {
    assertThat(repo.executor("exit 3").autonomous().exit()).isEqualTo(1);
    List<String> before = sessions();

    assertThat(prune().err()).contains("nothing to remove");

    assertThat(sessions()).isEqualTo(before);
    assertThat(refs()).isNotEmpty();
  }

  @Test
  void a_session_whose_blocks_an_unfinished_one_carries_stays() {
    repo = CaseRepo.create(temp.resolve("three")).inside().unconfined();
    assertThat(repo.autonomous().exit()).isZero();
    String first = sessions().get(0);
    repo.files()
        .write(
            CaseRepo.PLAN,
            PlanText.with(PlanText.STANDARD, "Make the third step.", "Make it otherwise."));
    repo.files().commit("Amend");
    Ran amended = repo.executor("exit 3").autonomous();
    assertThat(amended.exit()).as(amended.toString()).isEqualTo(1);

    Ran ran = prune();

    assertThat(ran.err()).contains("keep    " + first, "needs it", "nothing to remove");
    assertThat(sessions()).contains(first);
    assertThat(repo.cli().run("diff", "B01").out()).contains("+B01");
  }

  @Test
  void an_unfinished_session_of_a_removed_worktree_is_listed_and_stays() {
    CaseRepo there = otherWorktree();
    assertThat(there.executor("exit 3").autonomous().exit()).isEqualTo(1);
    Path other = there.files().root();
    assertThat(repo.cli().run("sessions").out()).contains("in " + other).doesNotContain("removed");
    repo.files().git("worktree", "remove", "--force", other.toString());

    assertThat(repo.cli().run("sessions").out())
        .contains("blocked")
        .contains("in " + other + ", worktree removed\n");
    Ran ran = prune();

    assertThat(ran.err()).contains("keep ", "unfinished", "nothing to remove");
    assertThat(sessions()).hasSize(1);
    String wayOn =
        ran.err()
            .lines()
            .filter(line -> line.contains("git worktree add"))
            .findFirst()
            .orElseThrow();
    repo.files().sh(wayOn.replace("exec-session status", "true"));
    Ran again = there.executor(WORK).autonomous("--block", "B01");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(sessions()).hasSize(1);
  }

  @Test
  void a_completed_session_of_a_removed_worktree_is_removed() {
    CaseRepo there = otherWorktree();
    assertThat(there.executor(WORK).autonomous().exit()).isZero();
    repo.files().git("worktree", "remove", "--force", there.files().root().toString());

    Ran ran = prune();

    assertThat(ran.err()).contains("x.md: completed");
    assertThat(sessions()).isEmpty();
  }

  private CaseRepo otherWorktree() {
    Path other = temp.resolve("other");
    repo.files().git("worktree", "add", "-q", "-b", "feature/y", other.toString());
    CaseRepo there = CaseRepo.around(temp, repo.files().at(other)).inside().unconfined();
    there.files().sh("sed -i s,feature/x,feature/y, " + CaseRepo.PLAN);
    there.files().commit("Other branch");
    return there;
  }

  @Test
  void while_the_worktree_is_in_use_its_sessions_stay() {
    assertThat(repo.executor(WORK).autonomous().exit()).isZero();
    List<String> before = sessions();
    RepositoryFacts facts =
        Objects.requireNonNull(
            RepositoryProbe.inspect(repo.files().root(), repo.cli().environment(), false).facts());

    Ran ran =
        QuietWorktree.during(
            facts, "guard", "Ann", repo.cli().environment(), Instant.now(), this::prune);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
    assertThat(ran.err()).contains("RUN-006", "by Ann");
    assertThat(sessions()).isEqualTo(before);
  }

  @Test
  void a_half_removed_session_is_gone_for_everyone_and_the_next_removal_finishes_it() {
    assertThat(repo.executor(WORK).autonomous().exit()).isZero();
    String id = sessions().get(0);
    repo.files()
        .sh(
            "cd .git/exec-session && mkdir removed && mv "
                + id
                + " removed/ && rm removed/"
                + id
                + "/plan.md");

    assertThat(repo.cli().run("status").err()).contains("RUN-007");
    assertThat(repo.cli().run("sessions").err()).contains("no sessions");
    assertThat(prune().exit()).isZero();

    assertThat(repo.files().path(".git/exec-session/removed/" + id)).doesNotExist();
    assertThat(refs()).isEmpty();
  }

  private Ran prune() {
    return repo.cli().run("sessions", "--prune");
  }

  private String refs() {
    return repo.files().git("for-each-ref", "refs/exec-session");
  }

  private List<String> sessions() {
    try (Stream<Path> folders = Files.list(repo.files().path(".git/exec-session"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("2"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
