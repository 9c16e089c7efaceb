package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellRuleTest {
  @TempDir Path temp;

  private boolean vetoes(String command) {
    GuardRepo repo = GuardRepo.create(temp).active();
    return new ShellRule(repo.guard()).veto(command, repo.root()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git stash",
        "git stash push -m x",
        "git -C . -c a.b=c stash",
        "true && git stash; true",
        "(git reset --hard)",
        "git reset --hard HEAD~1",
        "git reset HEAD~1",
        "git checkout -b other",
        "git switch main",
        "git rebase main",
        "git commit --amend --no-edit",
        "git push origin HEAD",
        "git tag v1",
        "git branch -D x",
        "git clean -fdx",
        "git config core.hooksPath /tmp",
        "git worktree add ../x",
        "sudo git stash",
        "FOO=1 git stash",
        "/usr/bin/git stash",
        "bash -c 'git stash'",
        "sh -euc \"cd src && git stash\"",
        "if true; then git stash; fi",
        "echo x > src/secret/key",
        "echo x >>src/secret/key",
        "make 2> src/secret/log",
        "echo x >| 'src/secret/a b'",
        "echo x &> .git/config",
        "rm -rf src/secret",
        "rm -f -- .git/index.lock",
        "mv src/secret/key src/key",
        "mv src/key src/secret/",
        "cp src/A.java src/secret/A.java",
        "tee -a src/secret/key <src/A.java",
        "sed -i s/a/b/ src/secret/key",
        "sed -n -i.bak s/a/b/ src/secret/key",
        "touch AGENTS.md",
        "chmod 777 .git/hooks/pre-commit",
        "cd src && rm secret/key",
        "cd src; echo x > ../.gitignore",
        "truncate -s0 docs/exec-plans/active/x.md",
        "mkdir deploy/new",
        "cat <<EOF > src/secret/key\nhello\nEOF",
        "echo x > .env"
      })
  void what_is_certainly_forbidden_is_denied(String command) {
    assertThat(vetoes(command)).as(command).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "git status",
        "git stash list",
        "git diff && git log --oneline",
        "git add -A && git commit -m 'git stash is bad'",
        "git checkout -- src/A.java",
        "git reset HEAD src/A.java",
        "git tag -l",
        "git branch --show-current",
        "git config --get user.name",
        "git config user.name",
        "git worktree list",
        "echo git stash",
        "echo 'git stash'",
        "# git stash",
        "cat <<EOF > src/A.java\ngit stash\nrm -rf .git\nEOF\ntrue",
        "cat <<'EOF'\necho x > src/secret/key\nEOF",
        "cat src/secret/key",
        "cp src/secret/key src/key",
        "grep -r x src/secret > /dev/null 2>&1",
        "sed s/a/b/ src/secret/key",
        "echo x > /tmp/scratch",
        "echo x > README.md",
        "rm -f target/x",
        "rm $FILE src/*",
        "rm -rf \"$DIR/src/secret\"",
        "cd \"$X\" && rm src/secret/key",
        "make test 2>&1 | tee target/log",
        "python3 -c 'import os'",
        "touch src/new && chmod +x src/new",
        "a=1; b=$((1 > 2)); f() { true; }",
        "echo \"unclosed",
        "<<<",
        ">",
        "{}",
        "`"
      })
  void everything_else_passes(String command) {
    assertThat(vetoes(command)).as(command).isFalse();
  }

  @Test
  void a_forbidden_commit_is_denied() {
    assertThat(GitWords.forbidden(java.util.List.of("commit", "-m", "x"), false))
        .contains("git commit");
    assertThat(GitWords.forbidden(java.util.List.of("commit", "-m", "x"), true)).isEmpty();
  }

  @Test
  void a_command_of_a_megabyte_is_taken_apart_all_the_same() {
    assertThat(vetoes("x ".repeat(1 << 19) + "; git stash")).isTrue();
    assertThat(vetoes("(".repeat(1 << 20))).isFalse();
    assertThat(vetoes("\"".repeat((1 << 20) + 1))).isFalse();
  }
}
