package dev.execsession.dialect;

import dev.execsession.plan.Content;
import dev.execsession.plan.Part;
import java.util.List;

/**
 * Reads documents whose form promises nothing, such as plan-mode files: headings and lists become
 * blocks and steps, paths and commands only candidates.
 */
final class GeneralReader {
  private final SourceReader reader;

  GeneralReader(SourceReader reader) {
    this.reader = reader;
  }

  void read() {
    for (Part part : reader.blockParts()) {
      DraftBlock block = reader.block(part);
      new StepReader(reader.draft, block).add(StepCollector.of(part.contents()));
    }
    if (reader.draft.blocks.isEmpty()) {
      reader.onlyBlock();
    }
    List<Content> all = reader.source.root().contents();
    Candidates.addPaths(all, reader.draft, null);
    Candidates.addCommands(all, reader.draft);
  }
}
