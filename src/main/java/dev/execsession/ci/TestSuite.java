package dev.execsession.ci;

import java.util.List;

/**
 * The checks and verdicts of one part of the work.
 *
 * @param className groups its cases: {@code limit.B01}
 */
public record TestSuite(String name, String className, List<TestCase> cases) {
  public TestSuite {
    cases = List.copyOf(cases);
  }

  long count(TestCase.Outcome outcome) {
    return cases.stream().filter(each -> each.outcome() == outcome).count();
  }

  long millis() {
    return cases.stream().mapToLong(TestCase::millis).sum();
  }
}
