package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.dialect.Words.Meaning;
import dev.execsession.plan.BlockLike;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.Field;
import dev.execsession.plan.FrontMatter;
import dev.execsession.plan.Part;
import dev.execsession.plan.Placeholder;
import dev.execsession.plan.Programs;
import dev.execsession.plan.Prose;
import dev.execsession.plan.Synonyms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the dialects have in common. */
final class SourceReader {
  final Document source;
  final Draft draft;
  final Words words = new Words(Synonyms.load());
  private final List<Part> blockParts;
  private final Set<Integer> used = new HashSet<>();

  SourceReader(Document source, Draft draft) {
    this.source = source;
    this.draft = draft;
    List<Part> tasks = blockParts(source.root(), false);
    this.blockParts = tasks.isEmpty() ? blockParts(source.root(), true) : tasks;
  }

  /** Returns the headings of blocks: {@code Task 1: X}, {@code Phase 2}. */
  List<Part> blockParts() {
    return blockParts;
  }

  /** Marks a heading as carried over. */
  void use(Part part) {
    used.add(part.line());
  }

  private List<Part> blockParts(Part parent, boolean steps) {
    List<Part> found = new ArrayList<>();
    for (Part part : parent.parts()) {
      if (!part.opaque()) {
        List<Part> inside = blockParts(part, steps);
        boolean like =
            BlockLike.of(part).filter(b -> b.isStep() == steps && isNumber(b)).isPresent();
        if (inside.isEmpty() && like && !isTitle(part)) {
          found.add(part);
        } else {
          found.addAll(inside);
        }
      }
    }
    return found;
  }

  /** Returns whether it has a number, unlike {@code Task N} of an example. */
  private static boolean isNumber(BlockLike block) {
    return block.id().chars().anyMatch(Character::isDigit) || !block.id().endsWith("N");
  }

  private boolean isTitle(Part part) {
    return part.level() == 1 && source.root().parts().indexOf(part) == 0;
  }

  /** Adds the block of a heading. */
  DraftBlock block(Part part) {
    use(part);
    BlockLike like = BlockLike.of(part).orElseThrow();
    String heading = part.heading().text();
    String written =
        heading.startsWith(like.opening())
            ? heading.substring(like.opening().length()).strip()
            : like.title();
    String title = written.isEmpty() ? part.heading().plain() : written;
    return draft.block(like.id(), new Sourced(title, part.line()));
  }

  /** Adds one block for the whole source, with the steps of its lists of work. */
  void onlyBlock() {
    DraftBlock block = draft.block("B01", draft.title);
    for (Part part : source.root().readable()) {
      if (part.level() > 0 && words.of(part.heading().plain()) == Meaning.WORK) {
        use(part);
        new StepReader(draft, block).add(StepCollector.of(part.contents()));
        break;
      }
    }
    goal(block);
  }

  /** Sets the objective as the goal of the only block. */
  void goal(DraftBlock block) {
    if (draft.objective != null) {
      block.setGoal(draft.objective);
    }
  }

  /** Reads objective, current behavior and recent changes by their exact headings. */
  void readSections() {
    for (Part part : source.root().readable()) {
      if (part.level() > 0 && !isBelowBlock(part)) {
        Meaning meaning = words.of(part.heading().plain());
        if (meaning == Meaning.OBJECTIVE) {
          use(part);
          objective(part.contents(), part.line());
        } else if (meaning == Meaning.BEHAVIOR && draft.behavior.isEmpty()) {
          use(part);
          draft.behavior.add(new Draft.Passage(part.contents(), part.line()));
        } else if (meaning == Meaning.SNAPSHOT && draft.snapshot.isEmpty()) {
          use(part);
          draft.snapshot.add(new Draft.Passage(part.contents(), part.line()));
        }
      }
    }
    for (Field field : preamble()) {
      if (words.of(field.name()) == Meaning.OBJECTIVE) {
        objective(field.contents(), field.nameWhere().line());
      }
    }
  }

  /** Returns the fields before the second heading. */
  List<Field> preamble() {
    List<Field> fields = new ArrayList<>(source.fields().of(source.root().body()));
    if (!source.root().parts().isEmpty()) {
      fields.addAll(source.fields().of(source.root().parts().get(0).body()));
    }
    return fields;
  }

  private boolean isBelowBlock(Part part) {
    return blockParts().stream()
        .anyMatch(block -> block.line() <= part.line() && part.line() <= block.endLine());
  }

  /** Takes the objective of the first paragraph or list. */
  void objective(List<Content> contents, int line) {
    if (draft.objective != null) {
      return;
    }
    for (Content content : contents) {
      if (content instanceof Para para && !isLabel(para.prose())) {
        setObjective(text(para.prose()));
        return;
      }
      if (content instanceof Items items) {
        setObjective(joined(items));
        return;
      }
    }
    draft.doubt(Place.OBJECTIVE, line, "candidate for Objective: " + firstText(contents));
  }

  /** Returns the items of a list, or of the list below its only item, as one sentence. */
  private static Sourced joined(Items items) {
    Item first = items.items().get(0);
    if (items.items().size() == 1
        && !first.more().isEmpty()
        && first.more().get(0) instanceof Items inner) {
      return joined(inner);
    }
    List<String> texts = new ArrayList<>();
    for (Item item : items.items()) {
      texts.add(Checkbox.drop(item.prose()).text().replaceFirst("[.;。]$", ""));
    }
    return new Sourced(String.join("; ", texts), first.where().line());
  }

  private void setObjective(Sourced text) {
    if (!Placeholder.isUnset(text.text())) {
      draft.objective = text;
    }
  }

  private static boolean isLabel(Prose prose) {
    String plain = prose.plain();
    return plain.endsWith(":") || plain.endsWith("：");
  }

  private static String firstText(List<Content> contents) {
    return Passages.flat(contents).stream()
        .map(SourceReader::textOf)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("the text here");
  }

  private static Optional<String> textOf(Content content) {
    if (content instanceof Para para) {
      return Optional.of(para.prose().text());
    }
    return content instanceof Items items
        ? Optional.of(Checkbox.drop(items.items().get(0).prose()).text())
        : Optional.empty();
  }

  /** Returns a text with the line it starts on. */
  static Sourced text(Prose prose) {
    return new Sourced(prose.text(), prose.where().line());
  }

  /** Returns what a list of files grants to {@code whose}; what names no path becomes a doubt. */
  List<Grant> grants(List<ScopeEntries.Entry> entries, boolean files, String whose) {
    List<Grant> grants = new ArrayList<>();
    for (ScopeEntries.Entry entry : entries) {
      if (entry.paths().isEmpty()) {
        draft.doubt(Place.SCOPE, entry.line(), "names no path for " + whose + ": " + entry.text());
      }
      for (String path : entry.paths()) {
        Paths.Converted converted = files ? Paths.ofFile(path) : Paths.of(path);
        if (converted.reason() != null) {
          draft.doubt(
              Place.SCOPE, entry.line(), "`" + path + "` " + converted.reason() + ", for " + whose);
        }
        converted
            .patterns()
            .forEach(pattern -> grants.add(new Grant(pattern, entry.note(), entry.line())));
      }
    }
    return grants;
  }

  /** Adds the texts of items and paragraphs. */
  static void addTexts(List<Content> contents, List<Sourced> to) {
    for (Content content : contents) {
      if (content instanceof Items items) {
        for (Item item : items.items()) {
          Prose prose = Checkbox.drop(item.prose());
          if (!prose.isBlank()) {
            to.add(criterion(prose));
          }
          addTexts(item.more(), to);
        }
      } else if (content instanceof Para para
          && !isLabel(para.prose())
          && !para.prose().text().startsWith("|")) {
        to.add(criterion(para.prose()));
      }
    }
  }

  /** Returns a criterion, without code marks when it names a program: it would be a check. */
  static Sourced criterion(Prose prose) {
    boolean code = prose.codes().stream().anyMatch(Programs::isProgram);
    return code ? new Sourced(prose.plain(), prose.where().line()) : text(prose);
  }

  /** Names what was not found, with the nearest heading. */
  void doubtMissing() {
    near(draft.objective == null, "Objective Lock", Place.OBJECTIVE);
    near(draft.snapshot.isEmpty(), "Recent Changes Snapshot", Place.SNAPSHOT);
    near(draft.behavior.isEmpty(), "Current Behavior Summary", Place.BEHAVIOR);
  }

  /** Names the sections that were not carried over. */
  void doubtRest() {
    source.root().parts().forEach(this::doubtUnused);
    if (draft.ticked > 0) {
      draft.doubt(
          Place.HEAD,
          new Sourced("steps ticked in the source: " + draft.ticked + "; delete what is done", 0));
    }
  }

  private void doubtUnused(Part part) {
    boolean record = part.opaque() || words.of(part.heading().plain()) == Meaning.RECORD;
    if (record || used.contains(part.line()) || isStatus(part)) {
      return;
    }
    boolean title = isTitle(part);
    boolean inside = part.readable().stream().anyMatch(p -> used.contains(p.line()));
    if (!title && (!inside || !part.body().isEmpty())) {
      draft.doubt(Place.HEAD, part.line(), "not carried over: " + part.heading().plain());
    }
    if (title || inside) {
      part.parts().forEach(this::doubtUnused);
    }
  }

  private static boolean isStatus(Part part) {
    return part.key().equals("status");
  }

  /** Names the status that the source has, which approves nothing. */
  void doubtStatus() {
    for (FrontMatter.Key key : source.front()) {
      if (key.name().equalsIgnoreCase("status")) {
        status(key.value(), key.where().line());
      }
    }
    for (Field field : preamble()) {
      if (field.key().equals("status")) {
        status(field.value().text(), field.nameWhere().line());
      }
    }
    for (Part part : source.root().readable()) {
      if (isStatus(part)) {
        status(firstText(part.contents()), part.line());
      }
    }
  }

  private void status(String value, int line) {
    draft.doubt(Place.HEAD, line, "status of the source: " + value);
  }

  private void near(boolean missing, String section, Place place) {
    if (missing && draft.doubts(place).isEmpty()) {
      source
          .nearest(section)
          .ifPresent(
              found -> draft.doubt(place, found.line(), "candidate: the text of " + found.name()));
    }
  }
}
