package dev.execsession.plan;

import dev.execsession.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Plans for tests, and problems as printed. */
final class Plans {
  /** A minimal plan; tests replace parts of it. */
  static final String SMALL =
      """
      # Small plan

      **Status:** Approved

      ## Objective Lock
      - **Objective:** Answer faster.

      ## Recent Changes Snapshot
      - **Delivered Behavior:** answers are slow.

      ## Current Behavior Summary
      Every request reads the disk.

      ## Proposed Next Blocks

      ### Block B01: Cache
      - **Goal:** Keep answers.
      - **Steps:** Add the cache.

      ## Validation Plan
      - `make test`

      ## Branch Continuity
      - **Execution Branch:** `feature/x`

      ## File Scope Contract

      ### Include
      - `src/**`

      ### Exclude
      - `src/secret/**`
      """;

  private Plans() {}

  static ParsedPlan parse(String text) {
    return parse(text, PlanRules.defaults(true));
  }

  static ParsedPlan parse(String text, PlanRules rules) {
    return PlanParser.parse(text.getBytes(StandardCharsets.UTF_8), "plan.md", rules);
  }

  /** Returns the small plan with one part replaced. */
  static ParsedPlan small(String part, String replacement) {
    if (!SMALL.contains(part)) {
      throw new IllegalArgumentException("the small plan does not hold: " + part);
    }
    return parse(SMALL.replace(part, replacement));
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Plans.class.getResourceAsStream("/plans/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> errors(ParsedPlan parsed) {
    return parsed.problems().stream().filter(Problem::isError).map(Problem::message).toList();
  }

  /** Returns problems as printed. */
  static String print(List<Problem> problems) {
    StringBuilder out = new StringBuilder();
    for (Problem problem : problems) {
      out.append(problem.path());
      if (problem.where() != null) {
        out.append(':').append(problem.where().line()).append(':').append(problem.where().column());
      }
      out.append(problem.isError() ? ": error[" : ": warning[").append(problem.code().id());
      out.append("]: ").append(problem.message()).append('\n');
      if (problem.excerpt() != null && problem.where() != null) {
        out.append("  ").append(problem.excerpt()).append('\n').append("  ");
        out.append(" ".repeat(problem.where().column() - 1));
        out.append("^".repeat(problem.where().endColumn() - problem.where().column()));
        out.append('\n');
      }
      out.append("hint: ").append(problem.hint()).append("\n\n");
    }
    return out.toString();
  }
}
