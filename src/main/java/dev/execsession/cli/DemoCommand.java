package dev.execsession.cli;

import dev.execsession.process.CallingAgent;
import dev.execsession.process.Interrupts;
import dev.execsession.store.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs two demonstrations in temporary repositories: one stays within its plan, one leaves it. */
final class DemoCommand implements Command {
  private static final String PLAN = "greeter.md";
  private static final List<String> RUN = List.of("run", PLAN, "--mode", "autonomous");
  private static final List<String> HELPER = List.of("--executor-command", "sh ../helper.sh");

  private final ExecSession root;
  private boolean keep;

  DemoCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("demo", this, "Run a three-block plan in a temporary repository.")
        .flag("--keep", on -> keep = on, "Keep the repository.")
        .footer("Exit: 0 both runs ended as expected, 1 one did not.");
  }

  @Override
  public Integer call() throws IOException {
    root.checkWords();
    Console console = root.console();
    // Completes when the folder is deleted; a signal handler waits for it.
    return root.surroundings()
        .interrupts()
        .during(
            new Interrupts.Handler() {},
            () -> {
              DemoFolder folder = DemoFolder.create();
              boolean good = showAndDelete(console, folder);
              goOn(console, folder, good);
              return good ? ExitCode.DONE : ExitCode.BLOCKED;
            });
  }

  private boolean showAndDelete(Console console, DemoFolder folder) throws IOException {
    try {
      return show(console, folder);
    } finally {
      if (!keep) {
        folder.delete();
      }
    }
  }

  private boolean show(Console console, DemoFolder folder) throws IOException {
    console.say("A small repository in " + folder.first() + " is on branch " + DemoFolder.BRANCH);
    console.say(
        "and has a plan of three blocks, which may change only `src/` and `docs/usage.md`.");
    title(console, "1. A run that stays within the plan's scope");
    console.say(
        "Each block has the commands that do its work (`Run`) and the checks that verify it.");
    int fit = exec(console, folder.first(), List.of("validate", PLAN), List.of());
    int within = exec(console, folder.first(), RUN, List.of());

    title(console, "2. The same plan with an executor that leaves the scope");
    console.say("helper.sh plays a coding agent. In B02 it also changes a file outside the scope,");
    console.say("`config/languages.txt`, and then reports success.");
    int beyond = exec(console, folder.second(), RUN, HELPER);
    boolean written = showCase(console, folder.second());

    return fit == ExitCode.DONE
        && within == ExitCode.DONE
        && beyond == ExitCode.ESCALATED
        && written;
  }

  /**
   * Prints the command as a user would type it, runs it in that folder and prints its exit code.
   */
  private int exec(Console console, Path folder, List<String> words, List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    console.say("");
    console.say(
        console.styled(
            Style.CYAN,
            "$ exec-session "
                + String.join(
                    " ",
                    all.stream()
                        .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                        .toList())));
    all.addAll(0, root.outputWords());
    Interrupts interrupts = root.surroundings().interrupts();
    interrupts.check();
    int code =
        ExecSession.run(all.toArray(String[]::new), surroundings(root.surroundings(), folder));
    interrupts.check();
    console.say(console.styled(Style.DIM, "(exit " + code + ")"));
    return code;
  }

  /** Makes the demo independent of the user's configuration and of an agent that runs it. */
  private static Surroundings surroundings(Surroundings own, Path folder) {
    Map<String, String> environment = new TreeMap<>(own.environment());
    environment
        .keySet()
        .removeIf(
            name -> name.startsWith("EXEC_SESSION_") && !name.startsWith("EXEC_SESSION_ORIGINAL_"));
    CallingAgent.marks().forEach(environment::remove);
    return new Surroundings(
        own.in(),
        own.out(),
        own.err(),
        environment,
        folder,
        own.inputIsTerminal(),
        own.outputIsTerminal(),
        own.errorIsTerminal(),
        own.interrupts());
  }

  private static boolean showCase(Console console, Path folder) throws IOException {
    SessionStore.Stored session =
        new SessionStore(folder.resolve(".git")).latest(folder, null).orElse(null);
    if (session == null) {
      return false;
    }
    String name = session.state().escalation().map(found -> found.file()).orElse(null);
    if (name == null) {
      return false;
    }
    Path file = session.folder().path().resolve(name);
    console.say("");
    console.say("Nothing was undone. This escalation record was written for the planner:");
    console.say("");
    console.say(console.styled(Style.CYAN, "$ cat " + folder.relativize(file)));
    console.result(Files.readString(file));
    return true;
  }

  private void goOn(Console console, DemoFolder folder, boolean good) {
    title(console, "Next steps");
    if (!good) {
      console.important(
          "The demo failed: expected exit codes 0, 0 and 4 and an escalation record.");
    }
    if (keep) {
      console.result("kept    " + folder.path());
      console.say("  cd " + folder.second());
      console.say("  exec-session status   shows the progress and the next command");
      console.say("  exec-session report   prints the full report");
      console.say(
          "  add `config/languages.txt` to Include in docs/exec-plans/active/" + PLAN + ",");
      console.say("  then run the command that status prints: B01 is done and will not run again");
    } else {
      console.say("The folder was deleted; use `exec-session demo --keep` to keep it.");
    }
    console.say("Put your own plan into docs/exec-plans/active/ of your repository, then:");
    console.say("  exec-session validate PLAN   lists every problem");
    console.say("  exec-session run PLAN        executes it block by block");
  }

  private static void title(Console console, String text) {
    console.say("");
    console.say(console.styled(Style.BOLD, text));
  }
}
