package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.Field;
import dev.execsession.plan.Part;
import dev.execsession.plan.Placeholder;
import dev.execsession.plan.Prose;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads task lists of spec-kit: a block for each phase, with the spec for the objective. */
final class SpecKitReader {
  private static final Pattern TASK =
      Pattern.compile("^(?<id>T\\d{3,})\\s+(?:\\[[^\\]]*\\]\\s*)*(?<text>.*)$", Pattern.DOTALL);
  private static final Pattern PHASE = Pattern.compile("(?i)\\bphase\\s+(\\d+)");
  private static final Pattern FOLDER = Pattern.compile("(?:^|/)(\\d{3}-[a-z0-9-]+)/[^/]+$");

  private final SourceReader reader;
  private final Neighbors neighbors;

  SpecKitReader(SourceReader reader, Neighbors neighbors) {
    this.reader = reader;
    this.neighbors = neighbors;
  }

  void read() {
    neighbors.file("spec.md").ifPresent(this::readSpec);
    for (Part part : reader.blockParts()) {
      DraftBlock block = reader.block(part);
      for (Content content : part.contents()) {
        if (content instanceof Items items) {
          items.items().forEach(item -> addTask(item, block));
        } else if (content instanceof Para para) {
          Passages.linesOf(para.prose()).forEach(line -> addField(line, block));
        }
      }
      Candidates.addCommands(part.contents(), reader.draft);
      block.include.forEach(reader.draft::grant);
    }
    Matcher folder = FOLDER.matcher("/" + reader.source.path());
    if (folder.find() && reader.draft.branch == null) {
      reader.draft.doubt(
          Place.BRANCH, new Sourced("candidate from the folder's name: " + folder.group(1), 0));
    }
  }

  private void readSpec(Document spec) {
    for (Part part : spec.root().readable()) {
      for (Field field : spec.fields().of(part.body())) {
        Sourced value = new Sourced(field.value().text(), field.nameWhere().line(), "spec.md");
        if (field.key().equals("feature branch") && field.value().codes().size() == 1) {
          String branch = field.value().codes().get(0).text();
          if (!Placeholder.isUnset(branch)) {
            reader.draft.branch = new Sourced(branch, value.line(), "spec.md");
          }
        } else if (field.key().equals("input") && reader.draft.objective == null) {
          String text =
              value.text().replaceFirst("(?i)^user description:\\s*", "").replace("\"", "");
          if (!Placeholder.isUnset(text)) {
            reader.draft.objective = new Sourced(text, value.line(), "spec.md");
          }
        }
      }
    }
  }

  private void addTask(Item item, DraftBlock block) {
    Prose prose = Checkbox.drop(item.prose());
    Matcher task = TASK.matcher(prose.text());
    int line = item.where().line();
    if (!task.matches()) {
      block.doubt(line, "no task: " + prose.text());
      return;
    }
    boolean ticked = Checkbox.isTicked(item.prose());
    reader.draft.ticked += ticked ? 1 : 0;
    String text = task.group("id") + " " + task.group("text");
    block.steps.add(new DraftStep(new Sourced(text, line), item.more()));
    for (Mentions.Path path : Mentions.of(task.group("text"))) {
      Paths.Converted converted = Paths.ofFile(path.path());
      if (path.isTarget() && converted.reason() == null) {
        converted.patterns().forEach(pattern -> block.grant(new Grant(pattern, null, line)));
      } else {
        block.doubt(line, "candidate for Include: " + path.path());
      }
    }
  }

  private void addField(Prose line, DraftBlock block) {
    Optional<Field> field = reader.source.fields().split(line);
    if (field.isEmpty()) {
      return;
    }
    Sourced value = new Sourced(field.get().value().text(), field.get().nameWhere().line());
    switch (field.get().key()) {
      case "goal", "purpose" -> block.setGoal(value);
      case "independent test", "checkpoint" ->
          block.acceptance.add(SourceReader.criterion(field.get().value()));
      case "depends on" -> addDependencies(value, block);
      default -> block.doubt(value.line(), "not carried over: " + line.text());
    }
  }

  private void addDependencies(Sourced value, DraftBlock block) {
    Matcher phase = PHASE.matcher(value.text());
    List<DraftBlock> known = reader.draft.blocks;
    while (phase.find()) {
      String id = "P" + phase.group(1);
      boolean earlier = known.stream().anyMatch(b -> b.id.equals(id) && !b.id.equals(block.id));
      if (earlier) {
        block.dependsOn.add(new Sourced(id, value.line()));
      } else {
        block.doubt(value.line(), "depends on a phase that is not before it: " + value.text());
      }
    }
  }
}
