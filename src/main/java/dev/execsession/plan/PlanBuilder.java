package dev.execsession.plan;

import dev.execsession.plan.BranchRule.Branches;
import dev.execsession.plan.CheckReader.Checks;
import dev.execsession.plan.ScopeReader.Entries;
import dev.execsession.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a plan together from the parts of its document. */
final class PlanBuilder {
  private final Reading reading;
  private final PlanRules rules;
  private final String path;
  private final List<Field> front;
  private final Part root;
  private final Contract contract;
  private final FieldReader fieldReader;

  PlanBuilder(
      Reading reading,
      PlanRules rules,
      String path,
      List<Field> front,
      Part root,
      Contract contract) {
    this.reading = reading;
    this.rules = rules;
    this.path = path;
    this.front = front;
    this.root = root;
    this.contract = contract;
    this.fieldReader = new FieldReader(reading.names());
  }

  Plan build() {
    Sections sections = new Sections(reading, root);
    FenceRule.report(reading, root);
    Optional<Part> title = title();
    Optional<Part> snapshot = sections.found(Names.SNAPSHOT);
    List<Field> objective = fields(sections.get(Names.OBJECTIVE));
    List<Field> handoff = fields(sections.get(Names.HANDOFF));
    Branches branches = new BranchRule(reading).read(sections.get(Names.BRANCH), snapshot);
    ScopeSection scope = ScopeSection.read(reading, sections.get(Names.SCOPE));
    Entries include = scope.include();
    Entries exclude = scope.exclude();
    Checks checks =
        sections
            .get(Names.VALIDATION)
            .map(part -> CheckReader.read(reading, part))
            .orElse(Checks.NONE);
    List<Block> blocks = blocks(sections, handoff, include.patterns());
    List<BlockId> order = blocks.stream().map(Block::id).toList();
    List<Field> preamble = preamble(title);
    return new Plan(
        titleText(title),
        path,
        reading.text().text(),
        new ApprovalRule(rules, reading).judge(preamble, title.map(Part::line).orElse(1)),
        text(objective, "objective").orElse(text(preamble, "objective").orElse(null)),
        texts(objective, "in scope"),
        texts(objective, "out of scope"),
        texts(objective, "success criteria"),
        branches.execution(),
        branches.where(),
        branches.planning(),
        branches.base(),
        mode(handoff),
        include.patterns(),
        exclude.patterns(),
        exclude.words(),
        checks.checks(),
        checks.manual(),
        texts(handoff, "stop conditions"),
        field(handoff, "block grouping")
            .map(field -> GroupReader.read(reading, field, order))
            .orElse(List.of()),
        blocks,
        contract.sections());
  }

  /** Gives the part whose heading is the plan's title: the first one, unless it is a section. */
  private Optional<Part> title() {
    return root.parts().stream()
        .findFirst()
        .filter(first -> !reading.names().isSection(first.key()) && !first.opaque());
  }

  private String titleText(Optional<Part> title) {
    return title
        .map(part -> part.heading().plain())
        .filter(text -> !text.isBlank())
        .or(() -> text(front, "title"))
        .orElse(Plan.fileName(path));
  }

  /** Gives the fields that speak for the whole plan: front matter, preamble, a Status section. */
  private List<Field> preamble(Optional<Part> title) {
    List<Field> fields = new ArrayList<>(front);
    fields.addAll(fieldReader.of(root.body()));
    title.ifPresent(
        part -> {
          fields.addAll(fieldReader.of(part.body()));
          part.parts().stream()
              .findFirst()
              .or(() -> root.parts().stream().skip(1).findFirst())
              .filter(first -> first.key().equals("status"))
              .ifPresent(first -> fields.add(fieldReader.ofHeading(first)));
        });
    return fields;
  }

  private List<Block> blocks(Sections sections, List<Field> handoff, List<ScopeEntry> include) {
    Optional<Part> section = sections.get(Names.BLOCKS);
    if (section.isEmpty()) {
      return List.of();
    }
    List<BlockDraft> drafts = BlockFinder.find(reading, section.get());
    if (drafts.isEmpty()) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_NO_BLOCK,
              section.get().heading().where(),
              "section `" + section.get().heading().plain() + "` holds no block",
              "open one with a heading `### Block B01: Title` or a line `- **Block ID:** `B01``");
    }
    return new BlockReader(reading, contract, include).read(drafts, field(handoff, "steps"));
  }

  private Mode mode(List<Field> handoff) {
    List<Field> fields = new ArrayList<>();
    field(front, "mode").ifPresent(fields::add);
    handoff.stream().filter(field -> field.key().equals("execution mode")).forEach(fields::add);
    return ModeRule.read(reading, fields);
  }

  private List<Field> fields(Optional<Part> part) {
    return part.map(fieldReader::of).orElse(List.of());
  }

  private static Optional<Field> field(List<Field> fields, String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  private static Optional<String> text(List<Field> fields, String key) {
    return field(fields, key).map(PlanBuilder::textOf);
  }

  private static @Nullable String textOf(Field field) {
    return field.text();
  }

  private static List<String> texts(List<Field> fields, String key) {
    return field(fields, key).map(Field::texts).orElse(List.of());
  }
}
