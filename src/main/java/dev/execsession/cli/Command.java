package dev.execsession.cli;

import java.util.concurrent.Callable;

/** A command: its options and parameters, and what it does. */
interface Command extends Callable<Integer> {
  /** Returns the command's options and parameters; called once. */
  CommandSpecBuilder words();
}
