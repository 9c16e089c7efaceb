package dev.execsession.dialect;

import dev.execsession.plan.Block;
import dev.execsession.plan.Check;
import dev.execsession.plan.Plan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.ScopeEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Proves that a draft's text grants and runs exactly what was read from its source. */
final class DraftProof {
  private DraftProof() {}

  /** Returns whether the text, read as a plan, has the scope, checks and branch of the draft. */
  static boolean holds(Draft draft, String text) {
    Plan plan =
        PlanParser.parse(
                text.getBytes(StandardCharsets.UTF_8), "draft.md", PlanRules.defaults(true))
            .plan();
    return patterns(plan.include()).equals(granted(draft.include))
        && patterns(plan.exclude()).equals(granted(draft.exclude))
        && commands(plan.checks()).equals(texts(draft.checks))
        && Objects.equals(plan.branch(), draft.branch == null ? null : draft.branch.text())
        && plan.blocks().size() == draft.blocks.size()
        && blocksHold(plan.blocks(), draft.blocks);
  }

  private static boolean blocksHold(List<Block> blocks, List<DraftBlock> drafts) {
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      DraftBlock draft = drafts.get(i);
      boolean same =
          block.id().value().equals(draft.id)
              && patterns(block.include()).equals(granted(draft.include))
              && block.exclude().isEmpty()
              && block.run().isEmpty()
              && commands(block.checks()).equals(texts(draft.checks));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static List<String> patterns(List<ScopeEntry> entries) {
    return entries.stream().map(ScopeEntry::pattern).toList();
  }

  private static List<String> granted(List<Grant> grants) {
    return grants.stream().map(Grant::pattern).toList();
  }

  private static List<String> commands(List<Check> checks) {
    return checks.stream().map(Check::command).toList();
  }

  private static List<String> texts(List<Sourced> checks) {
    return checks.stream().map(Sourced::text).toList();
  }
}
