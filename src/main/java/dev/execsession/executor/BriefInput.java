package dev.execsession.executor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a brief. Text is the plan's; sections with an empty list are left out.
 *
 * @param context other sections of the plan, by heading
 * @param blockNumber the block's 1-based position in the plan
 * @param notes other fields of the block, by name
 * @param checks the complete commands that will run afterwards
 * @param manualChecks checks by a person afterwards
 * @param docs documents that the block must update
 * @param newDependencies packages that the block may add
 * @param previous the last failed attempt; absent on the first
 * @param resultFile where the executor may write its result; absent for a person
 */
public record BriefInput(
    String planTitle,
    String planPath,
    String objective,
    List<Text> context,
    String blockId,
    String blockTitle,
    int blockNumber,
    int blockCount,
    @Nullable String goal,
    @Nullable String whyNow,
    List<String> steps,
    List<String> acceptance,
    List<String> dependencies,
    List<String> risks,
    List<Text> notes,
    List<String> include,
    List<String> exclude,
    List<String> guards,
    List<String> checks,
    List<String> manualChecks,
    List<Skill> skills,
    List<Policy> policies,
    List<String> stopConditions,
    List<String> docs,
    List<String> newDependencies,
    boolean expectNoChanges,
    @Nullable Failure previous,
    @Nullable String resultFile) {
  public BriefInput {
    context = List.copyOf(context);
    steps = List.copyOf(steps);
    acceptance = List.copyOf(acceptance);
    dependencies = List.copyOf(dependencies);
    risks = List.copyOf(risks);
    notes = List.copyOf(notes);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    guards = List.copyOf(guards);
    checks = List.copyOf(checks);
    manualChecks = List.copyOf(manualChecks);
    skills = List.copyOf(skills);
    policies = List.copyOf(policies);
    stopConditions = List.copyOf(stopConditions);
    docs = List.copyOf(docs);
    newDependencies = List.copyOf(newDependencies);
  }

  /** Unmodified Markdown; the name may be empty. */
  public record Text(String name, String text) {}

  /** The team's guidance for a kind of work, in Markdown. */
  public record Skill(String name, String text) {}

  /** What the executor must attest when it changes a policy's paths. */
  public record Policy(String id, String attest) {}

  /**
   * The failure of the last attempt.
   *
   * @param what a sentence, or the command of the failed check
   * @param tail its last lines of output, unescaped
   */
  public record Failure(String what, String tail) {}
}
