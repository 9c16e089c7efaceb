package dev.execsession.plan;

import dev.execsession.problem.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan and its problems. */
public final class ParsedPlan {
  private final Plan plan;
  private final List<Problem> problems;
  private final ContractDigest digest;

  ParsedPlan(Plan plan, List<Problem> problems, ContractDigest digest) {
    this.plan = plan;
    this.problems = List.copyOf(problems);
    this.digest = digest;
  }

  /** Returns the parts of the plan that could be parsed. */
  public Plan plan() {
    return plan;
  }

  /** Returns errors and warnings in file order. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Returns {@code sha256:<hex>} of the contract, without trailing white space and records of the
   * work; of the raw bytes when the file is not text.
   */
  public String digest() {
    return digest.text();
  }

  /** Returns whether no problem is an error. */
  public boolean ok() {
    for (Problem problem : problems) {
      if (problem.isError()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParsedPlan that
        && plan.equals(that.plan)
        && problems.equals(that.problems)
        && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(plan, problems, digest);
  }
}
