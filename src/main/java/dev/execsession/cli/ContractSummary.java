package dev.execsession.cli;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.config.PolicyConfig;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.plan.Block;
import dev.execsession.plan.Note;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the contract: what is shown is what runs. Untrusted text is escaped. */
final class ContractSummary {
  private final Contract contract;
  private final List<Line> lines = new ArrayList<>();

  private ContractSummary(Contract contract) {
    this.contract = contract;
  }

  /** Returns the lines of the complete contract. */
  static List<Line> of(Contract contract) {
    return new ContractSummary(contract).write();
  }

  /** Returns the lines that say which plan runs where and how. */
  static List<Line> plan(Contract contract) {
    ContractSummary summary = new ContractSummary(contract);
    summary.title();
    summary.place();
    return summary.lines;
  }

  /** Returns the lines of one block. */
  static List<Line> block(Contract contract, BlockContract block) {
    ContractSummary summary = new ContractSummary(contract);
    summary.block(block);
    return summary.lines;
  }

  private List<Line> write() {
    Plan plan = contract.plan();
    title();
    if (plan.objective() != null) {
      field("objective", plan.objective());
    }
    if (!plan.status().raw().isEmpty()) {
      field("status", plan.status().raw());
    }
    place();
    if (contract.commits()) {
      field("commits", "one per accepted block");
    }
    field("sandbox", contract.sandbox().words());
    plan.include().forEach(entry -> field("include", entry(entry)));
    plan.exclude().forEach(entry -> field("exclude", entry(entry)));
    plan.guards()
        .forEach(guard -> field("guard", guard.text() + "  (must be enforced by a person)"));
    plan.stopConditions().forEach(condition -> field("stop when", condition));
    rules();
    for (BlockContract block : contract.blocks()) {
      add("");
      block(block);
    }
    contract.completionChecks().forEach(check -> check("at the end", check));
    add("");
    add(counts(plan));
    return lines;
  }

  private void title() {
    add(safe(contract.plan().title()));
    field("plan", contract.planPath() + "  " + contract.digest().substring(0, 19));
  }

  private void place() {
    field(
        "branch",
        contract.plan().branch()
            + " at "
            + (contract.repository().head() == null
                ? "?"
                : contract.repository().head().substring(0, 10)));
    field(
        "mode",
        contract.mode().jsonName()
            + (contract.overriddenBy() == null
                ? ""
                : " (the plan asks for stepwise; overridden by " + contract.overriddenBy() + ")"));
  }

  private void add(String line) {
    lines.add(Line.of(line));
  }

  /** Adds the other rules that decide whether a block is done. */
  private void rules() {
    Config config = contract.config();
    for (PolicyConfig policy : config.policies().values()) {
      boolean reachable =
          !policy.when().isEmpty()
              || policy.skills().stream().anyMatch(config.skills()::containsKey);
      if (policy.enabled() && reachable) {
        field("policy", policy.id() + (policy.attest() == null ? "" : ": " + policy.attest()));
        policy.checks().forEach(check -> command("", check.run()));
      }
    }
    if (!config.docs().behaviour().isEmpty()) {
      field(
          "docs rule",
          "changes to "
              + String.join(", ", config.docs().behaviour())
              + " require changes to "
              + String.join(", ", config.docs().docs()));
    }
  }

  private String counts(Plan plan) {
    long checks = contract.blocks().stream().mapToLong(block -> block.checks().size()).sum();
    long manual = contract.blocks().stream().mapToLong(block -> block.manualChecks().size()).sum();
    List<String> counts = new ArrayList<>(List.of(Count.of(contract.blocks().size(), "block")));
    count(counts, checks + contract.completionChecks().size(), "check");
    count(counts, manual, "manual check");
    count(counts, plan.include().size(), "include");
    count(counts, plan.exclude().size(), "exclude");
    count(counts, plan.guards().size(), "human guard");
    return String.join(", ", counts);
  }

  private static void count(List<String> counts, long number, String thing) {
    if (number > 0) {
      counts.add(Count.of(number, thing));
    }
  }

  private void block(BlockContract resolved) {
    Block block = resolved.block();
    add(
        resolved.id()
            + (block.title().isEmpty() ? "" : "  " + safe(block.title()))
            + group(resolved));
    if (block.goal() != null) {
      field("goal", block.goal());
    }
    if (block.whyNow() != null) {
      field("why now", block.whyNow());
    }
    block.acceptanceCriteria().forEach(text -> field("accept when", text));
    int number = 0;
    for (var step : block.steps()) {
      field("step " + ++number, step.text());
      step.details().forEach(detail -> field("", "  " + detail));
    }
    block.notes().forEach(this::note);
    block.include().forEach(entry -> field("include", entry(entry)));
    block.exclude().forEach(entry -> field("exclude", entry(entry)));
    block.dependsOn().forEach(id -> field("depends on", id.value()));
    block.dependencies().forEach(text -> field("needs", text));
    block.risks().forEach(text -> field("risk", text));
    if (!block.newDependencies().isEmpty()) {
      field("packages", String.join(", ", block.newDependencies()));
    }
    block.docs().forEach(doc -> field("docs", doc));
    if (block.expectNoChanges()) {
      field("expect", "no changes");
    }
    if (!resolved.skills().isEmpty()) {
      field("skills", String.join(", ", resolved.skills().stream().map(s -> s.name()).toList()));
    }
    command(
        "executor",
        resolved.command().isEmpty()
            ? "none yet; pass `--executor NAME`"
            : resolved.executor().name() + ": " + resolved.command());
    resolved.checks().forEach(check -> check("check", check));
    resolved.manualChecks().forEach(text -> field("manual", text));
  }

  private String group(BlockContract block) {
    List<String> group = contract.groupOf(block.id());
    return group.size() < 2 ? "" : "  [group " + String.join(", ", group) + "]";
  }

  private void check(String name, CheckSpec check) {
    String where = check.directory() == null ? "" : " (in " + check.directory() + ")";
    String expect = check.expectExit() == 0 ? "" : " (exit " + check.expectExit() + ")";
    String shell = check.shell() == null ? "" : " (" + check.shell() + ")";
    String pipes = check.pipefail() ? " (pipefail)" : "";
    String before = check.mustFailBefore() ? " (must fail before)" : "";
    command(name, check.command() + where + expect + shell + pipes + before);
  }

  private void command(String name, String text) {
    field(name, text, true);
  }

  private static String entry(ScopeEntry entry) {
    return entry.pattern() + (entry.note() == null ? "" : "  (" + entry.note() + ")");
  }

  /** Adds text that goes into the brief verbatim, under the author's name for it. */
  private void note(Note note) {
    String lead = note.name().isEmpty() ? "" : note.name() + ":";
    String gap = lead.isEmpty() ? "" : note.text().contains("\n") ? "\n" : " ";
    field("text", lead + gap + note.text());
  }

  private void field(String name, String value) {
    field(name, value, false);
  }

  private void field(String name, String value, boolean whole) {
    String label = name;
    for (String line : value.split("\n", -1)) {
      String text = String.format(Locale.ROOT, "  %-12s %s", label, safe(line)).stripTrailing();
      lines.add(new Line(text, whole));
      label = "";
    }
  }

  private static String safe(String text) {
    return TextSanitizer.oneLine(text);
  }
}
