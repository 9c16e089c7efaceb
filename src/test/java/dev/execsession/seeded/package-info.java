/**
 * A small house where every rule of {@link dev.execsession.Architecture} is broken once on purpose.
 * Nothing outside the test of those rules uses it.
 */
package dev.execsession.seeded;
