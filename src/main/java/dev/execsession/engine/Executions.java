package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.executor.ExecutionRequest;
import dev.execsession.executor.ExecutorOutcome;
import dev.execsession.executor.ExecutorReport;
import dev.execsession.executor.ExecutorRunner;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Execution.Ending;
import dev.execsession.journal.Step;
import dev.execsession.process.PidSpace;
import dev.execsession.process.PrivateFile;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.SecretMask;
import dev.execsession.store.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has blocks executed, by a program or by the person, and turns what became of it into facts. */
final class Executions {
  private final Session session;
  private final Children children;
  private final Briefs briefs;

  Executions(Session session, Children children) {
    this.session = session;
    this.children = children;
    this.briefs = new Briefs(session);
  }

  /**
   * Runs the block's executor once and records its intent, start and end.
   *
   * @return whether it ended; otherwise the session was paused or escalated by the person
   */
  boolean run(BlockContract block, String baseline) {
    int attempt = attempt(session.state(block.id()));
    Optional<Briefs.Failure> previous = Briefs.failureOf(session.state(block.id()));
    Children.Run run = children.prepare(logName(block.id(), attempt));
    session.record(
        new Event.Intended(
            block.id(),
            attempt,
            block.executor().name(),
            block.command(),
            baseline,
            run.cookie(),
            PidSpace.here(session.request().environment())));
    Path brief = session.folder().log(block.id() + "-" + attempt + "-brief.md");
    PrivateFile.write(brief, briefs.render(block, previous), "the brief");
    if (block.executor() instanceof ExecutorSpec.External program && program.interactive()) {
      session.listener().lent(program.name(), block.command());
    } else {
      session.listener().began(block.id(), block.executor().name(), block.command());
    }
    Optional<Fact.Execution> execution =
        block.executor() instanceof ExecutorSpec.Manual
            ? byPerson(block, attempt, brief)
            : Optional.of(byProgram(block, attempt, run, brief));
    execution.ifPresent(fact -> session.recordAhead(new Event.Exited(block.id(), attempt, fact)));
    return execution.isPresent();
  }

  /** An attempt that was meant and of which nothing ever ran is made now; no other is repeated. */
  private int attempt(BlockState block) {
    Path log = session.folder().log(logName(block.id(), block.attempts()) + ".log");
    boolean neverStarted = block.step() == Step.INTENDED && !Files.exists(log);
    return neverStarted ? block.attempts() : block.attempts() + 1;
  }

  private static String logName(String block, int attempt) {
    return block + "-" + attempt + "-executor";
  }

  private Optional<Fact.Execution> byPerson(BlockContract block, int attempt, Path brief) {
    return BlockGuard.during(session, block, "", () -> askPerson(block, attempt, brief));
  }

  private Optional<Fact.Execution> askPerson(BlockContract block, int attempt, Path brief) {
    session.record(new Event.Started(block.id(), attempt, 0, 0));
    long began = System.nanoTime();
    try {
      Gate.Answer answer = session.gate().work(session.state(block.id()), brief);
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      switch (answer.choice()) {
        case CONTINUE -> {
          return Optional.of(manual(millis, null, null));
        }
        case ESCALATE -> {
          return Optional.of(
              manual(millis, EscalationReason.PERSON, String.valueOf(answer.text())));
        }
        default -> {}
      }
    } catch (NoAnswerException e) {
      // Paused below, as when the person stops.
    }
    session.pause(
        block.id(),
        "block `" + block.id() + "` is being worked on by a person; is it done?",
        session.resumeCommand());
    return Optional.empty();
  }

  private static Fact.Execution manual(
      long millis, @Nullable EscalationReason reason, @Nullable String detail) {
    return new Fact.Execution(
        "manual",
        Ending.MANUAL,
        null,
        null,
        millis,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        reason,
        detail,
        List.of());
  }

  private Fact.Execution byProgram(BlockContract block, int attempt, Children.Run run, Path brief) {
    try (Scratch scratch = new Scratch(session.folder().id())) {
      return BlockGuard.during(
          session,
          block,
          result(scratch).toString(),
          () -> start(block, attempt, run, brief, scratch));
    }
  }

  private static Path result(Scratch scratch) {
    return scratch.file("result.json");
  }

  private Fact.Execution start(
      BlockContract block, int attempt, Children.Run run, Path brief, Scratch scratch) {
    ExecutorOutcome outcome =
        new ExecutorRunner(children.processes())
            .run(
                block.executor(),
                new ExecutionRequest(
                    session.folder().id(),
                    session.contract().planPath(),
                    block.id(),
                    attempt,
                    session.contract().repository().root(),
                    brief,
                    result(scratch),
                    run.log(),
                    run.environment(),
                    run.cookie(),
                    null,
                    null,
                    children.mask(),
                    children.confinement(block, scratch)),
                recordStart(block, attempt));
    return fact(block.executor().name(), outcome);
  }

  private ProcessListener recordStart(BlockContract block, int attempt) {
    ProcessListener watching = children.watch(block.executor().name());
    return new ProcessListener() {
      @Override
      public void started(long pid, long startTicks) {
        session.record(new Event.Started(block.id(), attempt, pid, startTicks));
      }

      @Override
      public void output(String line) {
        watching.output(line);
      }

      @Override
      public void tick(Duration elapsed) {
        watching.tick(elapsed);
      }
    };
  }

  /** What an executor says is masked before it is written down anywhere. */
  private Fact.Execution fact(String name, ExecutorOutcome outcome) {
    SecretMask mask = children.mask();
    ProcessResult process = outcome.process();
    ExecutorReport report = outcome.report();
    List<String> notes = new ArrayList<>(outcome.notes());
    Map<String, String> attestations = new LinkedHashMap<>();
    if (report != null) {
      notes.addAll(report.notes());
      report.attestations().forEach((policy, words) -> attestations.put(policy, mask.mask(words)));
    }
    process.ended().forEach(left -> notes.add("left running, and ended: " + left.command()));
    ExecutorReport.Escalate escalate = report == null ? null : report.escalate();
    return new Fact.Execution(
        name,
        Ending.valueOf(process.ending().name()),
        process.exit(),
        process.signal(),
        process.durationMs(),
        session.folder().relative(process.log()),
        failure(outcome),
        report == null || report.summary() == null ? null : mask.mask(report.summary()),
        notes.stream().map(mask::mask).toList(),
        report == null ? List.of() : report.risks().stream().map(mask::mask).toList(),
        attestations,
        escalate == null ? null : EscalationReason.valueOf(escalate.reason().name()),
        escalate == null ? null : mask.mask(escalate.detail()),
        process.survivors().stream().map(left -> left.pid() + " " + left.command()).toList());
  }

  private static @Nullable String failure(ExecutorOutcome outcome) {
    if (outcome.reason() != null) {
      return outcome.reason();
    }
    return outcome.process().survivors().isEmpty()
        ? null
        : "the executor left processes running that could not be ended";
  }

  /** Gives what is known of an executor whose end nobody recorded and whose work a person keeps. */
  static Fact.Execution unrecorded(BlockState state) {
    return new Fact.Execution(
        state.block().executor(),
        Ending.INTERRUPTED,
        null,
        null,
        0,
        null,
        null,
        null,
        List.of("its end was not recorded; a person kept its work"),
        List.of(),
        Map.of(),
        null,
        null,
        List.of());
  }
}
