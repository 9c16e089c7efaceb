package dev.execsession.dialect;

import dev.execsession.dialect.Words.Meaning;
import dev.execsession.plan.BlockLike;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.CommandItem;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Part;
import dev.execsession.plan.Programs;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads ExecPlans: milestones or else one block; records of the work are left out. */
final class ExecPlanReader {
  private static final Set<String> WORK = Set.of("concrete steps", "plan of work");
  private static final Pattern PASSES =
      Pattern.compile(
          "(?is)^\\s*(?:must |should |still )*(?:pass(?:es)?|succeeds?|exits? 0|is green)\\b.*");

  private final SourceReader reader;
  private final List<Sourced> acceptance = new ArrayList<>();

  ExecPlanReader(SourceReader reader) {
    this.reader = reader;
  }

  void read() {
    List<Part> milestones =
        reader.blockParts().stream()
            .filter(part -> BlockLike.of(part).filter(b -> !b.isStep()).isPresent())
            .toList();
    for (Part part : milestones) {
      DraftBlock block = reader.block(part);
      new StepReader(reader.draft, block).add(StepCollector.of(part.contents()));
    }
    List<Content> read = new ArrayList<>();
    for (Part part : reader.source.root().readable()) {
      if (reader.words.of(part.heading().plain()) == Meaning.RECORD) {
        continue;
      }
      read.addAll(part.body());
      if (part.key().equals("context and orientation")) {
        reader.use(part);
        reader.draft.behavior.add(new Draft.Passage(part.contents(), part.line()));
      } else if (part.key().equals("validation and acceptance")) {
        reader.use(part);
        Passages.flat(part.contents()).forEach(this::addAcceptance);
      }
    }
    if (milestones.isEmpty()) {
      onlyBlock();
    }
    // What holds at the end belongs to the last block.
    reader.draft.blocks.get(reader.draft.blocks.size() - 1).acceptance.addAll(acceptance);
    Candidates.addPaths(read, reader.draft, null);
    Candidates.addCommands(read, reader.draft);
  }

  private void onlyBlock() {
    DraftBlock block = reader.draft.block("B01", reader.draft.title);
    for (Part part : reader.source.root().readable()) {
      if (WORK.contains(part.key())) {
        reader.use(part);
        if (block.steps.isEmpty() || part.key().equals("concrete steps")) {
          block.steps.clear();
          new StepReader(reader.draft, block).add(StepCollector.of(part.contents()));
        }
      }
    }
    reader.goal(block);
  }

  /** Adds a statement about the result, and as a check a command that it says passes. */
  private void addAcceptance(Content content) {
    List<Prose> texts = new ArrayList<>();
    if (content instanceof Para para) {
      texts.add(para.prose());
    } else if (content instanceof Items items) {
      items.items().stream().map(Item::prose).map(Checkbox::drop).forEach(texts::add);
    }
    for (Prose text : texts) {
      if (!text.isBlank()) {
        acceptance.add(SourceReader.criterion(text));
      }
      for (Prose.CodeSpan code : text.codes()) {
        String after = text.text().substring(code.end());
        if (Programs.isKnown(code.text())
            && PASSES.matcher(after).matches()
            && !CommandItem.isNegative(after)) {
          new CheckLists(reader).add(code.text(), code.where().line());
        }
      }
    }
  }
}
