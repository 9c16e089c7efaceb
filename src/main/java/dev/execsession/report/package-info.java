/**
 * Reports for people and programs: the report in Markdown and JSON, the escalation record for the
 * planner, and the lines of {@code status}. Pure functions of a session's state; reads no file or
 * repository, never prints, and escapes untrusted text for each format.
 */
@NullMarked
package dev.execsession.report;

import org.jspecify.annotations.NullMarked;
