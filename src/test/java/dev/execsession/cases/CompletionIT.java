package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Needs;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion scripts in the real shells. */
class CompletionIT {
  @TempDir Path temp;

  private Cli cli;

  @BeforeEach
  void aPlan() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    repo.files().write("docs/exec-plans/active/rate-limit.md", PlanText.ONE_BLOCK);
    String bin = String.valueOf(Path.of(Cli.command().get(0)).toAbsolutePath().getParent());
    cli = Cli.in(repo.files()).with("PATH", bin + ":" + repo.files().environment().get("PATH"));
  }

  @Test
  void bash_completes_commands_plans_and_values() {
    Needs.installed("bash");
    try (Pty pty = Pty.shell(cli, "PS1='> ' exec bash --norc --noprofile -i")) {
      pty.await("> ");
      pty.type("eval \"$(exec-session completion bash)\"; echo re''ady");
      pty.await("ready");
      completes(pty);
      pty.press("\u0015exec-session report -o sr\t");
      pty.await("sr\\S*c/");
      pty.press("\u0015");
      pty.type("exit");
      assertThat(pty.exit()).as(pty.transcript()).isZero();
    }
  }

  @Test
  void zsh_completes_commands_plans_and_values() {
    Needs.installed("zsh");
    try (Pty pty = Pty.shell(cli, "PS1='> ' exec zsh -f -i")) {
      pty.await("> ");
      pty.type("autoload -Uz compinit; compinit -D -u; echo re''ady");
      pty.await("ready");
      pty.type("eval \"$(exec-session completion zsh)\"; echo al''so");
      pty.await("also");
      completes(pty);
      pty.press("\u0015");
      pty.type("exit");
      assertThat(pty.exit()).as(pty.transcript()).isZero();
    }
  }

  private static void completes(Pty pty) {
    pty.press("exec-session stat\t");
    pty.await("stat\\S*us");
    pty.press("\u0015exec-session run rate\t");
    pty.await("rate\\S*-limit");
    pty.press("\u0015exec-session run --mode=auto\t");
    pty.await("auto\\S*nomous");
  }

  @Test
  void fish_completes_commands_plans_and_values() {
    Needs.installed("fish");
    try (Pty pty =
        Pty.shell(
            cli,
            "exec fish --no-config -c 'exec-session completion fish | source; for line in"
                + " \"stat\" \"run rate\" \"run --mode=auto\" \"report -o sr\";"
                + " complete -C \"exec-session $line\"; end'")) {
      assertThat(pty.exit()).as(pty.transcript()).isZero();
      assertThat(pty.transcript())
          .contains("status\tShow progress", "rate-limit\n", "--mode=autonomous\n", "src/");
    }
  }
}
