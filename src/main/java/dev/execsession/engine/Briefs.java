package dev.execsession.engine;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.config.PolicyConfig;
import dev.execsession.config.SkillConfig;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.executor.Brief;
import dev.execsession.executor.BriefInput;
import dev.execsession.executor.Reporting;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.plan.Block;
import dev.execsession.plan.Note;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.plan.Step;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.CommandName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the brief of a block: what its executor needs to know, without other blocks. */
record Briefs(Contract contract) {
  /** Why the last attempt failed, with the end of its output. */
  record Failure(String what, String tail) {}

  /** Returns why the block's last attempt failed, if it did. */
  static Optional<Failure> failureOf(BlockState state) {
    for (Fact.Check check : state.checks()) {
      if (!check.passed()) {
        return Optional.of(
            new Failure(
                CommandName.of(check.command()), Objects.requireNonNullElse(check.tail(), "")));
      }
    }
    return state.reasons().isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure(String.join("; ", state.reasons()), ""));
  }

  String render(
      BlockContract resolved,
      Optional<Failure> previous,
      @Nullable Path resultFile,
      Reporting reporting) {
    Plan plan = contract.plan();
    Block block = resolved.block();
    List<String> ids = contract.blocks().stream().map(BlockContract::id).toList();
    List<ScopeEntry> include = block.include().isEmpty() ? plan.include() : block.include();
    return Brief.render(
        new BriefInput(
            plan.title(),
            contract.planPath(),
            Objects.requireNonNullElse(plan.objective(), ""),
            texts(plan.context()),
            resolved.id(),
            block.title(),
            ids.indexOf(resolved.id()) + 1,
            ids.size(),
            block.goal(),
            block.whyNow(),
            block.steps().stream().map(Briefs::step).toList(),
            block.acceptanceCriteria(),
            dependencies(block),
            block.risks(),
            notes(block),
            entries(include.stream()),
            entries(Stream.concat(plan.exclude().stream(), block.exclude().stream())),
            Stream.concat(plan.guards().stream(), block.guards().stream())
                .map(guard -> guard.text())
                .toList(),
            resolved.checks().stream().map(CheckSpec::command).toList(),
            resolved.manualChecks(),
            resolved.skills().stream().map(this::skill).toList(),
            policies(),
            plan.stopConditions(),
            docs(block),
            block.newDependencies(),
            block.expectNoChanges(),
            previous
                .map(failure -> new BriefInput.Failure(failure.what(), failure.tail()))
                .orElse(null),
            resultFile == null ? null : resultFile.toString()),
        reporting);
  }

  /** Returns the block's documents and the team's rule, if any. */
  private List<String> docs(Block block) {
    Config.Docs rule = contract.config().docs();
    List<String> docs = new ArrayList<>(block.docs());
    if (!rule.behaviour().isEmpty() && block.docsNone() == null) {
      docs.add(
          "when "
              + String.join(", ", rule.behaviour())
              + " changes: "
              + String.join(" or ", rule.docs()));
    }
    return docs;
  }

  private static List<String> dependencies(Block block) {
    List<String> all = new ArrayList<>(block.dependencies());
    block.dependsOn().forEach(id -> all.add("block `" + id.value() + "`, which is done"));
    return all;
  }

  private static List<BriefInput.Text> notes(Block block) {
    List<BriefInput.Text> notes = new ArrayList<>(texts(block.notes()));
    if (block.docsNone() != null && !block.docsNone().isEmpty()) {
      notes.add(new BriefInput.Text("No documents to update", block.docsNone()));
    }
    return notes;
  }

  private static List<BriefInput.Text> texts(List<Note> notes) {
    return notes.stream().map(note -> new BriefInput.Text(note.name(), note.text())).toList();
  }

  private static String step(Step step) {
    List<String> lines = new ArrayList<>(List.of(step.text()));
    lines.addAll(step.details());
    return String.join("\n", lines);
  }

  private static List<String> entries(Stream<ScopeEntry> entries) {
    return entries
        .map(entry -> entry.pattern() + (entry.note() == null ? "" : " (" + entry.note() + ")"))
        .toList();
  }

  private List<BriefInput.Policy> policies() {
    List<BriefInput.Policy> wanted = new ArrayList<>();
    for (PolicyConfig policy : contract.config().policies().values()) {
      boolean reachable =
          !policy.when().isEmpty()
              || contract.config().skills().values().stream()
                  .anyMatch(skill -> policy.skills().contains(skill.name()));
      if (policy.enabled() && policy.attest() != null && reachable) {
        wanted.add(new BriefInput.Policy(policy.id(), policy.attest()));
      }
    }
    return wanted;
  }

  private BriefInput.Skill skill(SkillConfig skill) {
    if (skill.brief() == null) {
      return new BriefInput.Skill(skill.name(), "");
    }
    Path file = contract.repository().root().resolve(skill.brief());
    try {
      return new BriefInput.Skill(skill.name(), Files.readString(file));
    } catch (IOException e) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.EXEC_SKILL_UNKNOWN,
          "cannot read the brief of skill `" + skill.name() + "`: `" + skill.brief() + "`",
          "create that file, or fix `skills:` in `.exec-session.yml`",
          e);
    }
  }
}
