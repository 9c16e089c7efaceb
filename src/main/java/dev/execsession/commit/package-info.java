/**
 * Commits what a block changed, with the {@code git} program and a separate index, and installs the
 * guard's pre-commit hook. The only place that changes anything git shows.
 */
@NullMarked
package dev.execsession.commit;

import org.jspecify.annotations.NullMarked;
