package dev.execsession.cli;

import dev.execsession.engine.NoAnswerException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Asks a person at the terminal for a last yes. */
record Confirmation(ExecSession root) {
  /**
   * Asks until the answer is yes or no; without an answer it is no.
   *
   * @param question such as {@code undo B01?}
   */
  boolean isGiven(String question) {
    Console console = root.console();
    Keyboard keyboard = new Keyboard(root.surroundings().in(), root.surroundings().interrupts());
    try {
      while (true) {
        String typed =
            keyboard
                .line(() -> console.prompt(console.styled(Style.BOLD, question) + " [y]es [n]o "))
                .toLowerCase(Locale.ROOT);
        if (typed.equals("y") || typed.equals("yes")) {
          return true;
        }
        if (List.of("n", "no", "s", "stop", "q").contains(typed)) {
          console.important("nothing was changed");
          return false;
        }
      }
    } catch (NoAnswerException | IOException e) {
      console.important("");
      console.important("nothing was changed");
      return false;
    }
  }
}
