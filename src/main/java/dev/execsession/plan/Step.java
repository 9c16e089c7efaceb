package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/**
 * One step of a block, as written in Markdown.
 *
 * @param details the nested items' texts, in order
 */
public record Step(String text, List<String> details, SourceSpan where) {
  public Step {
    details = List.copyOf(details);
  }
}
