/**
 * Converts plans of other tools to drafts of plans. What a source does not state is {@code TBD} in
 * the draft; what it only suggests is a comment. Reads no file and writes none.
 */
@NullMarked
package dev.execsession.dialect;

import org.jspecify.annotations.NullMarked;
