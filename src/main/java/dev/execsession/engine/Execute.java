package dev.execsession.engine;

import dev.execsession.agent.Activity;
import dev.execsession.agent.Conversation;
import dev.execsession.agent.OutputFormat;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.executor.AgentLaunch;
import dev.execsession.executor.ExecutionRequest;
import dev.execsession.executor.ExecutorListener;
import dev.execsession.executor.ExecutorOutcome;
import dev.execsession.executor.ExecutorReport;
import dev.execsession.executor.ExecutorRunner;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.executor.Reporting;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Execution.Ending;
import dev.execsession.journal.Receipt;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.process.PidSpace;
import dev.execsession.process.PrivateFile;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.SecretMask;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes a block, by a program or by the person, and records the result. */
record Execute(
    Contract contract,
    SessionFolder folder,
    ChildProcesses children,
    Safekeeping safekeeping,
    BlockGuard guard,
    Checks checks,
    BlockWork work,
    People people,
    GateView view,
    SessionListener listener,
    Map<String, String> environment)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    BlockState state = now.block(block.id());
    Safekeeping.Kept last = safekeeping.keep(now);
    int attempt = attempt(state);
    Optional<Briefs.Failure> previous = Briefs.failureOf(state);
    @Nullable Conversation conversation = Receipts.conversation(state, block).orElse(null);
    ChildProcesses.Run run = children.prepare(logName(block.id(), attempt));
    SessionState intended =
        before.record(
            new Event.Intended(
                block.id(),
                attempt,
                block.executor().name(),
                block.command(),
                state.baseline().orElse(last.scan()),
                run.cookie(),
                PidSpace.here(environment),
                last.kept()));
    // Work that was taken over is there before the first attempt.
    if (state.attempts() == 0 && state.baseline().isEmpty()) {
      Assessment forbidden = checks.runBefore(block, before);
      if (forbidden != null) {
        return work.outOfScope(
            block, before.state(), work.whole(block, before.state()).plus(forbidden));
      }
    }
    if (block.executor() instanceof ExecutorSpec.External program && program.interactive()) {
      listener.lent(program.name(), block.command());
    } else {
      listener.began(block.id(), block.executor().name(), block.command());
    }
    if (!(block.executor() instanceof ExecutorSpec.Manual)) {
      Fact.Execution end = byProgram(block, attempt, run, previous, conversation, before);
      before.recordAhead(new Event.Exited(block.id(), attempt, end));
      children.refusal(block.id(), "its executor").ifPresent(before::record);
      return Transition.next();
    }
    Path brief = brief(block, attempt, previous, null);
    return guard.during(
        block, "", () -> askPerson(block, attempt, intended.block(block.id()), brief, before));
  }

  private Path brief(
      BlockContract block,
      int attempt,
      Optional<Briefs.Failure> previous,
      @Nullable Path resultFile) {
    return PrivateFile.write(
        folder.brief(block.id(), attempt),
        new Briefs(contract).render(block, previous, resultFile, Reporting.RESULT_FILE),
        "the brief");
  }

  /** Returns the attempt to run: a recorded one that never ran, or else a new one. */
  private int attempt(BlockState block) {
    Path log = folder.log(logName(block.id(), block.attempts()) + ".log");
    boolean neverStarted = block.step() == Step.INTENDED && !Files.exists(log);
    return neverStarted ? block.attempts() : block.attempts() + 1;
  }

  private static String logName(String block, int attempt) {
    return block + "-" + attempt + "-executor";
  }

  private Transition askPerson(
      BlockContract block, int attempt, BlockState state, Path brief, EventSink before) {
    before.record(new Event.Started(block.id(), attempt, 0, 0));
    long began = System.nanoTime();
    try {
      Gate.Answer answer = people.gate().work(state, brief, view.of(state));
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      Gate.Choice choice = answer.choice();
      if (choice == Gate.Choice.CONTINUE || choice == Gate.Choice.ESCALATE) {
        boolean escalates = choice == Gate.Choice.ESCALATE;
        before.recordAhead(
            new Event.Exited(
                block.id(),
                attempt,
                Fact.Execution.unseen(
                    "manual",
                    Ending.MANUAL,
                    millis,
                    List.of(),
                    escalates ? EscalationReason.PERSON : null,
                    escalates ? String.valueOf(answer.text()) : null)));
        return Transition.next();
      }
    } catch (NoAnswerException e) {
      // Pauses below, as if the person had chosen to stop.
    }
    return Transition.paused(
        Awaited.WORK,
        block.id(),
        "block `" + block.id() + "` is executed by a person; is it done?",
        contract.stepwiseCommand());
  }

  private Fact.Execution byProgram(
      BlockContract block,
      int attempt,
      ChildProcesses.Run run,
      Optional<Briefs.Failure> previous,
      @Nullable Conversation conversation,
      EventSink before) {
    try (Scratch scratch = new Scratch(folder.id())) {
      Path brief = brief(block, attempt, previous, result(scratch));
      return guard.during(
          block,
          result(scratch).toString(),
          () -> start(block, attempt, run, brief, scratch, conversation, before));
    }
  }

  private static Path result(Scratch scratch) {
    return scratch.file("result.json");
  }

  private Fact.Execution start(
      BlockContract block,
      int attempt,
      ChildProcesses.Run run,
      Path brief,
      Scratch scratch,
      @Nullable Conversation conversation,
      EventSink before) {
    BlockState state = before.state().block(block.id());
    AgentLaunch launch =
        block.executor() instanceof ExecutorSpec.External program
            ? guard.launch(block, program, result(scratch))
            : AgentLaunch.NONE;
    if (conversation != null) {
      listener.remarked("  resumes its conversation " + TextSanitizer.oneLine(conversation.id()));
    }
    ExecutorOutcome outcome =
        new ExecutorRunner(children.processes(), Clock.systemUTC())
            .run(
                block.executor(),
                new ExecutionRequest(
                    folder.id(),
                    contract.planPath(),
                    block.id(),
                    attempt,
                    contract.repository().root(),
                    brief,
                    result(scratch),
                    run.log(),
                    run.environment(),
                    run.cookie(),
                    children.mask(),
                    children.enclosure(block, scratch),
                    launch,
                    conversation,
                    Receipts.used(state)),
                watch(block, attempt, before));
    return fact(
        block.executor().name(),
        outcome,
        Receipts.of(outcome.agent(), BlockGuard.calls(result(scratch), launch)));
  }

  private ExecutorListener watch(BlockContract block, int attempt, EventSink before) {
    boolean reports =
        block.executor() instanceof ExecutorSpec.External program
            && program.output() != OutputFormat.NONE;
    ProcessListener watching = children.watch(block.executor().name(), !reports);
    return new ExecutorListener() {
      @Override
      public void started(long pid, long startTicks) {
        before.record(new Event.Started(block.id(), attempt, pid, startTicks));
      }

      @Override
      public void output(String line) {
        watching.output(line);
      }

      @Override
      public void tick(Duration elapsed) {
        watching.tick(elapsed);
      }

      @Override
      public void acted(Activity activity) {
        listener.acted(activity);
      }

      @Override
      public void waits(Instant until) {
        listener.waits(block.executor().name(), until);
      }
    };
  }

  /** Masks everything that the executor reported before it is recorded. */
  private Fact.Execution fact(String name, ExecutorOutcome outcome, @Nullable Receipt receipt) {
    SecretMask mask = children.mask();
    ProcessResult process = outcome.process();
    ExecutorReport report = outcome.report();
    List<String> notes = new ArrayList<>(outcome.notes());
    Map<String, String> attestations = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    if (report != null) {
      notes.addAll(report.notes());
      report
          .attestations()
          .forEach(
              (policy, claim) -> {
                attestations.put(policy, mask.mask(claim.evidence()));
                if (!claim.met()) {
                  refused.add(policy);
                }
              });
    }
    process.ended().forEach(left -> notes.add("left running and stopped: " + left.command()));
    ExecutorReport.Escalate escalate = report == null ? null : report.escalate();
    return new Fact.Execution(
        name,
        Ending.valueOf(process.ending().name()),
        process.exit(),
        process.signal(),
        process.durationMs(),
        folder.relative(process.log()),
        mask(failure(outcome)),
        report == null || report.summary() == null ? null : mask.mask(report.summary()),
        notes.stream().map(mask::mask).toList(),
        report == null ? List.of() : report.risks().stream().map(mask::mask).toList(),
        attestations,
        refused.isEmpty() ? null : refused,
        escalate == null ? null : EscalationReason.valueOf(escalate.reason().name()),
        escalate == null ? null : mask.mask(escalate.detail()),
        process.survivors().stream().map(left -> left.pid() + " " + left.command()).toList(),
        receipt);
  }

  private @Nullable String mask(@Nullable String text) {
    return text == null ? null : children.mask().mask(text);
  }

  private static @Nullable String failure(ExecutorOutcome outcome) {
    if (outcome.reason() != null) {
      return outcome.reason();
    }
    return outcome.process().survivors().isEmpty()
        ? null
        : "the executor left processes running that could not be stopped";
  }
}
