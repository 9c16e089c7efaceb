package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.scan.Contents;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.SessionFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Provides what a person can look at before answering. */
record GateView(Contract contract, SessionFolder folder, ScanHistory history, Contents contents) {
  /** Returns the view of a block that is being worked on. */
  GateContext of(BlockState block) {
    return of(List.of(block), false);
  }

  /**
   * Returns the view of finished blocks.
   *
   * @param good whether their work may be approved
   */
  GateContext of(List<BlockState> blocks, boolean good) {
    return new GateContext(
        good,
        contract.guards(),
        () -> blocks.get(0).baseline().map(scan -> diff(scan)).orElse(""),
        blocks.stream().flatMap(this::logs).toList());
  }

  /** Returns the view of what changed since the session's last recorded scan. */
  GateContext between(SessionState now) {
    return new GateContext(false, List.of(), () -> diff(now.lastObservation()), List.of());
  }

  private String diff(String scan) {
    return contents.evidence(history.since(scan), contract.scope());
  }

  private Stream<Path> logs(BlockState block) {
    List<String> names = new ArrayList<>();
    block.execution().map(Fact.Execution::log).ifPresent(names::add);
    block.checks().stream().map(Fact.Check::log).filter(log -> log != null).forEach(names::add);
    return names.stream().map(log -> folder.path().resolve(log));
  }
}
