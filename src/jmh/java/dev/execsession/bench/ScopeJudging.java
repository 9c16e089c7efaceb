package dev.execsession.bench;

import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.ScopeRule;
import dev.execsession.testing.CaseRepo;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Compiling a contract's patterns, as every veto of the guard does, and the verdict on a path. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScopeJudging {
  private static final List<ScopeRule> INCLUDES =
      List.of(
          ScopeRule.include("apps/api/app/modules/planning/**", null),
          ScopeRule.include("apps/web/src/modules/planning/**", null),
          ScopeRule.include("apps/**/test_*.py", null),
          ScopeRule.include("docs/product-specs/weekly-planning.md", null));
  private static final List<ScopeRule> EXCLUDES =
      List.of(ScopeRule.exclude("infra/**", null), ScopeRule.exclude("*.lock", null));
  private static final TreePath PLAN = TreePath.of(CaseRepo.PLAN);

  private final ScopeJudge judge = judge();
  private final TreePath included =
      TreePath.of("apps/web/src/modules/planning/components/Panel.tsx");
  private final TreePath outside = TreePath.of("packages/core/src/util/strings/Normalise.java");

  private static ScopeJudge judge() {
    return new ScopeJudge(
        new dev.execsession.scope.Scope(INCLUDES, EXCLUDES),
        dev.execsession.scope.Scope.NONE,
        List.of(),
        List.of(),
        PLAN,
        false);
  }

  @Benchmark
  public ScopeJudge compile() {
    return judge();
  }

  @Benchmark
  public Judgement included() {
    return judge.judge(included, false);
  }

  @Benchmark
  public Judgement outside() {
    return judge.judge(outside, false);
  }
}
