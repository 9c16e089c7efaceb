package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.Optional;

/** Warns about missing steps, checks or objective, unless an error is more specific. */
final class CountRule {
  private CountRule() {}

  static void report(
      Reading reading, Plan plan, Sections sections, Part root, boolean hasOtherChecks) {
    Optional<Part> objective = sections.get(Names.OBJECTIVE);
    if (plan.blocks().isEmpty()) {
      return;
    }
    SourceSpan where = plan.blocks().get(0).where();
    PlanCounts counts = PlanCounts.of(plan);
    boolean isAllCommands = plan.blocks().stream().allMatch(block -> !block.run().isEmpty());
    if (counts.steps() == 0
        && !isAllCommands
        && !reading.problems().refuses(ProblemCode.PLAN_BLOCK_INCOMPLETE)) {
      warn(
          reading,
          where,
          "the plan has no steps",
          "write what to do in each block, as in `1. Add the filter`");
    }
    if (counts.checks() == 0
        && !hasOtherChecks
        && !reading.problems().refuses(ProblemCode.PLAN_CHECK)) {
      noChecks(reading, sections, root, where);
    }
    List<Step> steps = plan.blocks().stream().flatMap(block -> block.steps().stream()).toList();
    if (!steps.isEmpty() && steps.stream().allMatch(Step::ticked)) {
      warn(
          reading,
          steps.get(0).where(),
          "all steps of the plan are ticked; its work may already be done",
          "untick the remaining steps; ticked steps are passed to the executor too");
    }
    if (plan.objective() == null && objective.isPresent()) {
      warn(
          reading,
          objective.get().heading().where(),
          "the plan has no objective",
          "write `- **Objective:** …` under `## Objective Lock`");
    }
  }

  private static void noChecks(Reading reading, Sections sections, Part root, SourceSpan where) {
    String write =
        "write the command that proves the work, as in ``- `make test` ``, under `## Validation"
            + " Plan`";
    Optional<Sighting> near = Optional.empty();
    if (sections.found(Names.VALIDATION).isEmpty()) {
      Synonyms synonyms = Synonyms.load();
      List<Sighting> sightings = Sightings.of(reading, synonyms, root);
      near =
          new NearestSection(synonyms, sightings)
              .of(Names.VALIDATION)
              .filter(found -> found.isHeading() && !found.inBlock());
    }
    warn(
        reading,
        near.map(Sighting::where).orElse(where),
        "the plan has no checks",
        near.map(found -> "rename `" + found.name() + "` to `Validation Plan`, if it contains them")
            .orElse(write));
  }

  private static void warn(Reading reading, SourceSpan where, String message, String hint) {
    reading.warning(ProblemCode.PLAN_COUNT_ZERO, where, message, hint);
  }
}
