package dev.execsession.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Prints the script that lets a shell complete the tool's words. */
final class CompletionCommand implements Command {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final ExecSession root;
  private String shell = "";

  CompletionCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "completion", this, "Print the script that completes commands, plans and blocks.")
        .parameter("SHELL", to -> shell = to, "The shell: bash, zsh or fish.")
        .footer(
            "bash: eval \"$(exec-session completion bash)\" in ~/.bashrc",
            "zsh:  exec-session completion zsh > FOLDER/_exec-session, a folder of $fpath",
            "fish: exec-session completion fish > ~/.config/fish/completions/exec-session.fish");
  }

  @Override
  public Integer call() {
    root.checkWords();
    if (!SHELLS.contains(shell)) {
      throw root.refusal("completion takes bash, zsh or fish, not `" + shell + "`");
    }
    String file = "completion/exec-session." + shell;
    try (InputStream in =
        Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(file), file)) {
      root.console().result(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.DONE;
  }
}
