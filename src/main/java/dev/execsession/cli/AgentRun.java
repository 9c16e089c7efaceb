package dev.execsession.cli;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Turn;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.RunResult;
import dev.execsession.engine.TakeOver;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request of an agent and prints what the agent reads: the brief of the open block, or, as
 * the last line, what the person must decide.
 *
 * @param waited whether a result waited for approval before
 */
record AgentRun(ExecSession root, AgentCaller caller, boolean waited) {
  /**
   * Runs it and returns the exit code.
   *
   * @param reopened the exit code if a block is open afterwards
   */
  int execute(RunRequest request, int reopened) {
    Console console = root.console();
    SessionRun run = new SessionRun(root, console, false, true, false);
    return run.execute(
        request,
        AgentRun::restated,
        (outcome, reports) -> {
          if (outcome.state().phase() != Phase.WORKING) {
            reports.forEach(path -> console.say("report  " + path));
          }
          SessionState state = outcome.state();
          Optional<String> obstacle =
              new TakeOver(request.turn(), request.environment()).obstacle(state);
          if (request.turn() instanceof Turn.Begin) {
            caller.remarks(state, waited, obstacle).forEach(console::say);
          }
          return end(console, outcome, reopened, obstacle);
        });
  }

  /** Returns which plan runs where, and its blocks: each has its own brief. */
  private static List<Line> restated(Contract contract, @Nullable Resumption from) {
    if (from != null) {
      return from.changes().stream()
          .flatMap(String::lines)
          .map(line -> Line.of("  changed      " + TextSanitizer.oneLine(line)))
          .toList();
    }
    List<Line> lines = new ArrayList<>(ContractSummary.plan(contract));
    lines.add(Line.of("  sandbox      " + contract.sandbox().words()));
    for (BlockContract block : contract.blocks()) {
      lines.add(Line.of("  " + block.id() + "  " + TextSanitizer.oneLine(block.block().title())));
    }
    return lines;
  }

  private int end(Console console, RunResult outcome, int reopened, Optional<String> obstacle) {
    SessionState state = outcome.state();
    BlockState open = state.openBlock().orElse(null);
    if (open != null && state.phase() == Phase.WORKING) {
      console.result(brief(outcome.folder(), open));
      return reopened;
    }
    AgentWords words =
        new AgentWords(state, new ReportFiles(root.directory()).place(outcome.folder()), obstacle);
    words.choices().forEach(console::say);
    console.result(words.last());
    Stop stop = outcome.stop();
    return stop == null ? ExitCode.DONE : ExitCode.of(stop);
  }

  private static String brief(SessionFolder folder, BlockState block) {
    Path file = folder.brief(block.id(), block.attempts());
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_READ,
          "cannot read `" + file + "`: " + IoReason.of(e),
          "undo the block with `exec-session rollback "
              + block.id()
              + "`, then run `exec-session begin`",
          e);
    }
  }
}
