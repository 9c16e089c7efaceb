package dev.execsession.dialect;

import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.Field;
import dev.execsession.plan.Part;
import dev.execsession.plan.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tasks with {@code **Files:**} and steps. */
final class TaskReader {
  private static final Set<String> FILES = Set.of("files", "file", "files to change");

  private final SourceReader reader;

  TaskReader(SourceReader reader) {
    this.reader = reader;
  }

  /** Adds the block of a task, and grants its files to the plan. */
  DraftBlock read(Part part) {
    DraftBlock block = reader.block(part);
    List<Content> contents = withoutFields(part.contents(), block);
    Optional<Document.Lines> broken =
        reader.source.brokenFences().stream()
            .filter(lines -> part.line() <= lines.first() && lines.first() <= part.endLine())
            .findFirst();
    if (broken.isPresent()) {
      block.doubt(
          broken.get().first(),
          "the steps were not read, because this fence contains another one; write them here, or"
              + " give the outer fence four backticks in the source and import it again");
    } else {
      StepCollector.Steps steps = StepCollector.of(contents);
      new StepReader(reader.draft, block).add(steps);
      if (steps.steps().isEmpty() && !contents.isEmpty()) {
        block.doubt(part.line(), "has no steps, but text: see the source");
      }
    }
    if (block.include.isEmpty()) {
      Candidates.addPaths(contents, reader.draft, null);
    }
    block.include.forEach(reader.draft::grant);
    return block;
  }

  /** Returns the contents without files and goal, which go into the block. */
  private List<Content> withoutFields(List<Content> contents, DraftBlock block) {
    List<Content> rest = new ArrayList<>();
    boolean inFiles = false;
    for (Content content : contents) {
      if (content instanceof Items items && inFiles) {
        // A list of steps right after it is the same list in Markdown.
        int steps = StepCollector.firstStep(items);
        Items files = Passages.part(items, 0, steps);
        grant(ScopeEntries.of(List.of(files), reader.source.fields()), block);
        if (steps < items.items().size()) {
          rest.add(Passages.part(items, steps, items.items().size()));
        }
        inFiles = false;
      } else if (content instanceof Para para) {
        inFiles = false;
        for (Prose line : Passages.linesOf(para.prose())) {
          Optional<Field> field = reader.source.fields().split(line);
          String key = field.map(Field::key).orElse("");
          inFiles = FILES.contains(key);
          if (inFiles) {
            field
                .filter(files -> !files.value().isBlank())
                .ifPresent(files -> grantValue(files, block));
          } else if (key.equals("goal")) {
            block.setGoal(SourceReader.text(field.orElseThrow().value()));
          } else {
            rest.add(new Para(line));
          }
        }
      } else {
        inFiles = false;
        rest.add(content);
      }
    }
    return rest;
  }

  private void grantValue(Field files, DraftBlock block) {
    grant(List.of(ScopeEntries.of(files.value(), reader.source.fields())), block);
  }

  private void grant(List<ScopeEntries.Entry> entries, DraftBlock block) {
    reader.grants(entries, true, "Include of " + block.id).forEach(block::grant);
  }
}
