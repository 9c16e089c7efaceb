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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the blocks of a plan. */
final class BlockReader {
  private static final Pattern REMARK = Pattern.compile("\\s+(?:[(（—–-]|because\\b).*$");

  private final Reading reading;
  private final Contract contract;
  private final List<ScopeEntry> planInclude;
  private final List<ScopeEntry> planExclude;
  private final Set<String> earlier = new HashSet<>();

  BlockReader(Reading reading, Contract contract, ScopeSection scope) {
    this.reading = reading;
    this.contract = contract;
    this.planInclude = scope.include().patterns();
    this.planExclude = scope.exclude().patterns();
  }

  /**
   * Returns the blocks with an id.
   *
   * @param handoffSteps the steps of the executor handoff, used for a single block without its own
   */
  List<Block> read(List<BlockDraft> drafts, Optional<Field> handoffSteps) {
    Map<String, BlockDraft> unique = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (BlockDraft draft : drafts) {
      BlockDraft first = draft.id == null ? null : unique.putIfAbsent(draft.id.value(), draft);
      if (first != null) {
        reading.error(
            ProblemCode.PLAN_BLOCK_DUPLICATE,
            draft.where,
            "block `" + draft.id + "` is duplicated",
            "give it another id; the first is on line " + first.where.line());
        continue;
      }
      Optional<Field> shared = drafts.size() == 1 ? handoffSteps : Optional.empty();
      Block block = read(draft, shared, drafts);
      if (block != null) {
        blocks.add(block);
        earlier.add(block.id().value());
      }
    }
    return blocks;
  }

  private @Nullable Block read(
      BlockDraft draft, Optional<Field> handoffSteps, List<BlockDraft> drafts) {
    BlockText text = BlockText.of(draft.pieces);
    BlockFields fields = new BlockFields(text.fields());
    Optional<Field> named = fields.get("steps").filter(field -> !field.isBlank());
    boolean handedOff = named.isEmpty() && handoffSteps.isPresent();
    StepReader.Steps read =
        named
            .or(() -> handoffSteps)
            .map(StepReader::of)
            .orElseGet(() -> StepReader.of(text.stepContents()));
    List<Step> steps =
        StepReader.filled(reading, read.steps(), handedOff ? "the only block" : draft.name());
    List<Note> notes = BlockNotes.of(text, read, named.isPresent() || handedOff);
    reportFields(draft, text);
    BlockNotes.report(reading, draft, text);
    Entries include = include(fields, text);
    Entries exclude = scope(fields, Names.EXCLUDE);
    boolean noChanges = expectsNoChanges(fields);
    reportScope(draft, fields, include, noChanges);
    Checks checks = checks(fields);
    List<ManualCheck> manual = new ArrayList<>(checks.manual());
    fields.get("manual checks").map(CheckReader::readManual).ifPresent(manual::addAll);
    List<String> run = run(draft, fields);
    List<BlockId> dependsOn = dependsOn(draft, fields, drafts);
    Optional<Field> docs = fields.get("docs");
    String docsNone = docs.map(this::docsNone).orElse(null);
    String definition = contract.text(draft.line, draft.endLine);
    if (handedOff) {
      StringBuilder withSteps = new StringBuilder(definition);
      steps.forEach(s -> withSteps.append('\n').append(s.text()).append(s.details()));
      definition = withSteps.toString();
    }
    if (draft.id == null) {
      return null;
    }
    Block block =
        new Block(
            draft.id,
            draft.title,
            fields.text("goal") == null ? text.goal() : fields.text("goal"),
            fields.text("why now"),
            fields.texts(BlockFinder.ACCEPTANCE),
            fields.texts("risks"),
            fields.texts("dependencies"),
            steps,
            include.patterns(),
            exclude.patterns(),
            exclude.words(),
            run,
            checks.checks(),
            manual,
            fields.names("skill"),
            fields.get("executor").map(Field::firstToken).orElse(null),
            dependsOn,
            docs.isPresent() && docsNone == null ? Values.names(docs.get()) : List.of(),
            docsNone,
            fields.names("new dependencies"),
            noChanges,
            notes,
            definition,
            draft.where);
    reportSilence(draft, block, read.steps());
    return block;
  }

  /** Reports a block without any instructions. */
  private void reportSilence(BlockDraft draft, Block block, List<Step> written) {
    boolean hasInstructions =
        block.goal() != null
            || !written.isEmpty()
            || !block.notes().isEmpty()
            || !block.acceptanceCriteria().isEmpty()
            || !block.run().isEmpty()
            || block.expectNoChanges();
    if (!hasInstructions) {
      reading.error(
          ProblemCode.PLAN_BLOCK_INCOMPLETE,
          draft.where,
          draft.name() + " does not say what to do: it has no goal, no steps and no text",
          "write `- **Goal:** …` with the result of the block");
    }
  }

  private Entries include(BlockFields fields, BlockText text) {
    if (fields.get(Names.INCLUDE).isPresent() || text.files().isEmpty()) {
      return scope(fields, Names.INCLUDE);
    }
    Entries files =
        ScopeReader.readFiles(reading, text.files().stream().map(BlockNotes::field).toList());
    if (files.patterns().isEmpty() && !files.broken()) {
      reading.warning(
          ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
          BlockNotes.field(text.files().get(0)).nameWhere(),
          "these files name no path to change, so the whole scope of the plan is open",
          "write paths in backticks, as in `- Modify: `src/A.java``, or an `Include`");
    }
    return files;
  }

  /** Returns the checks, including commands among the acceptance criteria. */
  private Checks checks(BlockFields fields) {
    List<Check> checks = new ArrayList<>();
    List<ManualCheck> manual = new ArrayList<>();
    for (Field field : fields.all()) {
      if (field.key().equals("checks")) {
        Checks own = CheckReader.read(reading, field);
        checks.addAll(own.checks());
        manual.addAll(own.manual());
      } else if (BlockFinder.ACCEPTANCE.contains(field.key())) {
        checks.addAll(CheckReader.commands(reading, field));
      }
    }
    return new Checks(checks, manual);
  }

  private Entries scope(BlockFields fields, String list) {
    return fields
        .get(list)
        .filter(field -> !field.isBlank())
        .map(field -> ScopeReader.read(reading, field, list.equals(Names.INCLUDE)))
        .orElse(new Entries(List.of(), List.of(), false));
  }

  private void reportScope(
      BlockDraft draft, BlockFields fields, Entries include, boolean noChanges) {
    Optional<Field> field = fields.get(Names.INCLUDE);
    if (field.isPresent() && include.patterns().isEmpty() && !include.broken() && !noChanges) {
      reading.error(
          ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
          field.get().where(),
          draft.name() + " has an include that grants nothing",
          "name paths in backticks, or delete the field to use the plan's scope");
    }
    if (planInclude.isEmpty()) {
      return;
    }
    ScopeSection.reportExcluded(reading, include.patterns(), planExclude);
    for (ScopeEntry entry : include.patterns()) {
      boolean inside =
          planInclude.stream()
              .anyMatch(wide -> PatternInside.isInside(entry.pattern(), wide.pattern()));
      if (!inside) {
        String pattern = "`" + entry.pattern() + "`";
        reading.error(
            ProblemCode.PLAN_BLOCK_WIDENS_SCOPE,
            entry.where(),
            draft.name() + " may not widen the plan's scope: " + pattern,
            "add " + pattern + " to File Scope Contract → Include, or remove it here");
      }
    }
  }

  private boolean expectsNoChanges(BlockFields fields) {
    Optional<Field> field = fields.get("expect");
    if (field.isEmpty() || field.get().isUnset()) {
      return false;
    }
    String value = SectionKey.fold(SectionKey.tidy(field.get().value().plain()));
    if (!value.replaceFirst("\\.$", "").equals("no changes")) {
      error(
          field.get().where(),
          "`Expect` must be `no changes`, not `" + field.get().value().text() + "`",
          "write `- **Expect:** no changes`, or delete the line");
      return false;
    }
    return true;
  }

  private List<String> run(BlockDraft draft, BlockFields fields) {
    Optional<Field> field = fields.get("run");
    if (field.isEmpty() || field.get().isUnset()) {
      return List.of();
    }
    Optional<String> sentence = Values.sentence(field.get());
    if (sentence.isPresent()) {
      error(
          field.get().where(),
          "`Run` of " + draft.name() + " is a sentence, not a command: " + sentence.get(),
          "write only commands in backticks, separated by commas or one per item");
      return List.of();
    }
    List<String> scripts = Values.scripts(field.get());
    if (scripts.isEmpty()) {
      error(
          field.get().where(),
          "`Run` of " + draft.name() + " has no command",
          "write the command in backticks, or in a fence tagged `bash`");
    }
    for (String script : scripts) {
      Placeholder.inCommand(script)
          .ifPresent(
              placeholder ->
                  error(
                      field.get().where(),
                      "`Run` contains a placeholder: `" + placeholder + "`",
                      "write the command in full"));
    }
    return scripts;
  }

  private List<BlockId> dependsOn(BlockDraft draft, BlockFields fields, List<BlockDraft> drafts) {
    List<BlockId> ids = new ArrayList<>();
    Field field = fields.get("depends on").orElse(null);
    if (field == null) {
      return ids;
    }
    for (String written : Values.names(field)) {
      String name = REMARK.matcher(written).replaceFirst("");
      boolean known =
          drafts.stream().anyMatch(other -> other.id != null && other.id.value().equals(name));
      if (earlier.contains(name)) {
        ids.add(new BlockId(name));
      } else {
        String why =
            !known
                ? "no such block"
                : draft.id != null && draft.id.value().equals(name)
                    ? "that is this block"
                    : "that block comes later";
        reading.error(
            ProblemCode.PLAN_DEPENDS_ON,
            field.where(),
            draft.name() + " cannot depend on `" + name + "`: " + why,
            earlier.isEmpty()
                ? "delete the line: no block comes before this one"
                : "name earlier blocks: `"
                    + String.join("`, `", earlier.stream().sorted().toList())
                    + "`");
      }
    }
    return ids;
  }

  /** Returns the reason why no document changes; absent unless the field says {@code none}. */
  private @Nullable String docsNone(Field field) {
    if (!field.more().isEmpty() || !Values.isNone(field.value())) {
      return null;
    }
    String reason = field.value().plain().replaceFirst("(?i)^(?:none|nothing|n/a|-|—)", "").strip();
    reason = reason.replaceFirst("^(?:[—–:,.-]\\s*)+", "").strip();
    if (reason.isEmpty()) {
      reading.warning(
          ProblemCode.PLAN_FIELD,
          field.where(),
          "`Docs` is `none` without a reason",
          "write `- **Docs:** none — <reason>` with the reason");
    }
    return reason;
  }

  private void reportFields(BlockDraft draft, BlockText text) {
    Map<String, Field> seen = new LinkedHashMap<>();
    for (Field field : text.fields()) {
      boolean single = BlockFinder.FIELDS.contains(field.key());
      Field first = single ? seen.putIfAbsent(field.key(), field) : null;
      if (first != null) {
        error(
            field.nameWhere(),
            draft.name() + " has `" + field.name() + "` twice",
            "join them; the first is on line " + first.nameWhere().line());
      }
    }
  }

  private void error(SourceSpan where, String message, String hint) {
    reading.error(ProblemCode.PLAN_FIELD, where, message, hint);
  }
}
