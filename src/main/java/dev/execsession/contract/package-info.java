/**
 * Plan, configuration, repository and request become a {@code Contract}, or every problem at once.
 * Starts and writes nothing.
 */
@NullMarked
package dev.execsession.contract;

import org.jspecify.annotations.NullMarked;
