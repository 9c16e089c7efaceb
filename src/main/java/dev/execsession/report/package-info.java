/**
 * What a journal says, for people and programs: the report in Markdown and JSON, the case for the
 * planner when work is escalated, and the lines of {@code status}. Pure functions of a session's
 * state; touches no file, asks no repository, never prints, and escapes everything foreign for the
 * format it goes into.
 */
@NullMarked
package dev.execsession.report;

import org.jspecify.annotations.NullMarked;
