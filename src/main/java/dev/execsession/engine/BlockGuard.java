package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.ActiveBlockFile;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Leaves for {@code guard} which block is being worked on, as long as it is. */
final class BlockGuard {
  private final Path file;

  private BlockGuard(SessionFolder folder) {
    this.file = folder.path().resolve(ActiveBlockFile.NAME);
  }

  /**
   * Does a block's work while others can tell that it is being done.
   *
   * @param result the file that the executor reports in; empty for a person
   */
  static <T> T during(Session session, BlockContract block, String result, Supplier<T> work) {
    BlockGuard guard = new BlockGuard(session.folder());
    session.folder().write(guard.file, ActiveBlockFile.render(active(session, block, result)));
    boolean done = false;
    try {
      T value = work.get();
      done = true;
      return value;
    } finally {
      guard.remove(done);
    }
  }

  /** Removes what a crash left; only who holds the session may do this. */
  static void clear(SessionFolder folder) {
    new BlockGuard(folder).remove(true);
  }

  private static ActiveBlock active(Session session, BlockContract block, String result) {
    Contract contract = session.contract();
    return new ActiveBlock(
        session.folder().id(),
        block.id(),
        contract.planPath(),
        contract.digest(),
        contract.repository().root().toString(),
        contract.commitsAllowed(),
        result,
        ProcessIdentity.own(session.request().environment()),
        block.scope().definition(),
        session.scans().history().current().ignore().files().stream()
            .map(file -> new ActiveBlock.IgnoreText(file.folder().raw(), file.text()))
            .toList());
  }

  /** A file that stays counts no longer than this process runs: no reason to hide a graver one. */
  private void remove(boolean tell) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      if (tell) {
        throw new StopException(
            Stop.UNVERIFIABLE,
            Problem.error(
                ProblemCode.JOURNAL_WRITE,
                "cannot remove `" + file + "`: " + IoReason.of(e),
                "remove it, then run the same command again"),
            e);
      }
    }
  }
}
