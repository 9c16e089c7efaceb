package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.contract.PlanScope;
import dev.execsession.git.RangeCommit;
import dev.execsession.plan.Block;
import dev.execsession.scope.ScopeJudge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the plans and blocks that commits were made for, by their trailers. */
final class Owners {
  private final Map<PlanSide, Map<String, Owner>> blocks = new LinkedHashMap<>();
  private final List<Owner> plans = new ArrayList<>();

  Owners(List<PlanSide> sides, Config config) {
    for (PlanSide side : sides) {
      PlanScope scope =
          new PlanScope(side.parsed().plan(), config.scope(), side.path().text());
      plans.add(owner(side, null, scope.judge(), config));
      Map<String, Owner> own = new LinkedHashMap<>();
      for (Block block : side.parsed().plan().blocks()) {
        own.put(block.id().value(), owner(side, block, scope.judge(block), config));
      }
      blocks.put(side, own);
    }
  }

  private static Owner owner(
      PlanSide side, @Nullable Block block, ScopeJudge judge, Config config) {
    return new Owner(side, block, judge, judge.allowing(config.scope().allowedWith()));
  }

  /** Returns the plans, each as a whole. */
  List<Owner> plans() {
    return plans;
  }

  /**
   * Returns what a commit may have been made for: the blocks that it names, of the plan whose
   * digest it names if that is among these; otherwise every plan.
   */
  List<Owner> of(RangeCommit commit) {
    List<Owner> named =
        blocks.entrySet().stream()
            .filter(entry -> commit.planDigests().contains(entry.getKey().parsed().digest()))
            .flatMap(entry -> blocks(entry.getValue(), commit))
            .toList();
    if (named.isEmpty()) {
      named = blocks.values().stream().flatMap(own -> blocks(own, commit)).toList();
    }
    return named.isEmpty() ? plans : named;
  }

  private static Stream<Owner> blocks(Map<String, Owner> own, RangeCommit commit) {
    return own.entrySet().stream()
        .filter(entry -> commit.blocks().contains(entry.getKey()))
        .map(Map.Entry::getValue);
  }

  /** Returns whether any plan has a block. */
  boolean has(String block) {
    return blocks.values().stream().anyMatch(own -> own.containsKey(block));
  }
}
