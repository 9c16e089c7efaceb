/**
 * Closes a plan: from what is on record to the changes of files that move the plan to the completed
 * folder, with its Validation Record, indexes, links and deferred work. Reads and writes no file.
 */
@NullMarked
package dev.execsession.closeout;

import org.jspecify.annotations.NullMarked;
