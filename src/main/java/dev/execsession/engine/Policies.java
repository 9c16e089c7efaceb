package dev.execsession.engine;

import dev.execsession.check.CheckSpec;
import dev.execsession.check.Origin;
import dev.execsession.config.Config;
import dev.execsession.config.PolicyConfig;
import dev.execsession.contract.ContractChecks;
import dev.execsession.policy.ActivePolicy;
import dev.execsession.policy.PathMatcher;
import dev.execsession.policy.Policy;
import dev.execsession.policy.PolicyEngine;
import dev.execsession.policy.Skill;
import dev.execsession.scan.Assessment;
import dev.execsession.scope.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Applies the configured policies to a block's changes. */
final class Policies {
  static final PathMatcher MATCHER =
      (pattern, path) -> PathPattern.parse(pattern).matches(path, false);

  private final Config config;
  private final PolicyEngine engine;

  Policies(Config config) {
    this.config = config;
    this.engine =
        new PolicyEngine(
            config.policies().values().stream()
                .filter(PolicyConfig::enabled)
                .map(Policies::policy)
                .toList(),
            config.skills().values().stream()
                .map(skill -> new Skill(skill.name(), skill.paths()))
                .toList(),
            MATCHER);
  }

  private static Policy policy(PolicyConfig policy) {
    return new Policy(
        policy.id(),
        policy.when(),
        policy.skills(),
        policy.checks().stream().map(check -> check.run()).toList(),
        policy.attest(),
        policy.onMissing());
  }

  /** Returns the policies that the changes activate. */
  List<ActivePolicy> active(Assessment whole) {
    return engine.active(whole.touched());
  }

  /** Returns the checks of the policies that the changes activate. */
  List<CheckSpec> checks(Assessment whole) {
    List<CheckSpec> checks = new ArrayList<>();
    for (ActivePolicy policy : active(whole)) {
      Objects.requireNonNull(config.policies().get(policy.id()))
          .checks()
          .forEach(check -> checks.add(ContractChecks.spec(check, Origin.POLICY, config)));
    }
    return checks;
  }
}
