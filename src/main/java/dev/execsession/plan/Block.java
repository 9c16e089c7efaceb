package dev.execsession.plan;

import dev.execsession.file.ContentId;
import dev.execsession.problem.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of a plan. Text is unmodified Markdown with soft wraps joined; absent lists are empty.
 *
 * @param title the text after the id; empty without one
 * @param include narrows the plan's scope; empty when the block has no include
 * @param run scripts that implement the block: each code span, each shell fence
 * @param docs documents that the block must update
 * @param docsNone the reason why no document needs an update; absent unless declared {@code none}
 * @param expectNoChanges whether the block only verifies
 * @param notes other text for the brief
 * @param definition the block's own text, normalised as {@link ContractSection#text}
 */
public record Block(
    BlockId id,
    String title,
    @Nullable String goal,
    @Nullable String whyNow,
    List<String> acceptanceCriteria,
    List<String> risks,
    List<String> dependencies,
    List<Step> steps,
    List<ScopeEntry> include,
    List<ScopeEntry> exclude,
    List<HumanGuard> guards,
    List<String> run,
    List<Check> checks,
    List<ManualCheck> manualChecks,
    List<String> skills,
    @Nullable String executor,
    List<BlockId> dependsOn,
    List<String> docs,
    @Nullable String docsNone,
    List<String> newDependencies,
    boolean expectNoChanges,
    List<Note> notes,
    String definition,
    SourceSpan where) {
  public Block {
    acceptanceCriteria = List.copyOf(acceptanceCriteria);
    risks = List.copyOf(risks);
    dependencies = List.copyOf(dependencies);
    steps = List.copyOf(steps);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    guards = List.copyOf(guards);
    run = List.copyOf(run);
    checks = List.copyOf(checks);
    manualChecks = List.copyOf(manualChecks);
    skills = List.copyOf(skills);
    dependsOn = List.copyOf(dependsOn);
    docs = List.copyOf(docs);
    newDependencies = List.copyOf(newDependencies);
    notes = List.copyOf(notes);
  }

  /** Returns {@code sha256:<hex>} of {@link #definition}. */
  public String definitionDigest() {
    return ContentId.of(definition.getBytes(StandardCharsets.UTF_8)).digest();
  }
}
