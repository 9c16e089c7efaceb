package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/** The context of parsing a plan. */
record Reading(PlanText text, Names names, ProblemList problems) {
  void error(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    problems.error(code, where, message, hint);
  }

  void warning(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    problems.warning(code, where, message, hint);
  }
}
