package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories of submodules and nested repositories are judged as the path they belong to. */
class SubmodulesIT {
  private static final String IDENTITY =
      "export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x; ";
  private static final String BRANCH_AND_COMMIT =
      "git switch -q -c x; echo x >>f; git commit -qam x";

  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a commit on a branch            | vendor/lib/** | src/secret/**  | 0 | %s
          a commit, the folder included   | vendor/lib    | src/secret/**  | 0 | %s
          a commit, all of it excluded    | vendor/**     | vendor/lib/**  | 4 | %s
          a commit outside the scope      | src/**        | src/secret/**  | 4 | %s
          a commit that is taken back     | src/**        | src/secret/**  | 4 | git switch -q --detach; git commit -q --allow-empty -m x; git reset -q --hard HEAD~1; git switch -q -
          staged work outside the scope   | src/**        | src/secret/**  | 4 | echo x >g; git add g; rm g
          a stash outside the scope       | src/**        | src/secret/**  | 4 | echo x >>f; git stash -q
          a fetch outside the scope       | src/**        | src/secret/**  | 0 | git fetch -q; git gc -q
          a hook                          | vendor/lib/** | src/secret/**  | 4 | echo x >"$(git rev-parse --git-dir)/hooks/post-checkout"
          a setting that runs a command   | vendor/lib/** | src/secret/**  | 4 | git config core.fsmonitor ./x
          a setting of the user           | src/**        | src/secret/**  | 0 | git config user.email a@a
          attributes                      | vendor/lib/** | src/secret/**  | 4 | echo x >>"$(git rev-parse --git-dir)/info/attributes"
          another place                   | vendor/lib/** | src/secret/**  | 4 | git config core.worktree ../../../../src; git switch -q -C x || true
          a replaced commit               | vendor/lib/** | src/secret/**  | 4 | git commit -q --allow-empty -m x; git replace HEAD HEAD~1
          """)
  void work_in_a_submodule(String what, String include, String exclude, int exit, String script) {
    CaseRepo repo = repo(include, exclude);
    repo.files()
        .sh(
            "git init -q ../outside/lib; cd ../outside/lib; echo f >f; git add f; git commit -qm lib;"
                + " cd - >/dev/null;"
                + " git -c protocol.file.allow=always submodule -q add ../outside/lib vendor/lib;"
                + " git commit -qm 'Add a library'");

    assertEnds(repo, exit, script);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a commit on a branch            |      | vendor/lib/** | src/secret/**  | 0 | %s
          a commit outside the scope      |      | src/**        | src/secret/**  | 4 | %s
          a commit, all of it excluded    |      | vendor/**     | vendor/lib/**  | 4 | %s
          a commit in an ignored folder   | echo vendor/ >>.git/info/exclude | src/** | src/secret/**  | 0 | %s
          a hook                          |      | vendor/lib/** | src/secret/**  | 4 | echo x >.git/hooks/post-checkout
          a hook in an ignored folder     | echo vendor/ >>.git/info/exclude | vendor/lib/** | src/secret/**  | 4 | echo x >.git/hooks/post-checkout
          a setting that runs a command   |      | vendor/lib/** | src/secret/**  | 4 | git config core.fsmonitor ./x
          another repository in its place |      | vendor/lib/** | src/secret/**  | 4 | mv .git ../../.git/lib; echo 'gitdir: ../../.git/lib' >.git
          """)
  void work_in_a_nested_repository(
      String what, String prepare, String include, String exclude, int exit, String script) {
    CaseRepo repo = repo(include, exclude);
    repo.files()
        .sh(
            "mkdir -p vendor/lib; cd vendor/lib; git init -q; echo f >f; git add f; git commit -qm lib;"
                + " cd - >/dev/null; "
                + Objects.requireNonNullElse(prepare, ""));

    assertEnds(repo, exit, script);
  }

  private CaseRepo repo(String include, String exclude) {
    String plan = PlanText.withInclude(PlanText.ONE_BLOCK, "`" + include + "`", "`src/A.java`");
    return CaseRepo.create(temp, PlanText.withExclude(plan, "`" + exclude + "`")).inside();
  }

  private static void assertEnds(CaseRepo repo, int exit, String script) {
    repo.executor(
        IDENTITY
            + "echo x >>src/A.java; cd vendor/lib; "
            + script.replace("%s", BRANCH_AND_COMMIT));

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
  }
}
