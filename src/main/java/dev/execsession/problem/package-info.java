/**
 * What a user can act on: a {@link dev.execsession.problem.Problem} with its place, code, sentence
 * and remedy, and the one exception that carries problems. Depends on nothing and never prints.
 */
@NullMarked
package dev.execsession.problem;

import org.jspecify.annotations.NullMarked;
