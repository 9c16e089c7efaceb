package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a run dies while it commits, the next one ends with exactly one commit. */
class CommitCrashIT {
  @TempDir Path temp;

  private CaseRepo repo;
  private TestRepo files;
  private NothingLost lost;
  private Path session;
  private List<String> records;
  private byte[] oldIndex;
  private String parent;
  private String commit;

  /** Creates a finished session with a commit; each test then removes part of it. */
  @BeforeEach
  void commit() throws IOException {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    files = repo.files();
    files.git("config", "user.name", "Ann");
    files.git("config", "user.email", "ann@example.org");
    lost = NothingLost.since(repo).exceptTheCommits();
    oldIndex = Files.readAllBytes(files.path(".git/index"));
    parent = files.head();
    Ran ran = repo.autonomous("--commit");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    commit = files.head();
    repo.inside();
    try (Stream<Path> folders = Files.list(files.path(".git/exec-session"))) {
      session =
          folders
              .filter(folder -> Files.exists(folder.resolve("journal.jsonl")))
              .findFirst()
              .orElseThrow();
    }
    records = Files.readAllLines(session.resolve("journal.jsonl"));
  }

  private void cutBehind(String type) throws IOException {
    int last = -1;
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).contains("\"type\":\"" + type + "\"")) {
        last = i;
      }
    }
    assertThat(last).as(type).isNotNegative();
    Files.write(session.resolve("journal.jsonl"), records.subList(0, last + 1));
    // As after a crash: the notes kept next to the journal lag behind.
    Files.deleteIfExists(session.resolve("journal.head"));
  }

  /** Resets branch and logs, as if nothing had been published yet. */
  private void unpublish() throws IOException {
    Files.write(files.path(".git/index"), oldIndex);
    files.write(".git/refs/heads/feature/x", parent + "\n");
    for (String log : List.of(".git/logs/HEAD", ".git/logs/refs/heads/feature/x")) {
      List<String> lines = Files.readAllLines(files.path(log));
      Files.write(files.path(log), lines.subList(0, lines.size() - 1));
    }
  }

  private void assertOneCommit(String when) {
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(when + ": " + ran).isEqualTo(0);
    assertThat(files.git("log", "--format=%s")).as(when).isEqualTo("B01: First\ninit\n");
    assertThat(files.git("reflog", "--format=%gs"))
        .as(when)
        .isEqualTo("commit: B01: First\ncommit (initial): init\n");
    assertThat(files.git("status", "--porcelain")).as(when).isEmpty();
    assertThat(files.path(".git/index.lock")).doesNotExist();
    assertThat(files.path(".git/refs/heads/feature/x.lock")).doesNotExist();
    assertThat(repo.report().texts("blocks.0.commits.*")).containsExactly(files.head());
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void every_step_of_a_commit_may_be_the_last_one_and_there_is_one_commit() throws IOException {
    cutBehind("committed");
    assertOneCommit("before the block was recorded as done");
    cutBehind("committing");
    assertOneCommit("before the end of the commit was recorded");
    Files.write(files.path(".git/index"), oldIndex);
    cutBehind("committing");
    assertOneCommit("before the index followed");

    unpublish();
    cutBehind("committing");
    assertOneCommit("before git had moved the branch");

    unpublish();
    cutBehind("committing");
    Files.deleteIfExists(
        files.path(".git/objects/" + commit.substring(0, 2) + "/" + commit.substring(2)));
    assertOneCommit("and the objects are gone");
  }

  @Test
  void a_branch_that_went_on_or_elsewhere_meanwhile_is_left_alone() throws IOException {
    cutBehind("committing");
    files.commitStaged("on top");

    Ran beyond = repo.autonomous();

    assertThat(beyond.exit()).as(beyond.toString()).isEqualTo(0);
    assertThat(files.git("log", "--format=%s")).isEqualTo("on top\nB01: First\ninit\n");
    assertThat(repo.report().texts("blocks.0.commits.*")).containsExactly(commit);

    files.git("reset", "-q", parent);
    cutBehind("committing");
    String other = files.commitStaged("something else");

    Ran paused = repo.autonomous();

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(5);
    assertThat(repo.report().text("question")).contains("the branch is at neither");
    assertThat(files.head()).isEqualTo(other);

    Ran done = repo.autonomous("--no-commit");

    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    assertThat(files.head()).isEqualTo(other);
    assertThat(repo.runs()).containsExactly("B01");
  }
}
