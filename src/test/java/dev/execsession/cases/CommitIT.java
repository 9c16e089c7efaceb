package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --commit} an accepted block is one commit of exactly its changes, and no more. */
class CommitIT {
  private static final String GROUPED =
      PlanText.with(
          PlanText.STANDARD,
          "## Validation Plan",
          "## Executor Handoff\n- **Block Grouping:** B01-B02\n\n## Validation Plan");

  @TempDir Path temp;

  private CaseRepo repo(String plan) {
    CaseRepo repo = CaseRepo.create(temp, plan);
    repo.files().git("config", "user.name", "Ann");
    repo.files().git("config", "user.email", "ann@example.org");
    return repo;
  }

  private static String trailer(TestRepo files, String key) {
    return log(files, "%(trailers:key=" + key + ",valueonly)", "-1").strip();
  }

  private static String log(TestRepo repo, String format, String... more) {
    List<String> words = new ArrayList<>(List.of("log", "--format=" + format));
    words.addAll(List.of(more));
    return repo.git(words.toArray(String[]::new));
  }

  private static void assertSound(TestRepo repo) {
    TestRepo.Ran fsck = repo.tryGit("fsck", "--strict", "--no-dangling");
    assertThat(fsck.status()).as(fsck.output()).isZero();
    assertThat(fsck.output()).doesNotContain("error", "warning");
    assertThat(repo.path(".git/index.lock")).doesNotExist();
  }

  @Test
  void a_commit_is_exactly_what_the_block_changed_and_everything_else_stays() {
    CaseRepo repo =
        repo(PlanText.with(
                PlanText.ONE_BLOCK,
                "The first step is made.",
                "The first step is made, in a sentence that is too long to stand on a single"
                    + " line of a commit's message."))
            .executor(
                """
                echo more >>src/A.java; rm src/gone; chmod +x src/tool; ln -s A.java src/link
                mkdir -p src/new/deep; echo n >src/new/deep/f; echo s >'src/a b'
                printf l >"$(printf 'src/o\\ndd')"; printf 8 >"$(printf 'src/\\377')"
                rm -r src/folder; echo f >src/folder; rm src/file; mkdir src/file; echo f >src/file/f
                rm src/assumed; echo x >src/assumed; echo t >src/target.tmp
                """);
    TestRepo files = repo.files();
    for (String name :
        List.of("gone", "tool", "folder/x", "folder/y", "file", "folder.z", "assumed")) {
      files.write("src/" + name, name + "\n");
    }
    for (String name : List.of("staged", "unstaged", "assumed", "skipped", "both")) {
      files.write("mine/" + name, name + "\n");
    }
    files.write(".gitignore", files.read(".gitignore") + "*.tmp\n");
    files.commit("more files");
    files.git("pack-refs", "--all");
    files.git("update-index", "--assume-unchanged", "src/assumed", "mine/assumed");
    files.git("update-index", "--skip-worktree", "mine/skipped");
    files.write("mine/staged", "staged differently\n");
    files.write("mine/both", "staged\n");
    files.git("add", "mine/staged", "mine/both");
    files.write("mine/both", "and changed on\n");
    files.write("mine/unstaged", "not staged\n");
    files.write("mine/untracked", "never added\n");
    files.write("mine/intended", "intended\n");
    files.git("add", "-N", "mine/intended");
    String status = files.git("status", "--porcelain");
    String flags = files.git("ls-files", "-v", "-s", "mine");
    String parent = files.head();
    NothingLost lost = NothingLost.since(repo).exceptTheCommits();

    Ran ran = repo.autonomous("--allow-dirty", "--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(files.git("diff", "--name-status", "--no-renames", "-z", "HEAD~1", "HEAD"))
        .isEqualTo(
            String.join(
                "\0",
                "M",
                "src/A.java",
                "A",
                "src/a b",
                "M",
                "src/assumed",
                "D",
                "src/file",
                "A",
                "src/file/f",
                "A",
                "src/folder",
                "D",
                "src/folder/x",
                "D",
                "src/folder/y",
                "D",
                "src/gone",
                "A",
                "src/link",
                "A",
                "src/new/deep/f",
                "A",
                "src/o\ndd",
                "M",
                "src/tool",
                "A",
                "src/\ufffd",
                ""));
    assertThat(files.git("ls-tree", "HEAD", "src/tool", "src/link", "src/A.java"))
        .contains("100755 blob", "120000 blob", "100644 blob");
    assertThat(files.git("cat-file", "-p", "HEAD:src/link")).isEqualTo("A.java");
    assertThat(files.git("rev-parse", "HEAD~1").strip()).isEqualTo(parent);
    String session = repo.report().text("session");
    String digest = repo.report().text("plan.digest");
    assertThat(log(files, "%an <%ae>|%cn <%ce>%n%B", "-1"))
        .isEqualTo(
            """
            Ann <ann@example.org>|Ann <ann@example.org>
            B01: First

            The first step is made, in a sentence that is too long to stand on a
            single line of a commit's message.

            Exec-Session: %s
            Exec-Block: B01
            Exec-Plan-Digest: %s
            Exec-Block-Digest: %s

            """
                .formatted(session, digest, trailer(files, "Exec-Block-Digest")));
    assertThat(log(files, "%(trailers)", "-1"))
        .contains("Exec-Session: " + session, "Exec-Block: B01", "Exec-Plan-Digest: " + digest);
    assertThat(ran.err()).contains("  committed " + files.head().substring(0, 10));
    assertThat(repo.report().texts("blocks.0.commits.*")).containsExactly(files.head());
    assertThat(repo.report().text("head.end")).isEqualTo(files.head());

    assertThat(files.git("status", "--porcelain")).isEqualTo(status);
    assertThat(files.git("ls-files", "-v", "-s", "mine")).isEqualTo(flags);
    assertThat(files.git("ls-files", "-v", "src/assumed")).isEqualTo("h src/assumed\n");
    files.git("update-index", "--no-assume-unchanged", "src/assumed");
    assertThat(files.git("status", "--porcelain", "src")).isEmpty();
    String moved = parent + " " + files.head() + " Ann <ann@example.org> ";
    for (String log : List.of(".git/logs/HEAD", ".git/logs/refs/heads/feature/x")) {
      assertThat(files.read(log)).contains(moved).endsWith("\tcommit: B01: First\n");
    }
    assertSound(files);
    lost.holdsWithChanges(
        "src/A.java",
        "src/a b",
        "src/assumed",
        "src/file",
        "src/file/f",
        "src/folder",
        "src/folder/x",
        "src/folder/y",
        "src/gone",
        "src/link",
        "src/new/deep/f",
        "src/o\ndd",
        "src/target.tmp",
        "src/tool",
        "src/\ufffd");
  }

  @Test
  void each_block_of_a_group_has_its_own_commit_and_the_option_is_said_once() {
    CaseRepo repo =
        repo(GROUPED).inside().executor("echo $B >>src/A.java; echo $B >src/$B; rm -f src/B01");
    TestRepo files = repo.files();
    NothingLost lost = NothingLost.since(repo).exceptTheCommits();

    assertThat(repo.stepwise("--commit").exit()).isEqualTo(5);
    assertThat(log(files, "%s")).isEqualTo("init\n");
    Ran group = repo.stepwise("--approve-group", "B01-B02");
    assertThat(group.exit()).as(group.toString()).isEqualTo(5);
    assertThat(log(files, "%s")).isEqualTo("B02: Second\nB01: First\ninit\n");
    Ran last = repo.stepwise("--approve", "B03");

    assertThat(last.exit()).as(last.toString()).isEqualTo(0);
    assertThat(log(files, "%s", "--reverse", "--name-status", "-3", "--no-renames"))
        .isEqualTo(
            """
            B01: First

            M\tsrc/A.java
            B02: Second

            M\tsrc/A.java
            A\tsrc/B02
            B03: Third

            M\tsrc/A.java
            A\tsrc/B03
            """);
    assertThat(files.git("show", "HEAD~2:src/A.java")).isEqualTo("a\nB01\n");
    assertThat(files.git("show", "HEAD~1:src/A.java")).isEqualTo("a\nB01\nB02\n");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertSound(files);
    lost.holdsWithChanges("src/A.java", "src/B02", "src/B03");
  }

  @Test
  void a_person_at_the_terminal_sees_the_commit_of_what_was_approved() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo).exceptTheCommits();

    try (Pty pty = Pty.start(repo.cli(), repo.runWords("--commit"))) {
      pty.await("commits +one per accepted block");
      pty.await("Approve B01\\?");
      assertThat(log(repo.files(), "%s")).isEqualTo("init\n");
      pty.type("c");
      pty.await("committed [0-9a-f]{10}");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }

    assertThat(log(repo.files(), "%s")).isEqualTo("B01: First\ninit\n");
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_linked_worktree_commits_on_its_own_branch() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    Path folder = repo.outside().resolve("linked");
    repo.files().git("worktree", "add", "-q", "-b", "feature/y", folder.toString());
    TestRepo linked = repo.files().at(folder);
    linked.write(CaseRepo.PLAN, PlanText.ONE_BLOCK.replace("feature/x", "feature/y"));
    linked.commit("plan");
    linked.git("pack-refs", "--all");
    Fingerprint main = Fingerprint.ofTree(repo.files().root());

    Ran ran = repo.cli().at(folder).run(repo.runWords("--mode", "autonomous", "--commit"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(log(linked, "%s")).isEqualTo("B01: First\nplan\ninit\n");
    assertThat(log(repo.files(), "%s")).isEqualTo("init\n");
    assertThat(linked.git("status", "--porcelain")).isEmpty();
    assertThat(linked.git("reflog", "--format=%gs")).startsWith("commit: B01: First\n");
    assertThat(linked.git("reflog", "--format=%gs", "feature/y"))
        .startsWith("commit: B01: First\n");
    assertSound(repo.files());
    assertThat(main.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
  }

  @Test
  void without_an_identity_or_with_a_hook_that_refuses_the_session_pauses_with_what_was_said() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    files.git("config", "user.useConfigOnly", "true");

    Ran nobody = repo.autonomous("--commit");

    assertThat(nobody.exit()).as(nobody.toString()).isEqualTo(5);
    assertThat(repo.report().text("question")).contains("cannot be committed", "user.email");

    files.git("config", "user.name", "Ann");
    files.git("config", "user.email", "ann@example.org");
    hook(files, "commit-msg", "echo 'no ticket is named'; exit 1");
    Ran refused = repo.stepwise("--approve", "B01");
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(5);
    assertThat(log(files, "%s")).isEqualTo("init\n");
  }

  private static void hook(TestRepo files, String name, String script) {
    files.write(".git/hooks/" + name, "#!/bin/sh\n" + script + "\n");
    files.sh("chmod +x .git/hooks/" + name);
  }

  @Test
  void hooks_run_as_for_the_users_own_commit_and_are_confined_and_logged() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    hook(files, "pre-commit", "echo checked; git diff --cached --name-only >.git/seen");
    hook(files, "prepare-commit-msg", "echo 'Signed-off-by: Ann' >>\"$1\"");
    hook(files, "post-commit", "echo after >>.git/seen");
    files.git("config", "commit.template", "no-such-template");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(files.read(".git/seen")).isEqualTo("src/A.java\nafter\n");
    assertThat(log(files, "%B", "-1")).contains("Exec-Block: B01", "Signed-off-by: Ann");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertSound(files);
  }

  @Test
  void a_hook_that_rewrites_an_included_file_is_on_record_and_what_it_left_is_checked_again() {
    CaseRepo repo =
        repo(PlanText.withCheck(PlanText.ONE_BLOCK, "`test -z \"$(grep bad src/A.java)\"`"))
            .inside();
    TestRepo files = repo.files();
    hook(files, "pre-commit", "echo formatted >>src/A.java; git add src/A.java");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(files.git("show", "HEAD:src/A.java")).endsWith("formatted\n");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertThat(repo.report().texts("blocks.0.checks.*.status")).hasSizeGreaterThan(0);

    CaseRepo other =
        CaseRepo.create(
                temp.resolve("other"),
                PlanText.withCheck(PlanText.ONE_BLOCK, "`test -z \"$(grep bad src/A.java)\"`"))
            .inside();
    other.files().git("config", "user.name", "Ann");
    other.files().git("config", "user.email", "ann@example.org");
    hook(other.files(), "pre-commit", "echo bad >>src/A.java; git add src/A.java");
    Ran blocked = other.autonomous("--commit");
    assertThat(blocked.exit()).as(blocked.toString()).isEqualTo(1);
    assertThat(blocked.all()).contains("git reset --soft HEAD~1");
    assertThat(log(other.files(), "%s")).isEqualTo("B01: First\ninit\n");
  }

  @Test
  void a_hook_that_changes_or_commits_what_the_block_may_not_blocks_it_and_the_commit_stays() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    hook(files, "pre-commit", "echo x >>pom.xml; git add pom.xml");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("pom.xml", "git reset --soft HEAD~1");
    assertThat(log(files, "%s")).isEqualTo("B01: First\ninit\n");
  }

  @Test
  void a_commit_is_signed_where_the_user_signs() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    Needs.installed("ssh-keygen");
    files.sh("ssh-keygen -q -t ed25519 -N '' -f ../home/key");
    files.git("config", "gpg.format", "ssh");
    files.git("config", "user.signingkey", files.home().resolve("key.pub").toString());
    files.git("config", "commit.gpgsign", "true");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(files.git("cat-file", "-p", "HEAD")).contains("BEGIN SSH SIGNATURE");
  }

  @Test
  void what_was_set_up_for_git_since_lock_in_does_not_run_before_a_person_accepts_it() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    files.write(".exec-session.yml", "git:\n  allow: ['core.hooksPath=hk']\n");
    files.commit("config");
    repo.executor("echo x >>src/A.java; mkdir -p target/hk; git config core.hooksPath hk");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(repo.report().text("question")).contains("core.hookspath", "terminal");
    assertThat(log(files, "%s")).isEqualTo("config\ninit\n");
  }

  @Test
  void line_ends_and_filters_are_gits() {
    CaseRepo repo =
        repo(PlanText.ONE_BLOCK)
            .inside()
            .executor(
                """
                printf 'a\\r\\n' >src/crlf.txt; printf 'a\\r\\n\\000' >src/binary.dat
                echo x >src/large.up; printf 'b\\r\\n' >>src/old.txt
                """);
    TestRepo files = repo.files();
    files.write(".gitattributes", "* text=auto\n*.up filter=up\n");
    files.git("config", "filter.up.clean", "tr a-z A-Z");
    files.git("config", "core.autocrlf", "true");
    files.write("src/old.txt", "a\r\n");
    files.commit("attributes");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(files.git("show", "HEAD:src/crlf.txt")).isEqualTo("a\n");
    assertThat(files.git("show", "HEAD:src/old.txt")).isEqualTo("a\nb\n");
    assertThat(files.git("show", "HEAD:src/large.up")).isEqualTo("X\n");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertSound(files);
  }

  @Test
  void a_file_with_changes_of_the_users_is_never_committed_with_the_block() {
    CaseRepo repo =
        repo(PlanText.ONE_BLOCK).inside().executor("echo $B >>src/A.java; echo $B >src/new");
    TestRepo files = repo.files();
    files.write("src/A.java", "a\nmine\n");
    NothingLost lost = NothingLost.since(repo);

    Ran paused = repo.autonomous("--commit", "--allow-dirty");

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(5);
    assertThat(paused.err())
        .contains("warning[GIT-016]: a block that changes one of these cannot be committed: ")
        .contains("`src/A.java`");
    assertThat(repo.report().text("question"))
        .contains("`src/A.java` had uncommitted changes before the block began");
    lost.holdsWithChanges("src/A.java", "src/new");

    files.git("add", "src/A.java");
    files.commitStaged("mine and the block's");
    Ran done = repo.autonomous();

    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    assertThat(log(files, "%s")).isEqualTo("B01: First\nmine and the block's\ninit\n");
    assertThat(files.git("show", "--format=", "--name-status", "HEAD")).isEqualTo("A\tsrc/new\n");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void what_else_is_staged_for_a_changed_file_is_not_overwritten() {
    CaseRepo repo =
        repo(PlanText.ONE_BLOCK)
            .inside()
            .executor("echo 1 >>src/A.java; git add src/A.java; echo 2 >>src/A.java");
    TestRepo files = repo.files();

    Ran paused = repo.autonomous("--commit");

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(5);
    assertThat(repo.report().text("question")).contains("other content is staged for `src/A.java`");
    assertThat(files.git("show", ":src/A.java")).isEqualTo("a\n1\n");
    assertThat(log(files, "%s")).isEqualTo("init\n");
    assertSound(files);

    files.git("add", "src/A.java");
    Ran done = repo.autonomous();

    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    assertThat(log(files, "%s")).isEqualTo("B01: First\ninit\n");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test // case 60
  void a_lock_of_somebody_elses_is_respected() throws Exception {
    CaseRepo repo = repo(PlanText.ONE_BLOCK).inside();
    TestRepo files = repo.files();
    files.write(".git/index.lock", "somebody's");

    Ran paused = repo.autonomous("--commit");

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(5);
    assertThat(repo.report().text("question")).contains("git's lock on `index`");
    assertThat(files.read(".git/index.lock")).isEqualTo("somebody's");
    Files.delete(files.path(".git/index.lock"));
    Ran done = repo.autonomous();
    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    assertThat(log(files, "%s")).isEqualTo("B01: First\ninit\n");
    assertSound(files);
  }

  @Test
  void what_the_executor_committed_is_left_and_the_rest_is_committed() {
    CaseRepo repo =
        repo(PlanText.STANDARD)
            .inside()
            .executor(
                """
                echo $B >>src/A.java
                case $B in
                  B01) git commit -qam own; echo rest >>src/A.java;;
                  B02) git commit -qam all;;
                esac
                """);
    TestRepo files = repo.files();
    NothingLost lost = NothingLost.since(repo).exceptTheCommits();

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).contains("warning[GIT-017]: block `B02` has no changes left to commit");
    assertThat(log(files, "%s")).isEqualTo("B03: Third\nall\nB01: First\nown\ninit\n");
    assertThat(repo.report().texts("blocks.0.commits.*")).hasSize(2);
    assertThat(files.git("status", "--porcelain")).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void commits_of_the_tool_are_no_executors_commits_and_outlive_a_rollback() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    TestRepo files = repo.files();
    files.write(".exec-session.yml", "commits: forbid\n");
    String before = files.commit("forbid");

    Ran ran =
        repo.cli()
            .with("GIT_AUTHOR_NAME", "Ben")
            .with("GIT_COMMITTER_NAME", "Build")
            .with("EMAIL", "b@example.org")
            .run(repo.runWords("--mode", "autonomous", "--commit"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(log(files, "%an <%ae> %cn", "-1")).isEqualTo("Ben <b@example.org> Build\n");

    Ran back = repo.cli().run("rollback", "B01");

    assertThat(back.exit()).as(back.toString()).isEqualTo(0);
    assertThat(files.read("src/A.java")).isEqualTo("a\n");
    assertThat(back.err()).contains("`git reset " + before.substring(0, 10) + "`");
    files.git("reset", "-q", before);
    assertThat(files.git("status", "--porcelain")).isEmpty();

    Ran redone = repo.cli().run("rollback", "B01", "--redo");
    assertThat(redone.exit()).as(redone.toString()).isEqualTo(0);
    Ran again =
        repo.cli()
            .with("EMAIL", "b@example.org")
            .with("GIT_AUTHOR_NAME", "Ben")
            .with("GIT_COMMITTER_NAME", "Build")
            .run(repo.runWords("--mode", "autonomous"));
    assertThat(again.exit()).as(again.toString()).isEqualTo(0);
    assertThat(log(files, "%s")).isEqualTo("B01: First\nforbid\ninit\n");
    assertThat(files.git("status", "--porcelain")).isEmpty();
    assertThat(repo.runs()).containsExactly("B01");
  }
}
