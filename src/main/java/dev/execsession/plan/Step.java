package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/**
 * A step of a block, in unmodified Markdown.
 *
 * @param details its other lines of Markdown, including nested items
 * @param ticked whether its checkbox is ticked
 */
public record Step(String text, List<String> details, boolean ticked, SourceSpan where) {
  public Step {
    details = List.copyOf(details);
  }
}
