package dev.execsession.bench;

import org.jspecify.annotations.Nullable;

/**
 * A program with its natural task.
 *
 * @param few the command, with one step where it has steps
 * @param many the same with eleven steps; absent for a program that has none
 */
record Neighbour(String name, Command few, @Nullable Command many) {
  static final int FEW = 1;
  static final int MANY = 11;
}
