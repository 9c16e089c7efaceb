package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Executor;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Script;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds of repositories, and git operations during a session. */
class GitCasesIT {
  private static final String WHO = "-c user.name=x -c user.email=x@x";

  @TempDir Path temp;

  private static JsonDoc stopped(CaseRepo repo) {
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("escalation.reason")).isEqualTo("scope");
    return report;
  }

  @ParameterizedTest(name = "{0}") // case 62
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          split index   | git update-index --split-index | ls .git/sharedindex.*
          sparse index  | git sparse-checkout set --cone --sparse-index src docs | git ls-files --sparse -s PIPE grep ^040000
          manyFiles     | git config feature.manyFiles true; git update-index --index-version 4 --untracked-cache | od -An -tu1 -j7 -N1 .git/index PIPE grep 4
          version 4     | git update-index --index-version 4 | od -An -tu1 -j7 -N1 .git/index PIPE grep 4
          """)
  void an_index_of_any_kind_is_read_and_stays_of_that_kind(String name, String make, String check) {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.files().write("other/big/file", "1\n");
    repo.files().commit("another folder");
    repo.files().sh(make);
    String unescaped = check.replace("PIPE", "|");
    repo.files().sh(unescaped);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    repo.files().sh(unescaped);
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "{0}") // case 62
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          split index   | git update-index --split-index
          sparse index  | git sparse-checkout set --cone --sparse-index src docs
          version 4     | git update-index --index-version 4
          """)
  void an_executor_may_add_and_commit_its_work_whatever_the_index_is_like(
      String name, String make) {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo $B >>src/A.java; echo $B >src/$B; git add src; [ $B = B02 ] || git "
                    + WHO
                    + " commit -qm $B")
            .inside();
    repo.files().write("other/big/file", "1\n");
    repo.files().commit("another folder");
    repo.files().sh(make);
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java", "src/B01", "src/B02", "src/B03");
  }

  @Test // case 62
  void a_repository_with_longer_names_of_objects_is_refused_by_name() {
    TestRepo files = TestRepo.empty(temp, "--object-format=sha256");
    files.write("src/A.java", "a\n");
    files.write(CaseRepo.PLAN, PlanText.STANDARD);
    files.commit("init");
    CaseRepo repo = CaseRepo.around(temp, files).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-", "sha256", "--object-format=sha1");
    lost.holdsAndNothingWasStarted();
  }

  @Test // case 63
  void a_submodule_that_is_moved_to_another_commit_is_named() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.files()
        .sh(
            "git init -q ../sub; cd ../sub; echo a >a; git add a; git commit -qm one;"
                + " cd - >/dev/null;"
                + " git -c protocol.file.allow=always submodule --quiet add \"$PWD/../sub\" vendor/s;"
                + " git commit -qm submodule");
    repo.executor("cd vendor/s; echo b >>a; git " + WHO + " commit -qam two; cd ../..; git add -A");

    JsonDoc report = stopped(repo);

    assertThat(report.texts("escalation.paths.*")).contains("vendor/s/a", "vendor/s");
    assertThat(report.toString()).contains("in git's index `vendor/s` is staged");
  }

  @Test // case 74
  void a_repository_made_within_the_scope_is_seen_file_by_file() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("git init -q src/n; echo a >src/n/a; cd src/n; git add a")
            .inside();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isIn(0, 4);
    assertThat(repo.report().texts("blocks.0.changes.*.path"))
        .contains("src/n/a", "src/n/.git/HEAD", "src/n/.git/config", "src/n/.git/index");
  }

  @ParameterizedTest(name = "{0}") // cases 75, 76
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git checkout -q -b other                                     | HEAD was switched from `feature/x` to `other`
          git checkout -q -b other; git checkout -q feature/x           | another branch was temporarily checked
          git checkout -q --detach                                     | HEAD was switched from `feature/x`
          git WHO commit -q --amend -m other                           | branch `feature/x` was rewritten
          git WHO rebase -q --root                                     | HEAD was temporarily moved back
          git update-ref refs/replace/$(git rev-parse HEAD) v1         | replacement
          git branch -m renamed                                        | HEAD was switched from `feature/x` to `renamed`
          """)
  void history_belongs_to_the_user(String doing, String told) {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.files().git("tag", "v1");
    repo.files().write("pom.xml", "<p>2</p>\n");
    repo.files().commit("second");
    repo.executor(doing.replace("WHO", WHO) + "; echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    JsonDoc report = stopped(repo);

    assertThat(report.texts("escalation.evidence.*"))
        .as(report.toString())
        .anyMatch(s -> s.contains(told));
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git tag v2                                        | tag `v2` was created
          git tag -d v1                                     | tag `v1` was deleted
          git WHO notes add -m note                         | ref `refs/notes/commits` was created
          git branch other HEAD~1                           | branch `other` was created
          git config user.email a@b                         | git's setting `user.email` was
          git worktree add -q ../w -b w                     | w
          git update-ref refs/remotes/origin/z HEAD~1       | ref `refs/remotes/origin/z` was created
          echo x >.git/note                                 | git's own file `.git/note` was made
          """)
  void what_a_repository_lives_through_is_a_note(String doing, String told) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().git("tag", "v1");
    repo.files().write("pom.xml", "<p>2</p>\n");
    repo.files().commit("second");
    repo.executor(doing.replace("WHO", WHO) + "; echo x >>src/A.java");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.0.notes.*")).anyMatch(note -> note.contains(told));
  }

  @ParameterizedTest // case 78
  @CsvSource({
    ".github/workflows/ci.yml",
    ".claude/settings.json",
    "docs/exec-plans/active/y.md",
    ".exec-session.yml",
    ".gitignore",
    ".gitattributes",
    "AGENTS.md"
  })
  void files_that_control_the_session_git_or_agents_need_more_than_an_include_of_everything(
      String file) {
    String plan = PlanText.withInclude(PlanText.STANDARD, "`**`");
    CaseRepo repo =
        CaseRepo.create(temp, plan)
            .executor("mkdir -p $(dirname " + file + "); echo '# x' >>" + file)
            .inside();
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = stopped(repo);

    assertThat(report.texts("escalation.paths.*")).containsExactly(file);
    assertThat(report.texts("escalation.evidence.*").get(0))
        .contains("protected", "by the executor");
    lost.holdsWithChanges(file);

    CaseRepo literal =
        CaseRepo.create(
                temp.resolve("literal"),
                PlanText.withInclude(PlanText.ONE_BLOCK, "`src/**`", "`" + file + "`"))
            .executor("mkdir -p $(dirname " + file + "); echo '# x' >>" + file)
            .inside();
    Ran ran = literal.autonomous();
    assertThat(ran.exit()).as("named literally: " + ran).isEqualTo(0);
  }

  @ParameterizedTest // case 96
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git config core.fsmonitor "touch $PWD/PWN"                                      | .git/config
          git config core.hooksPath "$PWD/src"; printf '#!/bin/sh\\ntouch PWN' >src/post-index-change; chmod +x src/* | .git/config
          git config filter.f.clean "touch $PWD/PWN; cat"; echo '* filter=f' >.gitattributes | .gitattributes
          git config filter.f.process "touch $PWD/PWN"; echo '* filter=f' >.git/info/attributes | .git/info/attributes
          git config diff.external "touch $PWD/PWN"                                       | .git/config
          git config diff.d.textconv "touch $PWD/PWN; cat"; echo '* diff=d' >.gitattributes | .gitattributes
          git config core.pager "touch $PWD/PWN"; git config alias.status "!touch $PWD/PWN" | .git/config
          git config gpg.program "touch $PWD/PWN"; git config commit.gpgsign true          | .git/config
          for h in pre-commit post-commit reference-transaction post-index-change commit-msg; do printf '#!/bin/sh\\ntouch PWN' >.git/hooks/$h; chmod +x .git/hooks/$h; done | .git/hooks/pre-commit
          """)
  void what_is_planted_in_git_is_named_and_never_run(String plant, String named) {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor("echo x >>src/A.java; echo x >>secret/key; " + plant)
            .inside();

    JsonDoc report = stopped(repo);

    assertThat(report.toString()).contains(named);
    for (List<String> words :
        List.of(
            List.of("status"),
            List.of("status", "--json"),
            List.of("report"),
            repo.runWords("--mode", "autonomous"),
            repo.runWords("--commit"),
            List.of("rollback", "B01", CaseRepo.PLAN),
            repo.runWords("--restart", "--mode", "autonomous", "--allow-dirty", "--commit"))) {
      Ran ran = repo.cli().run(words);
      assertThat(ran.exit()).as(words + ": " + ran).isNotEqualTo(70);
      assertThat(repo.files().path("PWN")).as(words.toString()).doesNotExist();
    }
  }

  @Test
  void what_a_person_tidies_up_in_git_between_two_blocks_is_nobodys_question() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    String who = "git " + WHO + " ";
    repo.files()
        .sh(
            who
                + "stash -q; "
                + who
                + "stash pop -q; git reflog expire --expire=now --all;"
                + " git gc -q --prune=now");

    Ran ran = repo.stepwise("--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    assertThat(repo.report().texts("blocks.*.violations.*")).isEmpty();
  }

  @Test // case 12
  void ordinary_work_with_git_within_the_scope_is_nobodys_question() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                """
                git() { command git %s "$@"; }
                git status >/dev/null; git diff >/dev/null; git stash list
                echo $B >>src/A.java; echo $B >src/$B; echo $B >src/new-$B
                git add -N src/new-$B; git add -A; git commit -qm $B
                echo more >>src/$B; git commit -qa --amend -m "$B, amended"
                git mv src/$B src/moved-$B; git commit -qm "$B, moved"
                echo fix >>src/moved-$B; git commit -qa --fixup HEAD
                GIT_SEQUENCE_EDITOR=true git rebase -q -i --autosquash HEAD~2
                echo staged >>src/util/U.java; git add src/util/U.java
                git reset -q; git add src; git gc -q --auto
                """
                    .formatted(WHO))
            .inside();
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    lost.holdsWithChanges(
        "src/A.java",
        "src/util/U.java",
        "src/moved-B01",
        "src/moved-B02",
        "src/moved-B03",
        "src/new-B01",
        "src/new-B02",
        "src/new-B03");
  }

  @Test // case 102
  void a_line_end_in_a_name_hides_nothing_and_breaks_no_line() {
    String plan = PlanText.withInclude(PlanText.STANDARD, "`src/*/*`", "`src/A.java`");
    CaseRepo repo =
        CaseRepo.create(temp, plan).executor("echo x >\"$(printf 'src/secret/a\\nb')\"").inside();
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = stopped(repo);

    assertThat(report.texts("escalation.paths.*")).containsExactly("src/secret/a\nb");
    assertThat(report.text("blocks.0.changes.0.rule")).isEqualTo("src/secret/**");
    assertThat(report.texts("escalation.evidence.*").get(0))
        .isEqualTo("added `src/secret/a\\nb`: excluded (src/secret/**), by the executor");
    lost.holdsWithChanges("src/secret/a\nb");
  }

  @Test // case 110
  void records_cut_off_the_journal_between_two_runs_are_missed() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    assertThat(repo.stepwise("--approve", "B01").exit()).isEqualTo(5);
    Path journal = Path.of(repo.files().sh("ls .git/exec-session/2*/journal.jsonl").strip());
    Path file = repo.files().root().resolve(journal);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 3));

    for (List<String> words :
        List.of(
            List.of("status"),
            List.of("report"),
            List.of("rollback", "B02", CaseRepo.PLAN),
            repo.runWords("--approve", "B02"))) {
      Ran ran = repo.cli().run(words);
      assertThat(ran.exit()).as(words + ": " + ran).isEqualTo(7);
      assertThat(ran.err())
          .contains(
              "error[JRNL-001]",
              "it ends with record "
                  + (lines.size() - 3)
                  + ", but "
                  + lines.size()
                  + " were written");
    }
    assertThat(repo.runs()).containsExactly("B01", "B02");
    assertThat(repo.cli().run(repo.runWords("--restart")).exit())
        .as("a restart without a person")
        .isEqualTo(7);
  }

  @ParameterizedTest // case 110
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          j=$(echo .git/exec-session/2*/journal.jsonl); tail -1 $j PIPE sed 's/B01/B02/g' >>$j | journal
          j=$(echo .git/exec-session/2*/journal.jsonl); sed -i '$d' $j                       | journal
          j=$(echo .git/exec-session/2*/journal.jsonl); cp $j j; mv j $j                      | journal
          o=$(echo .git/exec-session/locks/*.owner.json); echo '{}' >$o                      | owner.json
          """)
  void an_executor_that_changes_the_sessions_own_files_stops_it(String doing, String named) {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor("echo $B >>src/A.java; " + doing.replace("PIPE", "|"))
            .inside()
            .unconfined();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("JRNL-001", named, "during the session");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test // case 111
  void a_git_that_fails_makes_nothing_pass() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).executor("echo x >>secret/key; echo x >>src/A.java");
    Path bin = Files.createDirectory(repo.outside().resolve("bin"));
    Script.write(bin.resolve("git"), "#!/bin/sh\ntouch " + repo.outside() + "/called\nexit 128\n");

    Ran ran =
        repo.cli()
            .inside()
            .with("PATH", bin + ":" + repo.files().environment().get("PATH"))
            .run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err()).contains("secret/key");
    assertThat(repo.outside().resolve("called")).as("no git is asked").doesNotExist();
  }

  @Test // case 108, without a sandbox
  void a_process_that_gets_away_is_found_by_what_it_writes() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                """
                echo $B >>src/A.java
                if [ $B = B01 ]; then
                  mkfifo ../outside/go ../outside/done
                  setsid env -i sh -c 'read x <../outside/go; echo x >>secret/key; echo x >../outside/done' >/dev/null 2>&1 &
                else
                  echo x >../outside/go; read x <../outside/done
                fi
                """)
            .unconfined()
            .inside();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*")).contains("secret/key");
    Executor executor = repo.executor();
    assertThat(executor.runs()).doesNotContain("B03");
  }
}
