package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parsed parts of a plan; ready to run only when its {@link ParsedPlan} is ok. Text is
 * unmodified Markdown with soft wraps joined; everything is in file order.
 *
 * @param path the file as the user would name it
 * @param text the complete file without BOM, with LF line endings
 * @param branch the execution branch; absent when unset or invalid
 * @param include patterns of files that may change; none when empty
 * @param guards excludes in words
 * @param checks the plan's checks, for each block and for completion
 * @param groups approved groups of blocks, each contiguous in plan order
 * @param context other text of the contract's sections, for every brief
 * @param contractSections the contract by section
 */
public record Plan(
    String title,
    String path,
    String text,
    Status status,
    @Nullable String objective,
    List<String> inScope,
    List<String> outOfScope,
    List<String> successCriteria,
    @Nullable String branch,
    @Nullable SourceSpan branchWhere,
    @Nullable String planningBranch,
    @Nullable String baseBranch,
    Mode mode,
    List<ScopeEntry> include,
    List<ScopeEntry> exclude,
    List<HumanGuard> guards,
    List<Check> checks,
    List<ManualCheck> manualChecks,
    List<String> stopConditions,
    List<List<BlockId>> groups,
    List<Block> blocks,
    List<Note> context,
    List<ContractSection> contractSections) {
  public Plan {
    inScope = List.copyOf(inScope);
    outOfScope = List.copyOf(outOfScope);
    successCriteria = List.copyOf(successCriteria);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    guards = List.copyOf(guards);
    checks = List.copyOf(checks);
    manualChecks = List.copyOf(manualChecks);
    stopConditions = List.copyOf(stopConditions);
    groups = groups.stream().map(List::copyOf).toList();
    blocks = List.copyOf(blocks);
    context = List.copyOf(context);
    contractSections = List.copyOf(contractSections);
  }

  /** Returns an empty plan. */
  static Plan unread(String path) {
    return new Plan(
        fileName(path),
        path,
        "",
        new Status("", "", null, false),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        Mode.UNSET,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  public Optional<Block> block(BlockId id) {
    return blocks.stream().filter(block -> block.id().equals(id)).findFirst();
  }

  /** Returns the plan's line at a position; null past the end. */
  public @Nullable String line(SourceSpan where) {
    return text.lines().skip(where.line() - 1L).findFirst().orElse(null);
  }
}
