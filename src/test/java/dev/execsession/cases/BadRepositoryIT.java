package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repository in an unusable state is refused with the reason; one in an odd state works. */
class BadRepositoryIT {
  @TempDir Path temp;

  @Test
  void outside_of_a_repository_nothing_runs() throws IOException {
    TestRepo repo = TestRepo.create(temp);
    Path folder = Files.createDirectories(temp.resolve("plain/docs/exec-plans/active"));
    Files.writeString(folder.resolve("x.md"), PlanText.STANDARD);

    Ran ran = Cli.in(repo).at(temp.resolve("plain")).run("run", CaseRepo.PLAN);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-001", "not", "repository", "hint: ");
    try (var files = Files.list(temp.resolve("plain"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_bare_repository_is_refused() throws IOException {
    TestRepo repo = TestRepo.empty(temp, "--bare");
    Files.writeString(repo.path("x.md"), PlanText.STANDARD);

    Ran ran = Cli.in(repo).run("run", "x.md", "--any-path");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-002", "bare");
    assertThat(repo.path("exec-session")).doesNotExist();
  }

  @Test
  void a_repository_without_a_commit_is_refused() {
    TestRepo files = TestRepo.empty(temp);
    files.write(CaseRepo.PLAN, PlanText.STANDARD);
    CaseRepo repo = CaseRepo.around(temp, files);

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-003", "no commit", "hint: ");
    assertThat(repo.runs()).isEmpty();
  }

  @ParameterizedTest(name = "{0}") // case 59
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge       | ! git merge other                  | git merge --abort
          rebase      | ! git rebase other                 | git rebase --abort
          cherry-pick | ! git cherry-pick other            | git cherry-pick --abort
          revert      | ! git revert --no-edit HEAD~1      | git revert --abort
          bisect      | git bisect start                   | git bisect reset
          """)
  void what_git_has_not_finished_is_refused_by_name(String what, String begin, String mend) {
    CaseRepo repo = CaseRepo.create(temp);
    TestRepo files = repo.files();
    files.git("switch", "-q", "-c", "other");
    files.write("src/A.java", "theirs\n");
    files.commit("theirs");
    files.git("switch", "-q", "feature/x");
    files.write("src/A.java", "ours\n");
    files.commit("ours");
    files.write("src/A.java", "ours too\n");
    files.commit("ours too");
    files.sh(begin);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("error[GIT-005]", what, mend);
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_git_folder_that_cannot_be_written_is_refused_before_the_first_block() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().git("update-index", "--refresh");
    repo.files().sh("chmod -R a-w .git");
    try {
      NothingLost lost = NothingLost.since(repo);

      Ran ran = repo.cli().shell(powerless(repo) + line(repo));

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
      assertThat(ran.err()).contains("GIT-008", "hint: ");
      lost.holdsAndNothingWasStarted();
    } finally {
      repo.files().sh("chmod -R u+w .git");
    }
  }

  /** Returns a prefix that drops root's permission to write anywhere. */
  private static String powerless(CaseRepo repo) {
    return isRoot(repo) ? "setpriv --bounding-set=-all --inh-caps=-all " : "";
  }

  private static boolean isRoot(CaseRepo repo) {
    return repo.files().sh("id -u").strip().equals("0");
  }

  private static String line(CaseRepo repo) {
    StringBuilder line = new StringBuilder("\"$ES\"");
    repo.runWords("--mode", "autonomous")
        .forEach(word -> line.append(" \"").append(word).append('"'));
    return line.toString();
  }

  @Test // case 58
  void a_repository_of_another_user_is_refused_until_marked_safe() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Needs.that(isRoot(repo), "root, who alone gives a repository away");
    repo.files().git("update-index", "--refresh");
    repo.files().sh("chown -R 12345 .");
    Path config = repo.files().home().resolve(".gitconfig");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .contains("GIT-006", "git config --global --add safe.directory " + repo.files().root());
    assertThat(config).doesNotExist();
    assertThat(repo.files().path(".git/exec-session")).doesNotExist();
    assertThat(repo.runs()).isEmpty();

    Files.writeString(config, "[include]\n\tpath = more\n");
    Files.writeString(
        config.resolveSibling("more"), "[safe]\n\tdirectory = " + repo.files().root() + "\n");
    Ran safe = repo.autonomous();

    assertThat(safe.exit()).as(safe.toString()).isEqualTo(0);
  }

  @Test
  void the_users_ignore_file_counts_also_when_an_included_configuration_names_it()
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    Path home = repo.files().home();
    Files.writeString(home.resolve(".gitconfig"), "[include]\n\tpath = more\n");
    Files.writeString(home.resolve("more"), "[core]\n\texcludesFile = ~/mine\n");
    Files.writeString(home.resolve("mine"), "scratch/\n");
    repo.files().write("scratch/notes", "x\n");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 60
  void a_stale_index_lock_is_not_removed() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().git("update-index", "--refresh");
    repo.files().write(".git/index.lock", "");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().path(".git/index.lock")).exists();
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 57
  void neither_a_home_nor_an_identity_is_needed() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .without("HOME")
            .without("XDG_CONFIG_HOME")
            .run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 64
  void the_worktree_is_found_from_within_and_not_from_the_environment() {
    CaseRepo repo = CaseRepo.create(temp.resolve("one"));
    CaseRepo other = CaseRepo.create(temp.resolve("other"));
    NothingLost lost = NothingLost.since(repo);
    NothingLost untouched = NothingLost.since(other);

    Ran ran =
        repo.cli()
            .at(repo.files().path("src/util"))
            .with("GIT_DIR", other.files().path(".git").toString())
            .with("GIT_WORK_TREE", other.files().root().toString())
            .with("GIT_INDEX_FILE", other.files().path(".git/index").toString())
            .run(
                "run",
                "x.md",
                "--mode=autonomous",
                "--executor-command",
                repo.executor().command(),
                "--report",
                repo.reportFile().toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.*.changes.*.path")).containsOnly("src/A.java");
    lost.holdsWithChanges("src/A.java");
    untouched.holdsAndNothingWasStarted();
  }

  @Test
  void a_linked_worktree_is_a_separate_worktree() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().git("branch", "main");
    repo.files().git("switch", "-q", "main");
    Path linked = temp.resolve("linked");
    repo.files().git("worktree", "add", "-q", linked.toString(), "feature/x");
    CaseRepo there = CaseRepo.around(temp, repo.files().at(linked));

    Ran ran = there.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(there.files().read("src/A.java")).isEqualTo("a\nB01\nB02\nB03\n");
    assertThat(there.report().texts("blocks.*.status")).containsOnly("done");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    assertThat(repo.files().path(".git/exec-session")).isDirectory();
    assertThat(there.cli().run("status").out()).contains("completed");
  }

  @Test
  void the_wrong_branch_is_reported_by_validate_too() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().branch("other");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run("validate", "x.md");
    Ran planOnly = repo.cli().run("validate", "--plan-only", "x.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.all()).contains("GIT-010", "`feature/x`", "`other`", "git switch feature/x");
    assertThat(planOnly.exit()).as(planOnly.toString()).isEqualTo(0);
    lost.holdsAndNothingWasStarted();
  }
}
