package dev.execsession.plan;

/** The context of parsing a plan. */
record Reading(PlanText text, Names names, ProblemList problems) {}
