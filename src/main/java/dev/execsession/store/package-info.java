/**
 * Sessions on disk: folders, locks and their owners, the recorder, and leftovers of earlier
 * processes. Knows no plan and never prompts.
 */
@NullMarked
package dev.execsession.store;

import org.jspecify.annotations.NullMarked;
