package dev.execsession.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Groups what vetoes an edit before it happens. */
@Command(
    name = "guard",
    description = "Veto an edit before it happens; the disk is still judged after the block.",
    subcommands = {
      GuardCheckCommand.class,
      GuardHookCommand.class,
      GuardInstallCommand.class,
      GuardUninstallCommand.class,
      GuardTestCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class GuardCommand implements Runnable {
  @ParentCommand private @Nullable ExecSession root;

  @Spec private @Nullable CommandSpec spec;

  ExecSession root() {
    return Objects.requireNonNull(root);
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "say what to do: check, hook, install, uninstall or test");
  }
}
