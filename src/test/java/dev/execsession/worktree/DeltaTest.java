package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.CommitFact;
import dev.execsession.git.ControlChange;
import dev.execsession.git.ControlState;
import dev.execsession.git.RefChange;
import dev.execsession.git.RefChangeKind;
import dev.execsession.scope.ChangeKind;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaTest {
  /** The lines of a test repository's logs are so old that git itself would drop them. */
  static final String NEW_LINES =
      "find .git/logs -type f | xargs sed -i -E \"s/> [0-9]+ /> $(date +%s) /\"";

  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.write(".gitignore", "/.env\n/target/\n*.log\n");
    repo.write("src/A.java", "a\n");
    repo.write("src/secret/key", "k\n");
    repo.write("pom.xml", "<project/>\n");
    repo.commit("Second");
    repo.write(".env", "TOKEN=1\n");
    repo.write("target/old.class", "x");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "echo b >> src/A.java                             | modified src/A.java",
        "echo b >> pom.xml                                | modified pom.xml",
        "mkdir -p docs/n && echo x > docs/n/a.md          | added docs/n/a.md",
        "mkdir -p src/new src/secret/new && echo 1 > src/new/ok && echo 2 > src/secret/new/k"
            + " | added src/new/ok;added src/secret/new/k",
        "echo T=2 > .env                                  | modified .env",
        "mkdir -p target/c && echo x > target/c/a         | added target/c/a",
        "rm src/secret/key                                | deleted src/secret/key",
        "chmod +x src/secret/key                          | mode src/secret/key",
        "git config core.filemode false; chmod +x src/secret/key | mode src/secret/key",
        "git mv src/secret/key src/key                    | added src/key;deleted src/secret/key",
        "mv src/A.java src/a.java                         | deleted src/A.java;added src/a.java",
        "touch src/A.java                                 |",
        "echo b >> src/A.java; echo a > src/A.java        |",
        "mkdir empty src/secret/empty; rmdir empty          |",
        "mkfifo src/pipe                                  | added src/pipe",
        "rm -r src/secret; ln -s nowhere src/secret | type src/secret;deleted src/secret/key",
        "git update-index --assume-unchanged src/secret/key; echo x > src/secret/key"
            + " | modified src/secret/key",
        "git update-index --skip-worktree src/secret/key; echo x > src/secret/key"
            + " | modified src/secret/key",
        "echo 'hidden/' >> .git/info/exclude; mkdir hidden; echo 1 > hidden/x"
            + " | added hidden/x",
        "echo 'hidden/' >> .gitignore; mkdir hidden; echo 1 > hidden/x"
            + " | modified .gitignore;added hidden/x",
        "git config core.trustctime false; touch -r src/secret/key t; echo j > src/secret/key;"
            + " touch -r t src/secret/key; rm t | modified src/secret/key",
        "git init -q src/nest; echo 1 > src/nest/f; rm -rf src/nest/.git/hooks"
            + " src/nest/.git/info src/nest/.git/objects src/nest/.git/refs src/nest/.git/branches"
            + " | added src/nest/.git/HEAD;added src/nest/.git/config;"
            + "added src/nest/.git/description;added src/nest/f",
        "truncate -s 1T src/big                           | added src/big",
      })
  void a_change_is_detected_whatever_git_reports(String script, String expected) {
    Delta delta = TestScans.after(repo, script);
    assertThat(TestScans.lines(delta))
        .containsExactlyInAnyOrderElementsOf(
            expected == null ? List.of() : List.of(expected.split(";", -1)));
    assertThat(delta.files().isEmpty()).isEqualTo(expected == null);
  }

  @Test
  void the_ignore_rules_are_those_of_the_baseline() {
    Delta delta =
        TestScans.after(
            repo,
            "printf 'hidden\\n' >> .gitignore; echo 1 > hidden; echo 2 > a.log;"
                + " echo 3 > target/new");
    assertThat(delta.files())
        .extracting(change -> change.path().display() + " " + change.isIgnored())
        .containsExactly(".gitignore false", "a.log true", "hidden false", "target/new true");
  }

  @Test
  void a_tracked_file_is_never_ignored() {
    repo.write("kept.log", "1");
    repo.git("add", "-f", "kept.log");
    Delta delta = TestScans.after(repo, "echo 2 > kept.log");
    assertThat(delta.files()).singleElement().matches(change -> !change.isIgnored());
  }

  @Test
  void a_file_that_was_dirty_already_and_is_changed_again_is_seen() {
    repo.write("src/secret/key", "dirty\n");
    assertThat(TestScans.lines(TestScans.after(repo, "echo again > src/secret/key")))
        .containsExactly("modified src/secret/key");
  }

  @Test
  void a_rename_names_where_the_bytes_came_from() {
    Delta delta = TestScans.after(repo, "mv src/secret/key src/key");
    assertThat(delta.files().get(0).path()).isEqualTo(TreePath.of("src/key"));
    assertThat(delta.files().get(0).from()).isEqualTo(TreePath.of("src/secret/key"));
    assertThat(delta.files().get(1).kind()).isEqualTo(ChangeKind.DELETED);
  }

  @Test
  void a_commit_on_the_branch_is_allowed_and_listed_with_its_paths() {
    Delta delta =
        TestScans.after(repo, "echo b >> src/A.java; git add -A; git commit -qm 'Change A'");
    assertThat(delta.refs())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(RefChangeKind.FAST_FORWARD);
              assertThat(change.sentence()).startsWith("branch `feature/x` got new commits: `");
            });
    assertThat(delta.commits())
        .singleElement()
        .satisfies(
            commit -> {
              assertThat(commit.id()).isEqualTo(repo.head());
              assertThat(commit.subject()).isEqualTo("Change A");
              assertThat(commit.author()).isEqualTo("Test");
              assertThat(commit.paths()).containsExactly(TreePath.of("src/A.java"));
            });
    assertThat(repo.home()).isEmptyDirectory();
    assertThat(repo.path(".git").toFile().list((d, name) -> name.startsWith(".probe"))).isEmpty();
  }

  @Test
  void a_commit_that_was_reverted_or_dropped_again_is_still_listed() {
    Delta reverted =
        TestScans.after(
            repo,
            "echo x > src/secret/leak; git add -A; git commit -qm leak;"
                + " git revert --no-edit HEAD >/dev/null");
    assertThat(reverted.files()).isEmpty();
    assertThat(reverted.commits()).hasSize(2);
    assertThat(reverted.commits().get(0).paths()).containsExactly(TreePath.of("src/secret/leak"));

    Delta dropped =
        TestScans.after(
            repo,
            "echo x > src/secret/drop; git add -A; git commit -qm drop; git reset -q --hard"
                + " HEAD~1");
    assertThat(dropped.files()).isEmpty();
    assertThat(dropped.commits())
        .singleElement()
        .satisfies(
            commit -> assertThat(commit.paths()).containsExactly(TreePath.of("src/secret/drop")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "git commit -q --amend -m other              | REWRITTEN",
        "git reset -q --hard HEAD~1                  | REWRITTEN",
        "git reset -q --hard HEAD~1; git reset -q --hard HEAD@{1} | REWRITTEN",
        "git switch -q -c other                      | BRANCH_SWITCHED,OTHER_BRANCH",
        "git switch -q -c o; git commit -q --allow-empty -m o; git switch -q feature/x; git branch"
            + " -D o | BRANCH_SWITCHED",
        "git branch -D kept                          | OTHER_BRANCH",
        "git branch -D own                           | DESTROYED",
        "git tag -d v0                               | TAG",
        "git update-ref -d refs/exec-session/old/1   | OWN",
        "git notes add -m n                          | OTHER_REF",
        "git checkout -q --detach                    | BRANCH_SWITCHED",
        "git tag v1                                  | TAG",
        "echo 1 >> src/A.java; git stash -q          | STASH",
        "git branch other HEAD~1                     | OTHER_BRANCH",
        "git replace HEAD HEAD~1                     | REPLACE",
        "git update-ref refs/remotes/origin/x HEAD   | REMOTE",
        "git update-ref refs/exec-session/s/1 HEAD   |",
        "git pack-refs --all; git reflog expire --expire=now --all; git gc -q --prune=now |",
      })
  void what_became_of_refs_is_told_apart(String script, String kinds) {
    repo.sh(
        "git branch kept; git tag v0; git update-ref refs/exec-session/old/1 HEAD; git branch own"
            + " $(git commit-tree -p HEAD -m own HEAD^{tree})");
    Delta delta = TestScans.after(repo, script);
    assertThat(delta.refs().stream().map(change -> change.kind().name()))
        .containsExactlyElementsOf(kinds == null ? List.of() : List.of(kinds.split(",", -1)));
    assertThat(delta.control()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "printf '#!/bin/sh\\n' > .git/hooks/pre-commit    | .git/hooks/pre-commit",
        "git config core.hooksPath h                      | .git/config",
        "echo '* filter=x' > .git/info/attributes         | .git/info/attributes",
        "echo /tmp > .git/objects/info/alternates         | .git/objects/info/alternates",
        "git config --global alias.x y                    | HOME/.gitconfig",
        "git rev-parse HEAD > .git/MERGE_HEAD             | .git/MERGE_HEAD",
        "mv .git ../elsewhere; echo 'gitdir: ../elsewhere' > .git | .git",
      })
  void a_change_of_a_file_that_controls_git_is_detected_without_running_git(
      String script, String expected) {
    Worktree worktree = TestScans.open(repo);
    Observation before = TestScans.first(worktree);
    repo.sh(script);
    ControlState after;
    if (expected.equals(".git")) {
      after = TestScans.open(repo).control();
    } else {
      after = worktree.control();
    }
    assertThat(after.changedFrom(before.control()).stream().map(ControlChange::file).distinct())
        .containsExactly(expected.replace("HOME", repo.home().toString()));
  }

  @Test
  void nothing_that_was_planted_runs_while_looking() {
    Delta delta =
        TestScans.after(
            repo,
            "git config core.fsmonitor 'touch PWN'; git config filter.x.clean 'touch PWN';"
                + " echo '* filter=x' > .git/info/attributes;"
                + " echo 1 >> src/A.java");
    assertThat(delta.control().stream().map(ControlChange::file).distinct())
        .containsExactly(".git/config", ".git/info/attributes");
    assertThat(TestScans.lines(delta)).containsExactly("modified src/A.java");
    assertThat(repo.path("PWN")).doesNotExist();
  }

  @Test
  void when_files_that_control_git_changed_refs_are_reported_and_commits_are_not_read() {
    Delta delta =
        TestScans.after(
            repo, "git config a.b c; echo b >> src/A.java; git commit -qam b; git tag v1");
    assertThat(delta.control()).extracting(ControlChange::file).containsExactly(".git/config");
    assertThat(delta.commits()).isEmpty();
    assertThat(delta.refs())
        .extracting(RefChange::sentence)
        .first()
        .asString()
        .startsWith("branch `feature/x` was moved: `");
    assertThat(delta.refs()).extracting(RefChange::kind).doesNotContain(RefChangeKind.FAST_FORWARD);
  }

  @Test
  void a_linked_worktree_is_scanned_with_its_own_head_and_the_shared_refs() {
    repo.git("worktree", "add", "-q", "-b", "other", "../linked");
    TestRepo linked = repo.at(repo.root().resolveSibling("linked"));
    Delta delta = TestScans.after(linked, "echo b >> src/A.java; git commit -qam 'In linked'");
    assertThat(TestScans.lines(delta)).containsExactly("modified src/A.java");
    assertThat(delta.control()).isEmpty();
    assertThat(delta.refs())
        .extracting(RefChange::kind)
        .containsExactly(RefChangeKind.FAST_FORWARD);
    assertThat(delta.commits()).extracting(CommitFact::subject).containsExactly("In linked");
  }

  @Test
  void a_stale_index_lock_is_left_alone() {
    repo.write(".git/index.lock", "");
    Delta delta = TestScans.after(repo, "echo 1 >> src/A.java");
    assertThat(TestScans.lines(delta)).containsExactly("modified src/A.java");
    assertThat(repo.path(".git/index.lock")).exists();
  }

  @Test
  void a_log_that_a_program_has_mapped_is_read_again_though_its_times_stand_still()
      throws IOException {
    repo.sh(NEW_LINES);
    Worktree worktree = TestScans.open(repo);
    try (FileChannel log =
        FileChannel.open(
            repo.path(".git/logs/HEAD"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = log.map(FileChannel.MapMode.READ_WRITE, 0, log.size());
      mapped.put(0, mapped.get(0));
      Observation before = TestScans.first(worktree);
      mapped.put(0, (byte) 'f');
      assertThat(worktree.delta(before, TestScans.next(worktree, before)).traces().sentences())
          .containsExactly("git's log `.git/logs/HEAD` was rewritten");
    }
  }

  @Test
  void a_log_that_is_cut_before_it_is_read_counts_as_rewritten() {
    repo.sh(NEW_LINES);
    Worktree worktree = TestScans.open(repo);
    Observation before = TestScans.first(worktree);
    repo.sh("git switch -q -c o; git switch -q feature/x");
    Observation after = TestScans.next(worktree, before);
    repo.sh("head -n 1 .git/logs/HEAD >cut; mv cut .git/logs/HEAD");
    assertThat(worktree.delta(before, after).traces().sentences())
        .containsExactly("git's log `.git/logs/HEAD` was rewritten");
  }

  @Test
  void a_branch_that_is_deleted_and_made_again_is_a_note_unless_its_commits_are_lost() {
    repo.sh("unset GIT_COMMITTER_DATE; git branch topic");
    String again = "unset GIT_COMMITTER_DATE; git branch -q -D topic; git branch topic HEAD";
    Delta delta = TestScans.after(repo, again);
    assertThat(delta.traces().sentences()).isEmpty();
    assertThat(delta.traces().notes())
        .containsExactly("ref `refs/heads/topic` was deleted and made again");

    repo.sh(
        "unset GIT_COMMITTER_DATE; git branch -f topic $(git commit-tree -p HEAD -m own HEAD^{tree})");
    assertThat(TestScans.after(repo, again).traces().sentences())
        .containsExactly("git's log `.git/logs/refs/heads/topic` was rewritten");
  }

  @Test
  void a_log_of_another_branch_that_loses_lines_counts_as_rewritten() {
    repo.sh(
        "git branch topic; l=.git/logs/refs/heads/topic; z=$(head -n 1 $l); n=$(date +%s);"
            + " printf '%s\n' \"$z\" | sed \"s/> [0-9]*/> $((n - 60))/\" >$l;"
            + " printf '%s\n' \"$z\" | sed \"s/> [0-9]*/> $n/;s/^0*/$(git rev-parse HEAD)/\" >>$l");
    assertThat(
            TestScans.after(repo, "l=.git/logs/refs/heads/topic; head -n 1 $l >cut; mv cut $l")
                .traces()
                .sentences())
        .containsExactly("git's log `.git/logs/refs/heads/topic` was rewritten");
  }

  @Test
  void lines_of_a_log_that_git_itself_would_drop_may_go() {
    Delta delta = TestScans.after(repo, "git reflog expire --expire=now --all; git gc -q");
    assertThat(delta.traces().sentences()).isEmpty();
    assertThat(delta.traces().notes()).hasSize(1);
    repo.sh("git commit -q --allow-empty -m young");
    repo.sh(NEW_LINES);
    assertThat(TestScans.after(repo, "git reflog expire --expire=now --all").traces().sentences())
        .contains("git's log `.git/logs/HEAD` was rewritten");
  }

  @Test
  void a_stash_that_is_taken_back_is_no_change_whatever_it_held() {
    repo.sh("echo mine >>pom.xml");
    Delta delta = TestScans.after(repo, "echo b >>src/A.java; git stash -q; git stash pop -q");
    assertThat(delta.refs()).isEmpty();
    assertThat(delta.traces().sentences()).isEmpty();
    assertThat(delta.traces().lost())
        .allSatisfy(c -> assertThat(c.paths()).containsExactly(TreePath.of("src/A.java")));
    Delta kept = TestScans.after(repo, "git stash -q");
    assertThat(kept.refs()).extracting(RefChange::kind).containsExactly(RefChangeKind.STASH);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "git config user.email a@b                          | NOTE",
        "git config branch.feature/x.merge refs/heads/x     | NOTE",
        "git config push.autoSetupRemote true               | NOTE",
        "git remote add new https://example.invalid/x       | NOTE",
        "git config remote.origin.url https://other.invalid | VIOLATION",
        "git config remote.new.uploadpack ./x               | VIOLATION",
        "git config url.https://e.invalid/.insteadOf x      | VIOLATION",
        "git config gpg.program ./x                         | VIOLATION",
        "git config merge.m.driver ./x                      | VIOLATION",
        "git config submodule.s.update '!cmd'               | VIOLATION",
        "git config core.fsmonitor ./x                      | VIOLATION",
        "git config include.path ../../x                    | VIOLATION",
        "git config --global alias.st status                | VIOLATION",
        "git config --global user.name x                    | NOTE",
        "git worktree add -q ../w -b w                      | NOTE",
        "echo x >.git/foo                                   | NOTE",
        "git rev-parse HEAD >.git/main                      | VIOLATION",
        "mkdir .git/remotes; echo URL: x >.git/remotes/r    | VIOLATION",
        "echo x >.git/hooks/x.sample                        | NOTE",
        "echo x >h/pre-commit                               | VIOLATION",
        "echo x >h/ignored/pre-push                         | VIOLATION",
        "echo '[core]' >incl; echo pager=x >>incl           | VIOLATION",
        "echo '* -text' >attrs                              | VIOLATION",
        "echo x >>ign                                       | VIOLATION",
      })
  void what_controls_git_is_told_apart_by_file_and_setting(String script, String weight) {
    repo.sh(
        "mkdir -p h/ignored; mv h/ignored hooks; mkdir h/ignored; rmdir hooks; git config"
            + " remote.origin.url https://example.invalid; git config core.hooksPath h; git config"
            + " include.path ../incl; git config core.attributesFile attrs; git config"
            + " core.excludesFile ign");
    repo.sh("git config core.hooksPath " + (script.contains("ignored") ? "h/ignored" : "h"));
    Delta delta = TestScans.after(repo, script);
    assertThat(delta.control().stream().map(change -> change.weight().name()).distinct())
        .containsExactly(weight);
    assertThat(delta.tampered()).isEqualTo(weight.equals("VIOLATION"));
  }

  @Test
  void a_merge_is_excused_where_it_had_to_take_what_the_other_side_held_before() {
    repo.sh(
        "git switch -q -c side; echo s >pom.xml; git commit -qam side; git switch -q feature/x;"
            + " echo f >>src/A.java; git commit -qam own");
    Delta merge = TestScans.after(repo, "git merge -q --no-ff -m merge side");
    assertThat(merge.commits()).singleElement().satisfies(c -> assertThat(c.paths()).isEmpty());
    Worktree worktree = TestScans.open(repo);
    assertThat(merge.files()).singleElement().matches(c -> worktree.wasMerged(c, merge.merged()));
  }

  @Test
  void a_merge_of_what_came_meanwhile_or_that_takes_an_old_state_is_not_excused() {
    repo.sh("echo 2 >pom.xml; git commit -qam two");
    Delta fake =
        TestScans.after(
            repo,
            "t=$(git rev-parse HEAD); echo evil >pom.xml; git commit -qam z; git update-ref"
                + " refs/remotes/origin/z HEAD; git reset -q --hard $t; git merge -q --no-ff -m m"
                + " origin/z");
    assertThat(fake.commits())
        .anySatisfy(c -> assertThat(c.paths()).contains(TreePath.of("pom.xml")));
    Delta old =
        TestScans.after(
            repo,
            "git checkout -q HEAD~2 -- pom.xml; git commit -q -m x; c=$(git commit-tree -p"
                + " HEAD~1 -p HEAD~3 -m m HEAD^{tree}); git reset -q --hard HEAD~1; git merge -q"
                + " --ff-only $c");
    assertThat(old.commits())
        .anySatisfy(
            c -> {
              assertThat(c.subject()).isEqualTo("m");
              assertThat(c.paths()).contains(TreePath.of("pom.xml"));
            });
  }

  @Test
  void commits_on_another_branch_are_told_apart_from_those_that_a_fetch_brought() {
    repo.sh(
        "git init -q --bare ../o.git; git remote add origin ../o.git; git push -q origin"
            + " feature/x; git clone -q -b feature/x ../o.git ../mate; cd ../mate; git switch -q"
            + " -c mate; echo m >pom.xml; git commit -qam mate; git push -q origin mate");
    Delta fetched = TestScans.after(repo, "git fetch -q; git branch theirs origin/mate");
    assertThat(fetched.elsewhere()).isEmpty();
    assertThat(fetched.commits()).isEmpty();
    Delta own =
        TestScans.after(
            repo,
            "c=$(echo x | git commit-tree -p HEAD HEAD^{tree}); git branch a $c;"
                + " git update-ref refs/remotes/origin/fake $(echo y | git commit-tree -p HEAD"
                + " HEAD~1^{tree})");
    assertThat(own.elsewhere()).hasSize(2);
  }

  @Test
  void looking_twice_changes_nothing_and_writes_nothing() {
    Worktree worktree = TestScans.open(repo);
    Observation first = TestScans.first(worktree);
    Observation second = TestScans.next(worktree, first);
    assertThat(worktree.delta(first, second).isEmpty()).isTrue();
    assertThat(repo.home()).isEmptyDirectory();
  }
}
