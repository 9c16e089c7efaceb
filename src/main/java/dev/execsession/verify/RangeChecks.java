package dev.execsession.verify;

import dev.execsession.check.CheckContext;
import dev.execsession.check.CheckResult;
import dev.execsession.check.CheckRunner;
import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.contract.ContractChecks;
import dev.execsession.contract.Secrets;
import dev.execsession.git.CommitFact;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.process.Command;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.Terminal;
import dev.execsession.report.Verification;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Runs the checks of the verified plans in the worktree, without a sandbox. */
public final class RangeChecks {
  private final RepositoryFacts facts;
  private final Map<String, String> environment;

  public RangeChecks(RepositoryFacts facts, Map<String, String> environment) {
    this.facts = facts;
    this.environment = environment;
  }

  /**
   * Stops with REFUSED when another commit than the last of the range is checked out.
   *
   * @param end 40 hexadecimal digits
   */
  public void refuseUnlessCheckedOut(String end) {
    if (!end.equals(facts.head())) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.VERIFY_CHECKS,
          "the checks would run on another commit: `"
              + CommitFact.abbreviated(end)
              + "` is not checked out",
          "`git switch --detach " + CommitFact.abbreviated(end) + "`, or omit `--run-checks`");
    }
  }

  /** Runs every check once, also one that several plans have, and returns the results. */
  public List<Verification.Check> run(Verifier.Verified verified, ProcessListener listener) {
    Path logs = logs();
    List<Verification.Check> results = new ArrayList<>();
    CheckRunner runner = new CheckRunner(new ProcessRunner(environment, Terminal.NONE));
    Set<String> known = new HashSet<>();
    for (Verifier.PlanText plan : verified.plans()) {
      for (CheckSpec spec : ContractChecks.all(plan.parsed().plan(), verified.config())) {
        if (known.add(spec.identity())) {
          Path log = logs.resolve("check-" + (results.size() + 1) + ".log");
          results.add(result(runner.run(spec, context(plan, verified.config(), log), listener)));
        }
      }
    }
    return results;
  }

  private static Verification.Check result(CheckResult result) {
    String note =
        result.passed()
            ? null
            : (result.explanation() == null ? "" : result.explanation() + "; ")
                + "log: "
                + result.log();
    return new Verification.Check(
        result.command(),
        result.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        result.exit(),
        note);
  }

  private CheckContext context(Verifier.PlanText plan, Config config, Path log) {
    String cookie = "verify/" + UUID.randomUUID();
    Map<String, String> own = new HashMap<>(ChildEnvironment.of(environment));
    own.put(Command.COOKIE, cookie);
    own.put("EXEC_SESSION_PLAN", plan.path());
    own.put("EXEC_SESSION_ROOT", facts.root().toString());
    return new CheckContext(
        facts.root(),
        own,
        log,
        cookie,
        List.of(config.checkDefaults().shell(), "-eu"),
        config.checkDefaults().keepOutput(),
        Secrets.mask(environment, facts.root(), config.redact()),
        null);
  }

  private static Path logs() {
    try {
      return Files.createTempDirectory("exec-session-verify-");
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.VERIFY_CHECKS,
          "no folder for the logs of checks can be made: " + IoReason.of(e),
          "make the folder for temporary files writable",
          e);
    }
  }
}
