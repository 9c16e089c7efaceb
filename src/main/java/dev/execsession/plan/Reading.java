package dev.execsession.plan;

/** What every reader of one plan needs: the text, the names, and where problems go. */
record Reading(PlanText text, Names names, ProblemList problems) {}
