/**
 * Parses a Markdown plan and reports all its problems at once; the only user of the Markdown
 * library. Accesses no file, process or repository, and never throws for any content.
 */
@NullMarked
package dev.execsession.plan;

import org.jspecify.annotations.NullMarked;
