package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leniency with ignored files and git's own life must not let through, and what it must. */
class RepositoryLifeIT {
  private static final String WHO = "-c user.name=x -c user.email=x@x";

  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a hook below an effective hooks path in an ignored folder | echo target/ >>.git/info/exclude; mkdir -p target/hooks; git config core.hooksPath target/hooks | echo x >target/hooks/pre-push | target/hooks/pre-push
          a new extension of maven       |  | mkdir .mvn; echo x >.mvn/extensions.xml | .mvn/extensions.xml
          an ignored file for an agent   | echo CLAUDE.local.md >>.git/info/exclude | echo x >CLAUDE.local.md | CLAUDE.local.md
          ignored servers of an agent    | echo .mcp.json >>.git/info/exclude | echo x >.mcp.json | .mcp.json
          ignored settings of an agent   | echo .claude/settings.local.json >>.git/info/exclude | mkdir -p .claude; echo x >.claude/settings.local.json | .claude/settings.local.json
          another address of a remote    | git remote add origin https://a.invalid | git config remote.origin.url https://b.invalid | remote.origin.url
          another address for all        |  | git config url.https://b.invalid/.insteadOf https://a.invalid/ | url.https://b.invalid/.insteadof
          another signer                 |  | git config gpg.program ./x | gpg.program
          another merge                  |  | git config merge.m.driver ./x | merge.m.driver
          a command for a submodule      |  | git config submodule.s.update '!x' | submodule.s.update
          a deleted branch               | git branch own $(git -c user.name=x -c user.email=x@x commit-tree -p HEAD -m own HEAD^{tree}) | git branch -D own | makes it again
          a hook of a submodule          | git init -q --bare .git/modules/lib | echo x >.git/modules/lib/hooks/post-checkout | .git/modules/lib/hooks/post-checkout
          a file where git finds a ref   |  | git rev-parse HEAD >.git/feature | .git/feature
          a branch with excluded work    |  | export GIT_INDEX_FILE=.git/i; git read-tree HEAD; b=$(echo x PIPE git hash-object -w --stdin); git update-index --cacheinfo 100644,$b,secret/key; t=$(git write-tree); unset GIT_INDEX_FILE; rm .git/i; git branch evil $(git -c user.name=x -c user.email=x@x commit-tree -p HEAD -m e $t) | secret/key
          a merge of a made up remote ref |  | git switch -q --detach; echo x >>secret/key; git -c user.name=x -c user.email=x@x commit -qam z; git update-ref refs/remotes/origin/z HEAD; git switch -q feature/x; git -c user.name=x -c user.email=x@x merge -q --no-ff -m m origin/z | secret/key
          a commit in our name           |  | echo x >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam 'B01: x' -m 'Exec-Block: B01' | trailers
          an approval written by hand    | git update-ref refs/exec-session/x/1 HEAD | git update-ref -d refs/exec-session/x/1 | refs/exec-session/x/1
          """)
  void is_stopped(String name, String prepare, String script, String named) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    if (prepare != null) {
      repo.files().sh(prepare);
    }
    repo.executor("echo x >>src/A.java; " + script.replace("PIPE", "|"));

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains(named);
  }

  @Test
  void the_commits_of_a_deleted_branch_survive_a_prune() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    files.sh("git branch own $(git commit-tree -p HEAD -m own HEAD^{tree})");
    String tip = files.git("rev-parse", "own").strip();
    repo.executor("echo x >>src/A.java; git branch -D own");

    Ran ran = repo.autonomous();
    files.git("prune", "--expire=now");
    files.git("branch", "own", tip);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("git branch own " + tip);
    assertThat(files.git("log", "-1", "--format=%s", "own")).isEqualTo("own\n");
  }

  @Test
  void a_new_folder_that_ignores_itself_is_seen_under_an_exclude_and_is_a_side_effect_elsewhere() {
    String plan = PlanText.withExclude(PlanText.ONE_BLOCK, "`tests/**`");
    CaseRepo repo = CaseRepo.create(temp, plan).inside();
    repo.executor(
        "echo x >>src/A.java; mkdir -p tests/zz .pytest_cache; for d in tests/zz .pytest_cache; do"
            + " echo '*' >$d/.gitignore; echo x >$d/conftest.py; done");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*"))
        .containsExactlyInAnyOrder("tests/zz/.gitignore", "tests/zz/conftest.py");
    assertThat(repo.report().texts("blocks.0.sideEffects.*.path")).contains(".pytest_cache/");
  }

  @Test
  void new_files_in_an_ignored_folder_below_an_exclude_are_a_named_risk() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().sh("echo build/ >>.git/info/exclude");
    repo.executor(
        "echo x >>src/A.java; mkdir -p src/secret/build; echo x >src/secret/build/X.java");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("risks.*"))
        .anyMatch(risk -> risk.contains("`src/secret/build/`") && risk.contains("src/secret/**"));
    assertThat(repo.report().texts("blocks.0.sideEffects.*.path")).contains("src/secret/build/");
  }

  @Test
  void a_program_that_a_check_runs_and_the_executor_replaced_is_a_named_risk() {
    String plan = PlanText.withCheck(PlanText.ONE_BLOCK, "`PATH=node_modules/.bin:$PATH jest`");
    CaseRepo repo = CaseRepo.create(temp, plan).inside();
    repo.files()
        .sh(
            "mkdir -p node_modules/.bin; echo false >node_modules/.bin/jest;"
                + " chmod +x node_modules/.bin/jest");
    repo.executor("echo x >>src/A.java; echo 'exit 0' >node_modules/.bin/jest");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("risks.*"))
        .anyMatch(risk -> risk.contains("`node_modules/.bin/jest`"));
  }

  @Test
  void an_installer_of_hooks_in_a_check_is_a_named_risk_and_in_an_executor_a_violation() {
    String install =
        "git config core.hooksPath .husky/_; mkdir -p .husky/_;"
            + " printf '*' >.husky/_/.gitignore;"
            + " printf '#!/usr/bin/env sh\\n. \"$(dirname \"$0\")/h\"' >.husky/_/pre-commit";
    String plan = PlanText.withCheck(PlanText.ONE_BLOCK, "`sh ../outside/install`");
    CaseRepo repo = CaseRepo.create(temp, plan).executor("echo x >>src/A.java").inside();
    repo.files().sh("cat >../outside/install <<'E'\n" + install + "\nE");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("risks.*"))
        .anyMatch(risk -> risk.contains("core.hookspath"))
        .anyMatch(risk -> risk.contains(".husky/_/pre-commit"));

    CaseRepo other =
        CaseRepo.create(temp.resolve("other"), PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; " + install)
            .inside();
    assertThat(other.autonomous().exit()).isEqualTo(4);
  }

  @Test
  void what_the_configuration_allows_of_git_is_a_named_risk() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().write(".exec-session.yml", "git:\n  allow: ['alias.st=status']\n");
    repo.files().commit("config");
    repo.executor("echo x >>src/A.java; git config alias.st status");
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("risks.*")).anyMatch(risk -> risk.contains("alias.st"));
  }

  @Test
  void a_commit_in_a_submodule_outside_the_scope_stops() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files()
        .sh(
            "git init -q ../outside/lib; git -C ../outside/lib commit -q --allow-empty -m lib;"
                + " git -c protocol.file.allow=always submodule -q add ../outside/lib vendor/lib;"
                + " git commit -qm 'Add a library'");
    repo.executor(
        "echo x >>src/A.java; git -C vendor/lib " + WHO + " commit -q --allow-empty -m x");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("vendor/lib");
  }

  @Test
  void what_a_completion_check_sets_up_in_git_is_a_named_risk() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- `true`\n",
            "- `true`\n\n**At Completion:**\n- `git config alias.st status`\n");
    CaseRepo repo = CaseRepo.create(temp, plan).inside().executor("echo x >>src/A.java");
    repo.files().write(".exec-session.yml", "git:\n  allow: ['alias.st=status']\n");
    repo.files().commit("config");

    assertThat(repo.autonomous().exit()).isEqualTo(0);
    assertThat(repo.report().texts("risks.*"))
        .anyMatch(risk -> risk.contains("at completion: ") && risk.contains("alias.st"));
  }

  @Test
  void a_lock_file_may_follow_an_included_source_where_the_configuration_says_so() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().write(".exec-session.yml", "scope:\n  allowed-with: ['*.generated']\n");
    repo.files().commit("config");
    repo.executor("echo x >>src/A.java; echo x >api.generated");
    assertThat(repo.autonomous().exit()).isEqualTo(0);

    CaseRepo alone = CaseRepo.create(temp.resolve("alone"), PlanText.ONE_BLOCK).inside();
    alone.files().write(".exec-session.yml", "scope:\n  allowed-with: ['*.generated']\n");
    alone.files().commit("config");
    alone.executor("echo x >api.generated");
    Ran ran = alone.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    JsonDoc change = alone.report().docs("blocks.0.changes.*").get(0);
    assertThat(change.text("pathClass")).isEqualTo("other");
  }

  @Test
  void a_merge_of_what_was_there_before_is_not_the_blocks_work() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files()
        .sh(
            "git switch -q -c side; echo s >README.md; git add README.md; git commit -qm side; git switch -q feature/x");
    repo.executor(
        "echo x >>src/A.java; git "
            + WHO
            + " commit -qam own; git "
            + WHO
            + " merge -q --no-ff -m merge side");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.0.notes.*")).anyMatch(n -> n.contains("merge of"));
    assertThat(repo.report().texts("blocks.0.changes.*.path")).isEqualTo(List.of("src/A.java"));
  }

  @Test
  void what_was_a_violation_is_not_accepted_in_later_sessions() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.executor("echo x >>src/A.java; git config core.fsmonitor ./x");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    repo.executor("echo y >>src/A.java");

    Ran again = repo.autonomous("--restart", "--allow-dirty");
    assertThat(again.exit()).as(again.toString()).isEqualTo(5);
    assertThat(again.all()).contains("core.fsmonitor");
    Ran third = repo.autonomous("--restart", "--allow-dirty");
    assertThat(third.exit()).as(third.toString()).isEqualTo(5);

    repo.files().git("config", "--unset", "core.fsmonitor");
    Ran fixed = repo.autonomous("--restart", "--allow-dirty");
    assertThat(fixed.exit()).as(fixed.toString()).isEqualTo(0);
  }
}
