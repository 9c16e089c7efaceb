package dev.execsession.cli;

import dev.execsession.engine.GateContext;
import dev.execsession.engine.NoAnswerException;
import dev.execsession.process.Terminal;

/** Asks a person at the terminal for a last yes. */
record Confirmation(ExecSession root) {
  /**
   * Asks until the answer is yes or stop; without an answer it is stop.
   *
   * @param question such as {@code undo B01?}
   */
  boolean isGiven(String question) {
    Console console = root.console();
    Prompt prompt = Prompt.of(console, root.surroundings(), Terminal.NONE, true);
    Prompt.Keys keys = new Prompt.Keys().add("y", "yes: do it").stop("change nothing");
    boolean isYes;
    try {
      isYes = prompt.choose(question, keys, GateContext.NOTHING).equals("y");
    } catch (NoAnswerException e) {
      isYes = false;
    }
    if (!isYes) {
      console.important("nothing was changed");
    }
    return isYes;
  }
}
