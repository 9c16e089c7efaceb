package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.contract.PlanScope;
import dev.execsession.git.RangeCommit;
import dev.execsession.plan.Block;
import dev.execsession.scope.ScopeJudge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the plans and blocks that commits were made for, by their trailers. */
final class Owners {
  private final List<Owner> plans = new ArrayList<>();
  private final List<Owner> blocks = new ArrayList<>();
  private final Map<String, List<Owner>> known = new HashMap<>();

  Owners(List<PlanSide> sides, Config config) {
    for (PlanSide side : sides) {
      PlanScope scope = new PlanScope(side.parsed().plan(), config.scope(), side.path().text());
      plans.add(owner(side, null, scope.judge(), config));
      for (Block block : side.parsed().plan().blocks()) {
        blocks.add(owner(side, block, scope.judge(block), config));
      }
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
   * digest it names if that is among these; otherwise every plan. Equal owners are the same list.
   */
  List<Owner> of(RangeCommit commit) {
    if (commit.blocks().isEmpty()) {
      return plans;
    }
    return known.computeIfAbsent(
        commit.blocks() + " " + commit.planDigests(),
        trailers -> {
          List<Owner> digest =
              named(commit, owner -> commit.planDigests().contains(owner.plan().digest()));
          List<Owner> named = digest.isEmpty() ? named(commit, owner -> true) : digest;
          return named.isEmpty() ? plans : named;
        });
  }

  private List<Owner> named(RangeCommit commit, Predicate<Owner> which) {
    return blocks.stream()
        .filter(owner -> commit.blocks().contains(id(owner)))
        .filter(which)
        .collect(Collectors.toList());
  }

  private static String id(Owner block) {
    return Objects.requireNonNull(block.block()).id().value();
  }

  /** Returns whether any plan has a block. */
  boolean has(String block) {
    return blocks.stream().anyMatch(owner -> id(owner).equals(block));
  }
}
