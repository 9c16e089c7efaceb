/**
 * Problems that a user can act on, with position, code, message and remedy, and the exception that
 * carries them. Depends on nothing and never prints.
 */
@NullMarked
package dev.execsession.problem;

import org.jspecify.annotations.NullMarked;
