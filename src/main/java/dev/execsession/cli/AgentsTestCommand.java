package dev.execsession.cli;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Interrupts;
import dev.execsession.text.ShellWord;
import dev.execsession.text.Suggestion;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests that an agent works: runs it in a throw-away repository, with the person's account. */
final class AgentsTestCommand implements Command {
  private final ExecSession root;
  private String name = "";
  private @Nullable String model;
  private boolean keep;
  private boolean yes;

  AgentsTestCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "test", this, "Run an agent in a throw-away repository; show what is proven.")
        .parameter("NAME", to -> name = to, "The agent: a preset or a configured executor.")
        .value("--model", "NAME", to -> model = to, "The model of the coding agent.")
        .flag("--keep", on -> keep = on, "Keep the repository, with its report and logs.")
        .flag("-y,--yes", on -> yes = on, "Do not ask; needed without a terminal.")
        .footer(
            "Uses your account with the agent's provider: about two short turns.",
            "Exit: 0 all is proven, 1 something is not, 2 usage, 3 refused, 5 not confirmed.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    AgentSurvey survey = AgentSurvey.of(root);
    AgentSurvey.Candidate candidate = candidate(survey.candidates());
    Path program = survey.find(candidate).orElseThrow(() -> notFound(candidate));
    if (!yes && !root.surroundings().isPersonPresent()) {
      throw root.refusal("pass --yes: without a terminal it cannot ask");
    }
    Console console = root.console();
    console.say("This starts " + program + " twice, in a throw-away repository.");
    console.say("It uses your account with the agent's provider: about two short turns.");
    if (!yes && !new Confirmation(root).isGiven("start " + TextSanitizer.oneLine(name) + "?")) {
      return ExitCode.PAUSED;
    }
    AgentCanary canary =
        new AgentCanary(
            root,
            survey,
            candidate,
            Launcher.known(root.surroundings().environment()).orElse(null));
    // Completes when the folder is deleted; a signal handler waits for it.
    return root.surroundings()
        .interrupts()
        .during(new Interrupts.Handler() {}, () -> test(console, canary));
  }

  private int test(Console console, AgentCanary canary) {
    TemporaryFolder folder = canary.folder();
    boolean isProven = false;
    try {
      CanaryProof proof = canary.run(folder.path(), model);
      isProven = proof.isWhole();
      console.say("");
      console.result(String.join("\n", proof.lines()));
      if (proof.isIdle()) {
        console.result("account        not logged in? " + canary.candidate().agent().login());
      }
    } finally {
      if (!keep) {
        folder.delete();
      }
    }
    String word = ShellWord.quote(name);
    if (keep) {
      console.result("kept           " + folder.path());
    }
    console.result(
        "next           "
            + (isProven
                ? "exec-session run PLAN --executor " + word
                : keep
                    ? "exec-session -C " + ShellWord.path(folder.path().toString()) + " report"
                    : "exec-session agents test " + word + " --keep"));
    return isProven ? ExitCode.DONE : ExitCode.BLOCKED;
  }

  private AgentSurvey.Candidate candidate(List<AgentSurvey.Candidate> known) {
    List<String> names = known.stream().map(AgentSurvey.Candidate::name).toList();
    return known.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                root.refusal(
                    "no agent `"
                        + TextSanitizer.oneLine(name)
                        + "`; "
                        + Suggestion.hint(
                            name, names, "it is one of " + Suggestion.alternatives(names))));
  }

  private static StopException notFound(AgentSurvey.Candidate candidate) {
    return new StopException(
        Stop.REFUSED,
        Problem.error(
            ProblemCode.EXEC_NOT_FOUND,
            "executor `"
                + candidate.name()
                + "` starts `"
                + TextSanitizer.oneLine(candidate.program())
                + "`, which was not found",
            candidate.program().equals(candidate.agent().program())
                ? "install it (" + candidate.agent().installation() + "), or add it to PATH"
                : "correct its command in .exec-session.yml or the environment"));
  }
}
