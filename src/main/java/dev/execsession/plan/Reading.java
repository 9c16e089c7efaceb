package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import org.jspecify.annotations.Nullable;

/** What every reader of one plan needs: the text, the names, and where problems go. */
record Reading(PlanText text, Names names, ProblemList problems) {
  void error(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    problems.error(code, where, message, hint);
  }

  void warning(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    problems.warning(code, where, message, hint);
  }
}
