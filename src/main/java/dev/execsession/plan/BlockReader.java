package dev.execsession.plan;

import dev.execsession.plan.CheckReader.Checks;
import dev.execsession.plan.ScopeReader.Entries;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a plan, each with its fields. */
final class BlockReader {
  private final Reading reading;
  private final Contract contract;
  private final List<ScopeEntry> planInclude;
  private final Set<String> earlier = new HashSet<>();

  BlockReader(Reading reading, Contract contract, List<ScopeEntry> planInclude) {
    this.reading = reading;
    this.contract = contract;
    this.planInclude = planInclude;
  }

  /**
   * Gives the blocks that have an id.
   *
   * @param handoffSteps the steps in the executor's handoff: those of the only block, unless it has
   *     its own
   */
  List<Block> read(List<BlockDraft> drafts, Optional<Field> handoffSteps) {
    Map<String, BlockDraft> unique = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (BlockDraft draft : drafts) {
      boolean alone = drafts.size() == 1 && draft.field("steps").isEmpty();
      BlockDraft first = draft.id == null ? null : unique.putIfAbsent(draft.id.value(), draft);
      if (first != null) {
        reading
            .problems()
            .error(
                ProblemCode.PLAN_BLOCK_DUPLICATE,
                draft.where,
                "block `" + draft.id + "` stands twice",
                "give it another id; the first is on line " + first.where.line());
        continue;
      }
      Block block = read(draft, alone ? handoffSteps : Optional.empty(), drafts);
      if (block != null) {
        blocks.add(block);
        earlier.add(block.id().value());
      }
    }
    return blocks;
  }

  private @Nullable Block read(
      BlockDraft draft, Optional<Field> handoffSteps, List<BlockDraft> drafts) {
    reportFields(draft);
    Optional<Field> stepsField = draft.field("steps").or(() -> handoffSteps);
    List<Step> steps =
        stepsField
            .map(
                field ->
                    StepReader.read(
                        reading, field, handoffSteps.isPresent() ? "the only block" : draft.name()))
            .orElse(List.of());
    Entries include = scope(draft, Names.INCLUDE);
    Entries exclude = scope(draft, Names.EXCLUDE);
    boolean noChanges = expectsNoChanges(draft);
    reportScope(draft, include, noChanges);
    Checks checks =
        draft.field("checks").map(f -> CheckReader.read(reading, f)).orElse(Checks.NONE);
    List<ManualCheck> manual = new ArrayList<>(checks.manual());
    draft.field("manual checks").map(CheckReader::readManual).ifPresent(manual::addAll);
    List<String> run = run(draft);
    List<BlockId> dependsOn = dependsOn(draft, drafts);
    Optional<Field> docs = draft.field("docs");
    String docsNone = docs.map(this::docsNone).orElse(null);
    String definition = contract.text(draft.line, draft.endLine);
    if (handoffSteps.isPresent()) {
      StringBuilder withSteps = new StringBuilder(definition);
      steps.forEach(s -> withSteps.append('\n').append(s.text()).append(s.details()));
      definition = withSteps.toString();
    }
    if (draft.id == null) {
      return null;
    }
    return new Block(
        draft.id,
        draft.title,
        text(draft, "goal"),
        text(draft, "why now"),
        texts(draft, "acceptance criteria"),
        texts(draft, "risks"),
        texts(draft, "dependencies"),
        steps,
        include.patterns(),
        exclude.patterns(),
        exclude.words(),
        run,
        checks.checks(),
        manual,
        names(draft, "skill"),
        draft.field("executor").map(Field::firstToken).orElse(null),
        dependsOn,
        docs.isPresent() && docsNone == null ? Values.names(docs.get()) : List.of(),
        docsNone,
        names(draft, "new dependencies"),
        noChanges,
        definition,
        draft.where);
  }

  private static @Nullable String text(BlockDraft draft, String key) {
    return draft
        .field(key)
        .map(field -> field.texts().isEmpty() ? null : String.join(" ", field.texts()))
        .orElse(null);
  }

  private static List<String> texts(BlockDraft draft, String key) {
    return draft.field(key).map(Field::texts).orElse(List.of());
  }

  private static List<String> names(BlockDraft draft, String key) {
    return draft.field(key).map(Values::names).orElse(List.of());
  }

  private Entries scope(BlockDraft draft, String list) {
    return draft
        .field(list)
        .filter(field -> !field.isBlank())
        .map(field -> ScopeReader.read(reading, field, list.equals(Names.INCLUDE)))
        .orElse(new Entries(List.of(), List.of(), false));
  }

  private void reportScope(BlockDraft draft, Entries include, boolean noChanges) {
    Optional<Field> field = draft.field(Names.INCLUDE);
    if (field.isPresent() && include.patterns().isEmpty() && !include.broken() && !noChanges) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
              field.get().where(),
              draft.name() + " has an include that grants nothing",
              "name paths in backticks, or delete the field to use the plan's scope");
    }
    if (planInclude.isEmpty()) {
      return;
    }
    for (ScopeEntry entry : include.patterns()) {
      boolean inside =
          planInclude.stream()
              .anyMatch(wide -> PatternInside.isInside(entry.pattern(), wide.pattern()));
      if (!inside) {
        String pattern = "`" + entry.pattern() + "`";
        reading
            .problems()
            .error(
                ProblemCode.PLAN_BLOCK_WIDENS_SCOPE,
                entry.where(),
                draft.name() + " may not widen the plan's scope: " + pattern,
                "add " + pattern + " to File Scope Contract → Include, or remove it here");
      }
    }
  }

  private boolean expectsNoChanges(BlockDraft draft) {
    Optional<Field> field = draft.field("expect");
    if (field.isEmpty() || field.get().isUnset()) {
      return false;
    }
    String value = SectionKey.fold(SectionKey.tidy(field.get().value().plain()));
    if (!value.replaceFirst("\\.$", "").equals("no changes")) {
      error(
          field.get().where(),
          "`Expect` knows only `no changes`, not `" + field.get().value().text() + "`",
          "write `- **Expect:** no changes`, or delete the line");
      return false;
    }
    return true;
  }

  private List<String> run(BlockDraft draft) {
    Optional<Field> field = draft.field("run");
    if (field.isEmpty() || field.get().isUnset()) {
      return List.of();
    }
    List<String> scripts = Values.scripts(field.get());
    if (scripts.isEmpty()) {
      error(
          field.get().where(),
          "`Run` of " + draft.name() + " holds no command",
          "write the command in backticks, or in a fence tagged `bash`");
    }
    for (String script : scripts) {
      Placeholder.inCommand(script)
          .ifPresent(
              placeholder ->
                  error(
                      field.get().where(),
                      "`Run` holds a placeholder: `" + placeholder + "`",
                      "write the command in full"));
    }
    return scripts;
  }

  private List<BlockId> dependsOn(BlockDraft draft, List<BlockDraft> drafts) {
    List<BlockId> ids = new ArrayList<>();
    Field field = draft.field("depends on").orElse(null);
    if (field == null) {
      return ids;
    }
    for (String name : Values.names(field)) {
      boolean known =
          drafts.stream().anyMatch(other -> other.id != null && other.id.value().equals(name));
      if (earlier.contains(name)) {
        ids.add(new BlockId(name));
      } else {
        String why =
            !known
                ? "no block is called so"
                : draft.id != null && draft.id.value().equals(name)
                    ? "that is the block itself"
                    : "that block comes later";
        reading
            .problems()
            .error(
                ProblemCode.PLAN_DEPENDS_ON,
                field.where(),
                draft.name() + " cannot depend on `" + name + "`: " + why,
                earlier.isEmpty()
                    ? "delete the line: no block stands before this one"
                    : "name earlier blocks: `"
                        + String.join("`, `", earlier.stream().sorted().toList())
                        + "`");
      }
    }
    return ids;
  }

  /** Gives the reason why no document changes; absent unless the field says {@code none}. */
  private @Nullable String docsNone(Field field) {
    if (!field.more().isEmpty() || !Values.isNone(field.value())) {
      return null;
    }
    String reason = field.value().plain().replaceFirst("(?i)^(?:none|nothing|n/a|-|—)", "").strip();
    reason = reason.replaceFirst("^(?:[—–:,.-]\\s*)+", "").strip();
    if (reason.isEmpty()) {
      reading
          .problems()
          .warning(
              ProblemCode.PLAN_FIELD,
              field.where(),
              "`Docs` says `none` and gives no reason",
              "write `- **Docs:** none — <reason>` with the reason");
    }
    return reason;
  }

  private void reportFields(BlockDraft draft) {
    Map<String, Field> seen = new LinkedHashMap<>();
    for (Field field : draft.fields) {
      boolean known = BlockFinder.FIELDS.contains(field.key());
      Field first = known ? seen.putIfAbsent(field.key(), field) : null;
      if (first != null) {
        error(
            field.nameWhere(),
            draft.name() + " has `" + field.name() + "` twice",
            "join them; the first is on line " + first.nameWhere().line());
      }
      if (!known) {
        Recognizer.nearest(field.key(), BlockFinder.FIELDS)
            .ifPresent(
                near ->
                    reading
                        .problems()
                        .warning(
                            ProblemCode.PLAN_FIELD,
                            field.nameWhere(),
                            "`" + field.name() + "` is not a field of a block",
                            "did you mean `" + Recognizer.titleCase(near) + "`?"));
      }
    }
  }

  private void error(SourceSpan where, String message, String hint) {
    reading.problems().error(ProblemCode.PLAN_FIELD, where, message, hint);
  }
}
