package dev.execsession.contract;

import dev.execsession.check.CheckSpec;
import dev.execsession.check.Origin;
import dev.execsession.config.CheckConfig;
import dev.execsession.config.Config;
import dev.execsession.plan.Block;
import dev.execsession.plan.Check;
import dev.execsession.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts the checks of the plan and the configuration to executable ones. */
public final class ContractChecks {
  private ContractChecks() {}

  /** Returns the checks to run after a block, its own first. */
  static List<CheckSpec> of(Plan plan, Block block, Config config) {
    List<CheckSpec> all = new ArrayList<>();
    block.checks().forEach(check -> all.add(spec(check, Origin.BLOCK, config)));
    plan.checks().stream()
        .filter(check -> !check.atCompletion())
        .forEach(check -> all.add(spec(check, Origin.PLAN, config)));
    config.checks().stream()
        .filter(check -> !check.atCompletion())
        .forEach(check -> addUnlessThere(spec(check, Origin.CONFIG, config), all));
    return all;
  }

  /** Returns the checks to run once, after the last block. */
  static List<CheckSpec> ofCompletion(Plan plan, Config config) {
    List<CheckSpec> all = new ArrayList<>();
    plan.checks().stream()
        .filter(Check::atCompletion)
        .forEach(check -> all.add(spec(check, Origin.PLAN, config)));
    config.checks().stream()
        .filter(CheckConfig::atCompletion)
        .forEach(check -> addUnlessThere(spec(check, Origin.CONFIG, config), all));
    return all;
  }

  /** The plan's own check of the same command is the one that runs. */
  private static void addUnlessThere(CheckSpec check, List<CheckSpec> all) {
    boolean isThere = all.stream().anyMatch(other -> other.identity().equals(check.identity()));
    if (!isThere) {
      all.add(check);
    }
  }

  /** Returns all checks of a plan, each command once: after a block first, then at completion. */
  public static List<CheckSpec> all(Plan plan, Config config) {
    List<CheckSpec> all = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Stream.concat(
            plan.blocks().stream().flatMap(block -> of(plan, block, config).stream()),
            ofCompletion(plan, config).stream())
        .filter(spec -> known.add(spec.identity()))
        .forEach(all::add);
    return all;
  }

  private static CheckSpec spec(Check check, Origin by, Config config) {
    return new CheckSpec(
        check.command(),
        check.directory(),
        timeout(check.timeout(), config),
        config.checkDefaults().idle(),
        check.expectExit(),
        by,
        check.shell(),
        check.pipefail(),
        check.mustFailBefore(),
        check.atCompletion());
  }

  /** Converts a check of the configuration or of a policy. */
  public static CheckSpec spec(CheckConfig check, Origin by, Config config) {
    return new CheckSpec(
        check.run(),
        check.directory(),
        timeout(check.timeout(), config),
        config.checkDefaults().idle(),
        check.expectExit(),
        by,
        null,
        false,
        false,
        check.atCompletion());
  }

  private static Duration timeout(@Nullable Duration own, Config config) {
    return own == null ? config.checkDefaults().timeout() : own;
  }
}
