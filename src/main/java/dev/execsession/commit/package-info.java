/**
 * Commits what a block changed: drafts it from the block's looks, writes its objects, and moves
 * branch and index under git's own locks. The only place that changes anything git shows.
 */
@NullMarked
package dev.execsession.commit;

import org.jspecify.annotations.NullMarked;
