package dev.execsession.executor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a brief is made of. Texts are the plan's; an empty list leaves its part of the brief out.
 *
 * @param context what the plan's sections say besides, each under its heading
 * @param blockNumber the block's place in the plan, from 1
 * @param notes what the block says besides, each under the name that its author gave it
 * @param checks the commands that will be run afterwards, in full
 * @param manualChecks what a person will look at afterwards
 * @param docs documents that the block has to update
 * @param newDependencies packages that the block may add
 * @param previous what the last attempt failed at; absent on the first
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
    @Nullable Failure previous) {
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

  /** Markdown as its author wrote it; the name may be empty. */
  public record Text(String name, String text) {}

  /** The team's guidance for a kind of work, Markdown. */
  public record Skill(String name, String text) {}

  /** What the executor has to attest when it touched a policy's paths. */
  public record Policy(String id, String attest) {}

  /**
   * Why the last attempt failed.
   *
   * @param what one sentence or the command of the failed check
   * @param tail the last lines of its output, raw
   */
  public record Failure(String what, String tail) {}
}
