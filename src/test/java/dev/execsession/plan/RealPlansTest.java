package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The existing plans described in section 11 of the plan format. */
class RealPlansTest {
  private static final String S06X = Plans.resource("nutriorxata-s06x.md");

  @Test
  void the_completed_plan_is_rejected_only_for_its_status() {
    ParsedPlan parsed = Plans.parse(S06X);

    assertThat(Plans.print(parsed.problems()))
        .isEqualTo(
            """
            plan.md:3:13: error[PLAN-010]: the plan is finished: status `Completed`
              **Status:** Completed
                          ^^^^^^^^^
            hint: start a new plan for further work

            """);
  }

  @Test
  void the_completed_plan_is_ready_once_its_status_is_approved() {
    ParsedPlan parsed = Plans.parse(S06X.replace("**Status:** Completed", "**Status:** Approved"));

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.plan().status().approved()).isTrue();
  }

  @Test
  void branch_mode_and_block_of_the_completed_plan_are_read() {
    Plan plan = Plans.parse(S06X).plan();

    assertThat(plan.branch()).isEqualTo("sprint/05-food-library");
    assertThat(plan.planningBranch()).isEqualTo("sprint/05-food-library");
    assertThat(plan.baseBranch()).isEqualTo("main");
    assertThat(plan.mode()).isEqualTo(Mode.AUTONOMOUS);
    assertThat(plan.inScope()).hasSize(5);
    assertThat(plan.outOfScope()).hasSize(4);
    assertThat(plan.successCriteria()).hasSize(5);
    assertThat(plan.groups()).isEmpty();
    assertThat(plan.stopConditions())
        .containsExactly(
            "Scope drift into full client auth/domain model.",
            "Required file outside include list.",
            "Need for non-additive/destructive migration.");
    assertThat(plan.blocks()).hasSize(1);
    Block block = plan.blocks().get(0);
    assertThat(block.id()).isEqualTo(new BlockId("B06X-01"));
    assertThat(block.goal())
        .isEqualTo(
            "Complete worker assignment ergonomics and add minimum client read-only consumption"
                + " for assigned plans.");
    assertThat(block.steps()).hasSize(6);
    assertThat(block.steps().get(5).text())
        .isEqualTo("Update canonical docs with shipped behavior.");
    assertThat(block.acceptanceCriteria()).hasSize(5);
    assertThat(block.dependencies()).hasSize(3);
    assertThat(block.risks()).hasSize(3);
  }

  @Test
  void scope_notes_and_guards_of_the_completed_plan_are_read() {
    Plan plan = Plans.parse(S06X).plan();

    assertThat(plan.include()).hasSize(11);
    assertThat(plan.include().stream().filter(entry -> entry.note() != null))
        .extracting(ScopeEntry::pattern, ScopeEntry::note)
        .containsExactly(
            tuple("apps/api/app/modules/food/**", "only if suggestion tags/grouping are added"),
            tuple("apps/api/alembic/versions/**", "only for additive migration"),
            tuple("apps/web/src/app/routes.tsx", "for client read-only route"));
    assertThat(plan.exclude())
        .extracting(ScopeEntry::pattern, ScopeEntry::note)
        .containsExactly(
            tuple("infra/**", "unless explicitly approved"),
            tuple("skills/**", "outside this planning doc update"));
    assertThat(plan.guards())
        .extracting(HumanGuard::text)
        .containsExactly(
            "unrelated docs outside planning/client scope",
            "auth architecture beyond minimum route wiring for read-only client view");
  }

  @Test
  void the_completed_plan_has_only_manual_checks() {
    Plan plan = Plans.parse(S06X).plan();

    assertThat(plan.checks()).isEmpty();
    assertThat(plan.manualChecks())
        .extracting(ManualCheck::text)
        .containsExactly(
            "Meal-type mapping helper and bulk assignment transformation helpers.",
            "API: planning + food tests include suggestion/filter paths and isolation checks.",
            "Web: build succeeds and worker/client routes render.",
            "Worker creates and edits a week template from planner UI.",
            "Worker applies one dish to entire week and verifies saved instance.",
            "Worker verifies suggestion list relevance per slot type.",
            "Client opens weekly page and inspects assigned dish details.",
            "Read-only mutation blocking.",
            "Tenant isolation for template, instance, and suggestion queries.",
            "Snapshot invariants between template and instance.");
  }

  @Test
  void the_template_is_rejected_for_everything_not_filled_in() {
    ParsedPlan parsed = Plans.parse(Plans.resource("nutriorxata-template.md"));

    assertThat(parsed.problems().stream().map(p -> p.code().id() + " " + p.message()))
        .containsExactly(
            "PLAN-010 the plan is a draft: status `Draft`",
            "PLAN-009 section `Objective Lock` is empty: it contains only blanks and placeholders",
            "PLAN-009 section `Recent Changes Snapshot` is empty: it contains only blanks and"
                + " placeholders",
            "PLAN-009 section `Current Behavior Summary` is empty: it contains only blanks and"
                + " placeholders",
            "PLAN-016 the block id is a placeholder: `BXX`",
            "PLAN-011 the execution branch is a placeholder: `<must match planning branch>`",
            "PLAN-021 exclude `<unrelated modules>` is a placeholder",
            "PLAN-021 exclude `<sensitive paths>` is a placeholder",
            "PLAN-018 the steps of the only block are placeholders");
    assertThat(parsed.problems()).allMatch(Problem::isError);
    assertThat(parsed.problems()).noneMatch(p -> p.code() == ProblemCode.PLAN_SECTION_MISSING);
    Plan plan = parsed.plan();
    assertThat(plan.mode()).isEqualTo(Mode.UNSET);
    assertThat(plan.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("apps/api/**", "apps/web/**", "docs/**");
    assertThat(plan.exclude()).extracting(ScopeEntry::pattern).containsExactly("infra/**");
    assertThat(plan.guards()).isEmpty();
    assertThat(plan.groups()).isEmpty();
    assertThat(plan.checks()).isEmpty();
    assertThat(plan.manualChecks()).isEmpty();
    assertThat(plan.stopConditions()).hasSize(3);
  }

  @Test
  void the_example_is_read_field_by_field() {
    ParsedPlan parsed = Plans.parse(Plans.resource("example-plan.md"), PlanRules.defaults(false));
    Plan plan = parsed.plan();

    assertThat(parsed.problems()).isEmpty();
    assertThat(plan.title()).isEqualTo("Rate limits for the public API");
    assertThat(plan.status().normalised()).isEqualTo("approved on 2026-11-20");
    assertThat(plan.objective())
        .isEqualTo(
            "Anonymous callers of the public API get at most 60 requests a minute, everyone else"
                + " is unaffected.");
    assertThat(plan.inScope())
        .containsExactly(
            "token bucket, HTTP 429 with `Retry-After`, configuration, documentation.");
    assertThat(plan.successCriteria()).hasSize(2);
    assertThat(plan.branch()).isEqualTo("feature/rate-limit");
    assertThat(plan.baseBranch()).isEqualTo("main");
    assertThat(plan.mode()).isEqualTo(Mode.STEPWISE);
    assertThat(plan.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly(
            "api/src/**", "api/src/main/resources/application.yml", "docs/operations/limits.md");
    assertThat(plan.include().get(1).note()).isEqualTo("only the `limits` key");
    assertThat(plan.include().get(0).where().line()).isEqualTo(70);
    assertThat(plan.exclude())
        .extracting(ScopeEntry::pattern)
        .containsExactly("api/src/main/java/billing/**", "infra/**");
    assertThat(plan.guards())
        .extracting(HumanGuard::text)
        .containsExactly("anything the mobile team owns");
    assertThat(plan.groups()).containsExactly(List.of(new BlockId("B02"), new BlockId("B03")));
    assertThat(plan.stopConditions()).hasSize(2);
    assertThat(plan.manualChecks())
        .extracting(ManualCheck::text)
        .containsExactly("Regression: signed-in callers are unaffected under load.");
    assertThat(plan.contractSections())
        .extracting(ContractSection::heading)
        .containsExactly(
            "Rate limits for the public API",
            "1. Objective Lock",
            "2. Recent Changes Snapshot",
            "3. Current Behavior Summary",
            "4. Proposed Next Blocks",
            "5. Validation Plan",
            "6. Branch Continuity (Mandatory)",
            "7. File Scope Contract (Mandatory)",
            "8. Executor Handoff",
            "9. Open Questions");
  }

  @Test
  void checks_of_the_example_are_read_with_limit_folder_and_time() {
    List<Check> checks = Plans.parse(Plans.resource("example-plan.md")).plan().checks();

    assertThat(checks).hasSize(3);
    assertThat(checks.get(0).command()).isEqualTo("./gradlew :api:test");
    assertThat(checks.get(0).timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(checks.get(0).note()).isNull();
    assertThat(checks.get(1).command()).isEqualTo("npm run build");
    assertThat(checks.get(1).directory()).isEqualTo("web");
    assertThat(checks.get(1).atCompletion()).isFalse();
    assertThat(checks.get(2).command()).isEqualTo("./gradlew check\n./scripts/smoke.sh --quick");
    assertThat(checks.get(2).atCompletion()).isTrue();
  }

  @Test
  void the_three_blocks_of_the_example_are_read() {
    List<Block> blocks = Plans.parse(Plans.resource("example-plan.md")).plan().blocks();

    assertThat(blocks).extracting(b -> b.id().value()).containsExactly("B01", "B02", "B03");
    assertThat(blocks)
        .extracting(Block::title)
        .containsExactly("Token bucket", "Filter and configuration", "Documentation");
    Block first = blocks.get(0);
    assertThat(first.where().line()).isEqualTo(27);
    assertThat(first.skills()).containsExactly("backend");
    assertThat(first.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("api/src/main/java/limits/", "api/src/test/java/limits/");
    assertThat(first.steps())
        .extracting(Step::text)
        .containsExactly(
            "Write `TokenBucket` with `tryTake(now)`.",
            "Cover refill, burst and clock going backwards.");
    assertThat(first.checks()).hasSize(1);
    assertThat(first.checks().get(0).command()).isEqualTo("./gradlew :api:test --tests 'limits.*'");
    assertThat(first.checks().get(0).timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(first.risks()).containsExactly("none known.");
    Block second = blocks.get(1);
    assertThat(second.dependsOn()).containsExactly(new BlockId("B01"));
    assertThat(second.newDependencies()).isEmpty();
    assertThat(second.checks()).isEmpty();
    assertThat(second.manualChecks())
        .extracting(ManualCheck::text)
        .containsExactly("`curl` 61 times against a local server and see one 429.");
    assertThat(blocks.get(2).docs()).containsExactly("docs/operations/limits.md");
    assertThat(blocks.get(2).steps()).isEmpty();
  }
}
