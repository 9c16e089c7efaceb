/**
 * Reads an approved Markdown plan into values, and says everything that is wrong with it at once;
 * the only user of the Markdown library. Never touches a file, a process or a repository, and never
 * throws for what a plan says.
 */
@NullMarked
package dev.execsession.plan;

import org.jspecify.annotations.NullMarked;
