package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.plan.Block;
import dev.execsession.text.TextSanitizer;
import java.util.stream.Collectors;

/** Prints the blocks of a plan, one per line, from the plan's text alone. */
final class BlockList {
  private BlockList() {}

  /** Prints id and title of each readable block, and the problems of a refused plan. */
  static int print(String word, ExecSession root) {
    PlanLookup lookup = new PlanLookup(root);
    PlanFile file = lookup.find(word);
    Preflight preflight =
        Preflight.examine(
            file,
            lookup.start(file),
            root.surroundings().environment(),
            Preflight.Options.PLAN_ONLY);
    Console console = root.console();
    String lines =
        preflight.parsed().plan().blocks().stream()
            .map(BlockList::line)
            .collect(Collectors.joining("\n"));
    if (!lines.isEmpty()) {
      console.result(lines);
    }
    if (preflight.ok()) {
      return ExitCode.DONE;
    }
    new ProblemPrinter(console).print(preflight.problems());
    return ExitCode.REFUSED;
  }

  private static String line(Block block) {
    String id = TextSanitizer.oneLine(block.id().value());
    return block.title().isEmpty() ? id : id + "  " + TextSanitizer.oneLine(block.title());
  }
}
