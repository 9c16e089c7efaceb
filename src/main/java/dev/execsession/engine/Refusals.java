package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.util.List;

/** Why a session cannot be opened. */
final class Refusals {
  private Refusals() {}

  static StopException gone(String id, Contract contract) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_READ,
        "session `" + id + "`, whose work was being carried over, is missing",
        "start over with `" + contract.runCommand() + " --restart`");
  }

  /** The worktree has neither all nor none of the block's work. */
  static StopException halfUndone(BlockState block, Contract contract) {
    boolean redo = block.isBeingRedone();
    return new StopException(
        Stop.REFUSED,
        ProblemCode.UNDO_UNFINISHED,
        (redo ? "the redo of" : "the undo of") + " block `" + block.id() + "` was interrupted",
        "complete it with `exec-session rollback "
            + block.id()
            + " "
            + ShellWord.path(contract.planPath())
            + (redo ? " --redo" : "")
            + "`");
  }

  static StopException notWaiting(List<String> approve, List<String> waiting) {
    return new StopException(
        Stop.REFUSED,
        ProblemCode.RUN_APPROVAL,
        "nothing to approve for `--approve " + String.join(" --approve ", approve) + "`",
        waiting.isEmpty()
            ? "run the block and review its result first"
            : "waiting for approval: " + String.join(", ", waiting));
  }
}
