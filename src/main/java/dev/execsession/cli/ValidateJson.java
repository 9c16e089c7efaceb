package dev.execsession.cli;

import dev.execsession.plan.Block;
import dev.execsession.plan.BlockId;
import dev.execsession.plan.Check;
import dev.execsession.plan.HumanGuard;
import dev.execsession.plan.ManualCheck;
import dev.execsession.plan.Mode;
import dev.execsession.plan.Note;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.plan.Step;
import dev.execsession.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON document of {@code validate --json}, version 1; component names are field names. */
record ValidateJson(int version, boolean ok, List<PlanResult> plans) {

  static ValidateJson of(List<PlanResult> plans) {
    return new ValidateJson(1, plans.stream().allMatch(PlanResult::ok), plans);
  }

  /** A plan and its problems; {@code plan} holds whatever could be read. */
  record PlanResult(
      String path,
      boolean ok,
      @Nullable String digest,
      List<JsonEventListener.ProblemJson> problems,
      @Nullable PlanShape plan) {
    /** Returns the result for a plan whose file could not be read. */
    static PlanResult unread(String path, List<Problem> problems) {
      return new PlanResult(path, false, null, JsonEventListener.ProblemJson.of(problems), null);
    }

    static PlanResult of(String path, String digest, List<Problem> problems, Plan plan) {
      return new PlanResult(
          path,
          problems.stream().noneMatch(Problem::isError),
          digest,
          JsonEventListener.ProblemJson.of(problems),
          PlanShape.of(plan));
    }
  }

  record PlanShape(
      String title,
      @Nullable String status,
      @Nullable String branch,
      @Nullable String baseBranch,
      String mode,
      @Nullable String objective,
      List<Entry> include,
      List<Entry> exclude,
      List<Guard> guards,
      List<CheckShape> checks,
      List<String> manualChecks,
      List<String> stopConditions,
      List<List<String>> groups,
      List<BlockShape> blocks) {
    static PlanShape of(Plan plan) {
      return new PlanShape(
          plan.title(),
          plan.status().normalised().isEmpty() ? null : plan.status().normalised(),
          plan.branch(),
          plan.baseBranch(),
          plan.mode() == Mode.AUTONOMOUS ? "autonomous" : "stepwise",
          plan.objective(),
          Entry.of(plan.include()),
          Entry.of(plan.exclude()),
          plan.guards().stream().map(Guard::of).toList(),
          CheckShape.of(plan.checks()),
          plan.manualChecks().stream().map(ManualCheck::text).toList(),
          plan.stopConditions(),
          plan.groups().stream().map(g -> g.stream().map(BlockId::value).toList()).toList(),
          plan.blocks().stream().map(BlockShape::of).toList());
    }
  }

  record Entry(String pattern, @Nullable String note, int line) {
    static List<Entry> of(List<ScopeEntry> entries) {
      return entries.stream()
          .map(entry -> new Entry(entry.pattern(), entry.note(), entry.where().line()))
          .toList();
    }
  }

  record Guard(String text, int line) {
    static Guard of(HumanGuard guard) {
      return new Guard(guard.text(), guard.where().line());
    }
  }

  record Text(String name, String text, int line) {
    static Text of(Note note) {
      return new Text(note.name(), note.text(), note.where().line());
    }
  }

  record CheckShape(
      String command,
      @Nullable String cwd,
      @Nullable Long timeoutSeconds,
      int expectExit,
      String at,
      @Nullable String shell,
      boolean pipefail,
      boolean mustFailBefore) {
    static List<CheckShape> of(List<Check> checks) {
      return checks.stream()
          .map(
              check ->
                  new CheckShape(
                      check.command(),
                      check.directory(),
                      check.timeout() == null ? null : check.timeout().toSeconds(),
                      check.expectExit(),
                      check.atCompletion() ? "completion" : "block",
                      check.shell(),
                      check.pipefail(),
                      check.mustFailBefore()))
          .toList();
    }
  }

  record BlockShape(
      String id,
      String title,
      @Nullable String goal,
      int line,
      List<String> steps,
      List<Entry> include,
      List<Entry> exclude,
      List<CheckShape> checks,
      List<String> manualChecks,
      List<String> skills,
      @Nullable String executor,
      List<String> dependsOn,
      List<String> docs,
      List<String> newDependencies,
      List<String> run,
      boolean expectNoChanges,
      List<String> acceptanceCriteria,
      List<String> risks,
      List<String> dependencies,
      List<Text> notes) {
    static BlockShape of(Block block) {
      return new BlockShape(
          block.id().value(),
          block.title(),
          block.goal(),
          block.where().line(),
          block.steps().stream().map(Step::text).toList(),
          Entry.of(block.include()),
          Entry.of(block.exclude()),
          CheckShape.of(block.checks()),
          block.manualChecks().stream().map(ManualCheck::text).toList(),
          block.skills(),
          block.executor(),
          block.dependsOn().stream().map(BlockId::value).toList(),
          block.docs(),
          block.newDependencies(),
          block.run(),
          block.expectNoChanges(),
          block.acceptanceCriteria(),
          block.risks(),
          block.dependencies(),
          block.notes().stream().map(Text::of).toList());
    }
  }
}
