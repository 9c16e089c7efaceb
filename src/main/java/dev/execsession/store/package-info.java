/**
 * Sessions on disk: folders, locks and their owners, the recorder, what an earlier process left
 * behind. Knows no plan and asks nobody.
 */
@NullMarked
package dev.execsession.store;

import org.jspecify.annotations.NullMarked;
