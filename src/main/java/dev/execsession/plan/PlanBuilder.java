package dev.execsession.plan;

import dev.execsession.plan.BlockFinder.Found;
import dev.execsession.plan.BranchRule.Branches;
import dev.execsession.plan.CheckReader.Checks;
import dev.execsession.plan.ScopeReader.Entries;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a plan from the parts of its document. */
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
    Optional<Part> validation = sections.get(Names.VALIDATION);
    Checks checks =
        validation.isEmpty() ? Checks.NONE : CheckReader.read(reading, validation.get());
    Found found =
        sections.get(Names.BLOCKS).map(p -> BlockFinder.find(reading, p)).orElse(Found.NOTHING);
    List<Block> blocks = blocks(sections, found.drafts(), handoff, scope);
    List<Field> preamble = preamble(title);
    preamble.forEach(this::leaveOutStatus);
    PlanContext context = PlanContext.of(reading, sections, root, found.outside());
    Optional<String> objectiveText =
        text(objective, "objective").or(() -> text(preamble, "objective"));
    Plan plan =
        new Plan(
            titleText(title),
            path,
            reading.text().text(),
            new ApprovalRule(rules, reading)
                .judge(
                    preamble,
                    StatusLike.find(front, root, reading.names()),
                    title.isEmpty() ? 1 : title.get().line()),
            objectiveText.orElse(context.objective()),
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
            groups(handoff, blocks),
            blocks,
            context.notes(),
            contract.sections());
    CountRule.report(reading, plan, sections, root, rules.hasOtherChecks());
    BlankRule.report(reading, root);
    return plan;
  }

  /** Approving, closing or dating a plan does not change what was approved. */
  private void leaveOutStatus(Field field) {
    SourceSpan value = field.where();
    boolean isStatus = SectionKey.fold(SectionKey.tidy(field.name())).equals("status");
    if (isStatus && field.value().lineStarts().size() == 1 && field.more().isEmpty()) {
      String rest = reading.text().line(value.line());
      boolean isAlone =
          rest.substring(Math.min(rest.length(), value.endColumn() - 1))
              .chars()
              .noneMatch(Character::isLetterOrDigit);
      if (isAlone) {
        contract.leaveOut(field.nameWhere().line());
        contract.leaveOut(value.line());
      }
    }
  }

  private List<List<BlockId>> groups(List<Field> handoff, List<Block> blocks) {
    Optional<Field> grouping = field(handoff, "block grouping");
    if (grouping.isEmpty()) {
      return List.of();
    }
    return GroupReader.read(reading, grouping.get(), blocks.stream().map(Block::id).toList());
  }

  /** Returns the part with the plan's title: the first one, unless it is a section. */
  private Optional<Part> title() {
    if (root.parts().isEmpty()) {
      return Optional.empty();
    }
    Part first = root.parts().get(0);
    return reading.names().isSection(first.key()) || first.opaque()
        ? Optional.empty()
        : Optional.of(first);
  }

  private String titleText(Optional<Part> title) {
    String heading = title.isEmpty() ? "" : title.get().heading().plain();
    return heading.isBlank() ? text(front, "title").orElse(Plan.fileName(path)) : heading;
  }

  /** Returns the fields of the whole plan: front matter, preamble, and a Status section. */
  private List<Field> preamble(Optional<Part> title) {
    List<Field> fields = new ArrayList<>(front);
    fields.addAll(fieldReader.of(root.body()));
    if (title.isPresent()) {
      fields.addAll(fieldReader.of(title.get().body()));
      List<Part> below = title.get().parts();
      if (below.isEmpty()) {
        below = root.parts().subList(1, root.parts().size());
      }
      if (!below.isEmpty() && below.get(0).key().equals("status")) {
        fields.add(fieldReader.ofHeading(below.get(0)));
      }
    }
    return fields;
  }

  private List<Block> blocks(
      Sections sections, List<BlockDraft> drafts, List<Field> handoff, ScopeSection scope) {
    Optional<Part> section = sections.get(Names.BLOCKS);
    if (drafts.isEmpty() && section.isPresent()) {
      reading.error(
          ProblemCode.PLAN_NO_BLOCK,
          section.get().heading().where(),
          "section `" + section.get().heading().plain() + "` has no block",
          "start one with a heading `### Block B01: Title` or a line `- **Block ID:** `B01``");
    }
    return new BlockReader(reading, contract, scope).read(drafts, field(handoff, "steps"));
  }

  private Mode mode(List<Field> handoff) {
    List<Field> fields = new ArrayList<>();
    field(front, "mode").ifPresent(fields::add);
    for (Field field : handoff) {
      if (field.key().equals("execution mode")) {
        fields.add(field);
      }
    }
    return ModeRule.read(reading, fields);
  }

  private List<Field> fields(Optional<Part> part) {
    return part.isEmpty() ? List.of() : fieldReader.of(part.get());
  }

  private static Optional<Field> field(List<Field> fields, String key) {
    for (Field field : fields) {
      if (field.key().equals(key)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(List<Field> fields, String key) {
    Optional<Field> field = field(fields, key);
    return field.isEmpty() ? Optional.empty() : Optional.ofNullable(field.get().text());
  }

  private static List<String> texts(List<Field> fields, String key) {
    Optional<Field> field = field(fields, key);
    return field.isEmpty() ? List.of() : field.get().texts();
  }
}
