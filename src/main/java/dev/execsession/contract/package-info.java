/**
 * Builds a {@code Contract} from plan, configuration, repository and request, or reports every
 * problem at once. Starts and writes nothing.
 */
@NullMarked
package dev.execsession.contract;

import org.jspecify.annotations.NullMarked;
