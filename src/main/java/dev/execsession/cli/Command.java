package dev.execsession.cli;

import java.util.concurrent.Callable;

/** One command: the words that it takes, and what it does with them. */
interface Command extends Callable<Integer> {
  /** Returns the command's words, each beside the field that it fills; asked for once. */
  CommandSpecBuilder words();
}
