package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/**
 * One step of a block, as written in Markdown.
 *
 * @param details lines of Markdown that belong to it, nested items among them
 * @param ticked whether its checkbox is ticked
 */
public record Step(String text, List<String> details, boolean ticked, SourceSpan where) {
  public Step {
    details = List.copyOf(details);
  }
}
