package dev.execsession.bench;

import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.testing.CaseRepo;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A plan from its bytes to its values, warm: the one that a team executed, and one of 100 KiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanParsing {
  private final byte[] real = FollowUpRepository.plan().getBytes(StandardCharsets.UTF_8);
  private final byte[] long100KiB =
      GeneratedPlan.ofSize(100 << 10).getBytes(StandardCharsets.UTF_8);

  @Benchmark
  public ParsedPlan realPlan() {
    return PlanParser.parse(real, CaseRepo.PLAN, PlanRules.defaults(true));
  }

  @Benchmark
  public ParsedPlan planOf100KiB() {
    return PlanParser.parse(long100KiB, CaseRepo.PLAN, PlanRules.defaults(true));
  }
}
