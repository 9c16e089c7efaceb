package dev.execsession.cli;

import static dev.execsession.cli.VerifyRepo.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} lists commits by the program {@code git}, whatever its settings. */
final class VerifyGitTest {
  @TempDir Path temp;
  private TestRepo repo;
  private VerifyRepo made;

  @BeforeEach
  void aPlanOnMain() {
    made = VerifyRepo.create(temp);
    repo = made.files();
  }

  @Test
  void settings_of_git_change_no_verdict() {
    history();
    Ran plain = made.verify("--json");
    set("log.showSignature", "true");
    set("log.showRoot", "false");
    set("log.mailmap", "true");
    set("log.follow", "true");
    set("log.date", "relative");
    set("log.diffMerges", "combined");
    set("diff.renames", "copies");
    set("diff.ignoreSubmodules", "all");
    set("diff.orderFile", "nowhere");
    set("diff.relative", "true");
    set("diff.external", "false");
    set("diff.noprefix", "true");
    set("color.ui", "always");
    set("core.quotePath", "true");
    set("format.pretty", "oneline");
    set("gpg.program", "false");
    repo.write(".mailmap", "Other <other@example.org> <test@example.org>\n");

    assertThat(plain.exit()).as(plain.toString()).isEqualTo(4);
    assertThat(made.verify("--json")).isEqualTo(plain);
  }

  @Test
  void grafts_and_replacements_change_no_verdict() throws IOException {
    history();
    Ran plain = made.verify("--json");
    String first = repo.git("rev-parse", "main").strip();
    repo.git("replace", repo.git("rev-parse", "HEAD~1").strip(), first);
    Files.writeString(repo.path(".git/info/grafts"), repo.head() + " " + first + "\n");

    assertThat(made.verify("--json")).isEqualTo(plain);
  }

  @Test
  void names_that_are_no_text_and_odd_messages_are_read() {
    String blob = repo.sh("printf x | git hash-object -w --stdin").strip();
    repo.sh("printf '100644 " + blob + "\\tsrc/\\377\\nb\\0' | git update-index -z --index-info");
    repo.git("commit", "-q", "--allow-empty-message", "-m", "");
    repo.git("commit", "-q", "--allow-empty", "-m", ":100644 is no change");
    repo.git("commit", "-q", "--allow-empty", "-m", "S\u00fcbject\n\nBody.\n\nexec-block: B01");

    Ran ran = made.verify("--json");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.json().texts("paths.*.pathBase64")).containsExactly("c3JjL/8KYg==");
    assertThat(ran.json().texts("commits.*.subject"))
        .containsExactly("", ":100644 is no change", "S\u00fcbject");
    assertThat(ran.json().texts("commits.2.blocks.*")).containsExactly("B01");
  }

  @Test
  void without_the_program_the_message_names_it() {
    history();

    Ran ran = Cli.in(repo).inside().with("PATH", temp.toString()).run("verify", "x");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("error[VRFY-003]: there is no `git` program", "install git");
  }

  @Test
  void a_missing_folder_of_a_commit_is_told_by_the_words_of_git() {
    history();
    String tree = repo.git("rev-parse", "HEAD:src").strip();
    repo.delete(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2));

    Ran ran = made.verify();

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.err()).contains("exited with status 128", tree);
  }

  @Test
  void a_plan_that_was_amended_in_the_worktree_is_to_be_committed() {
    repo.write("other/a.txt", "a\n");
    repo.write("third.txt", "b\n");
    repo.commit("Elsewhere");
    repo.write(PLAN, repo.read(PLAN).replace("- `src/**`", "- `src/**`\n- `other/**`"));

    Ran before = made.verify();
    repo.git("commit", "-q", "-m", "Amend the plan", "--", PLAN);
    Ran after = made.verify("--plan-at", "HEAD");

    assertThat(before.out())
        .contains("git commit -m 'Amend the plan' -- " + PLAN)
        .contains("exec-session verify " + PLAN + " --plan-at HEAD", "- `third.txt`")
        .doesNotContain("- `other/");
    assertThat(after.out()).contains("inside 1, ").doesNotContain("git commit");
  }

  private void history() {
    repo.write("src/A.java", "b\n");
    repo.write("old/gone.txt", "moved\n");
    repo.commit("Work\n\nExec-Block: B01");
    repo.git("mv", "old/gone.txt", "old/there.txt");
    repo.git(
        "update-index",
        "--add",
        "--cacheinfo",
        "160000,0123456789012345678901234567890123456789,module");
    repo.git("commit", "-q", "-m", "More");
    repo.git("switch", "-q", "--orphan", "other");
    repo.write("imported.txt", "i\n");
    repo.commit("Root");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "other");
  }

  private void set(String key, String value) {
    repo.git("config", key, value);
  }
}
