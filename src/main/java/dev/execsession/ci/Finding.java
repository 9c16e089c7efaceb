package dev.execsession.ci;

import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;

/**
 * Something that needs attention.
 *
 * @param message a sentence; the same in each run that finds the same
 * @param path the file that it is about, or the plan
 */
public record Finding(Rule rule, Level level, String message, TreePath path) {
  public Finding {
    message = TextSanitizer.oneLine(message.strip());
  }
}
