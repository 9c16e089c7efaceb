package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.BlockLike;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.Part;
import dev.execsession.plan.Prose;
import java.util.regex.Pattern;

/** Reads task lists of OpenSpec; the proposal says why, and its paths are only candidates. */
final class OpenSpecReader {
  private static final String PROPOSAL = "proposal.md";
  private static final Pattern NUMBER = Pattern.compile("^\\d+(?:\\.\\d+)+[a-z]?\\s+");

  private final SourceReader reader;
  private final Neighbors neighbors;

  OpenSpecReader(SourceReader reader, Neighbors neighbors) {
    this.reader = reader;
    this.neighbors = neighbors;
  }

  void read() {
    neighbors.file(PROPOSAL).ifPresent(this::readProposal);
    for (Part part : reader.source.root().readable()) {
      if (part.body().stream().anyMatch(OpenSpecReader::hasTasks)) {
        readTasks(part);
      }
    }
  }

  private void addCandidates(Part part) {
    Candidates.addPaths(part.body(), reader.draft, null);
    Candidates.addCommands(part.body(), reader.draft);
  }

  private static boolean hasTasks(Content content) {
    return content instanceof Items items
        && items.items().stream().anyMatch(item -> Checkbox.has(item.prose()));
  }

  private void readTasks(Part part) {
    reader.use(part);
    String id =
        BlockLike.of(part).map(BlockLike::id).orElse("B" + (reader.draft.blocks.size() + 1));
    String heading = part.heading().plain().replaceFirst("^\\d+[.)]\\s+", "");
    String title = heading.isBlank() ? reader.draft.title.text() : heading;
    DraftBlock block = reader.draft.block(id, new Sourced(title, part.line()));
    for (Content content : part.body()) {
      if (content instanceof Items items) {
        items.items().forEach(item -> addTask(item, block));
      }
    }
    addCandidates(part);
  }

  private void addTask(Item item, DraftBlock block) {
    Prose prose = Checkbox.drop(item.prose());
    boolean ticked = Checkbox.isTicked(item.prose());
    reader.draft.ticked += ticked ? 1 : 0;
    String text = NUMBER.matcher(prose.text()).replaceFirst("");
    block.steps.add(new DraftStep(new Sourced(text, item.where().line()), item.more()));
  }

  private void readProposal(Document proposal) {
    for (Part part : proposal.root().readable()) {
      switch (part.key()) {
        case "why" ->
            part.body().stream()
                .filter(Para.class::isInstance)
                .findFirst()
                .ifPresent(first -> why(((Para) first).prose()));
        case "impact" -> Candidates.addPaths(part.contents(), reader.draft, PROPOSAL);
        default -> {}
      }
    }
  }

  private void why(Prose prose) {
    if (reader.draft.objective == null) {
      reader.draft.objective = new Sourced(prose.text(), prose.where().line(), PROPOSAL);
    } else {
      reader.draft.doubt(
          Place.OBJECTIVE, new Sourced(prose.text(), prose.where().line(), PROPOSAL));
    }
  }
}
