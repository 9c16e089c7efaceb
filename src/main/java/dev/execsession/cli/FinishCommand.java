package dev.execsession.cli;

import dev.execsession.contract.BlockRange;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.json.JsonName;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.SessionReport;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the agent's work on the open block: scans, judges and checks it. */
final class FinishCommand implements Command {
  private final ExecSession root;
  private @Nullable String summary;
  private List<String> risks = List.of();
  private List<String> notes = List.of();
  private List<String> attest = List.of();
  private @Nullable String escalate;
  private @Nullable String detail;

  FinishCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "finish", this, "Hand over the open block: judge its files and run its checks.")
        .value("--summary", "TEXT", to -> summary = to, "What was done, in a sentence or two.")
        .values("--note", "TEXT", to -> notes = to, "What the planner should know; repeatable.")
        .values("--risk", "TEXT", to -> risks = to, "What may still go wrong; repeatable.")
        .values(
            "--attest",
            "POLICY=EVIDENCE",
            to -> attest = to,
            "Attest that a policy is met; EVIDENCE names a file, line, test or command; repeatable.")
        .value(
            "--escalate",
            "REASON",
            to -> escalate = to,
            "Stop, because the plan must change: objective, architecture, dependency or scope.")
        .value("--detail", "TEXT", to -> detail = to, "How the plan must change, and why.")
        .footer(
            "Prints the verdict; the last line says what to do next. A block that is not",
            "good is opened again, and its new brief follows.",
            "Exit: 0 done, 1 not good and open again, 2 usage, 3 refused, 4 escalated,",
            "5 waiting for a person, 6 busy, 7 unverifiable.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    Turn.Report report = report();
    SessionStore.Stored stored =
        new SessionLookup(root).any().orElseThrow(() -> notOpen("exec-session begin PLAN"));
    SessionState state = stored.state();
    if (state.phase() == Phase.ESCALATED) {
      root.console().result(words(stored).last());
      return ExitCode.of(Stop.ESCALATED);
    }
    BlockState block =
        state.openBlock().or(state::handedIn).orElseThrow(() -> notOpen(next(stored)));
    Path folder = Path.of(state.locked().root());
    Path file = folder.resolve(state.locked().plan());
    // The plan as it was locked in: an edit to it counts as the agent's until a person accepts it.
    PlanFile plan = new PlanFile(file, state.locked().plan(), LockedPlan.read(stored.folder()));
    Map<String, String> environment = root.surroundings().environment();
    AgentCaller caller =
        AgentCaller.of(environment, new SessionLookup(root).repositoryOf(plan).commonDir());
    return new AgentRun(root, caller, false)
        .execute(
            RunRequest.resuming(
                    plan,
                    root.surroundings().invocation(folder, false),
                    state,
                    new Turn.Finish(caller.caller(), caller.isAttended(), report))
                .range(new BlockRange(block.id(), null, null))
                .retries(1)
                .build(),
            ExitCode.BLOCKED);
  }

  private Turn.Report report() {
    EscalationReason reason = null;
    if (escalate != null) {
      reason =
          JsonName.find(EscalationReason.class, escalate)
              .filter(known -> known != EscalationReason.PERSON)
              .orElseThrow(
                  () ->
                      root.refusal(
                          "--escalate takes objective, architecture, dependency or scope, not `"
                              + escalate
                              + "`"));
    }
    if ((reason == null) != (detail == null || detail.isBlank())) {
      throw root.refusal("--escalate and --detail go together");
    }
    Map<String, String> attestations = new TreeMap<>();
    for (String word : attest) {
      int sign = word.indexOf('=');
      if (sign < 1 || word.substring(sign + 1).isBlank()) {
        throw root.refusal("--attest takes POLICY=EVIDENCE, not `" + word + "`");
      }
      attestations.put(word.substring(0, sign), word.substring(sign + 1));
    }
    return new Turn.Report(
        summary, new ArrayList<>(notes), new ArrayList<>(risks), attestations, reason, detail);
  }

  private AgentWords words(SessionStore.Stored stored) {
    return new AgentWords(
        stored.state(), new ReportFiles(root.directory()).place(stored.folder()), Optional.empty());
  }

  private String next(SessionStore.Stored stored) {
    return SessionReport.of(
            stored.state(), new ReportFiles(root.directory()).place(stored.folder()))
        .next();
  }

  private static StopException notOpen(String next) {
    return new StopException(
        Stop.REFUSED, ProblemCode.RUN_NOT_OPEN, "no block is open", "`" + next + "`");
  }
}
