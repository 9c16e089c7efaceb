package dev.execsession.cli;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.engine.Resumption;
import dev.execsession.journal.BlockState;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.ReportSources;
import dev.execsession.report.SessionReport;
import dev.execsession.report.StatusView;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Formats where a session was left: a line for each block, what changed since, and in full only
 * what is not approved yet: the open block, and those whose text is new.
 */
final class ResumeSummary {
  /** Only its session's file paths need a folder, and none is shown. */
  private static final ReportPlace PLACE = new ReportPlace("/", null, ReportSources.NONE);

  private final Contract contract;
  private final Resumption resumption;

  private ResumeSummary(Contract contract, Resumption resumption) {
    this.contract = contract;
    this.resumption = resumption;
  }

  static List<Line> of(Contract contract, Resumption resumption) {
    return new ResumeSummary(contract, resumption).lines();
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>(ContractSummary.plan(contract));
    resumption.changes().stream()
        .flatMap(String::lines)
        .forEach(line -> lines.add(Line.of("  changed      " + TextSanitizer.oneLine(line))));
    lines.add(Line.of(""));
    Map<String, String> known = StatusView.blocks(resumption.state(), PLACE);
    contract.blocks().forEach(block -> lines.add(Line.of(status(block, known))));
    for (BlockContract block : contract.blocks()) {
      if (isOpen(block) || isNew(block)) {
        lines.add(Line.of(""));
        lines.addAll(ContractSummary.block(contract, block));
      }
    }
    String question = SessionReport.of(resumption.state(), PLACE).question();
    if (question != null) {
      lines.add(Line.of(""));
      lines.add(Line.of("waiting for  " + TextSanitizer.oneLine(question)));
    }
    return lines;
  }

  private static String status(BlockContract block, Map<String, String> known) {
    return known.getOrDefault(
        block.id(),
        "  " + block.id() + "  new      " + TextSanitizer.oneLine(block.block().title()));
  }

  /** Returns whether it is the first block that is not done. */
  private boolean isOpen(BlockContract block) {
    return contract.blocks().stream()
        .filter(other -> state(other).filter(BlockState::isDone).isEmpty())
        .findFirst()
        .filter(block::equals)
        .isPresent();
  }

  private boolean isNew(BlockContract block) {
    String digest = block.block().definitionDigest();
    return state(block).filter(known -> known.block().digest().equals(digest)).isEmpty();
  }

  private Optional<BlockState> state(BlockContract block) {
    return resumption.state().blocks().stream()
        .filter(known -> known.id().equals(block.id()))
        .findFirst();
  }
}
