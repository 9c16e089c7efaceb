package dev.execsession.plan;

import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.Link;
import com.vladsch.flexmark.ast.Reference;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the destinations of links, images and link definitions in Markdown; not those in code. */
public final class MarkdownLinks {
  private MarkdownLinks() {}

  /**
   * The destination of a link.
   *
   * @param start its offset in the text
   * @param end the offset after it
   * @param text as written, without angle brackets
   */
  public record Destination(int start, int end, String text) {}

  /** Returns the destinations in file order; none in a text that is too complex to parse. */
  public static List<Destination> in(String markdown) {
    if (ComplexityRule.check(new PlanText(markdown)).isPresent()) {
      return List.of();
    }
    List<Destination> found = new ArrayList<>();
    for (Node node : Parser.builder().build().parse(markdown).getDescendants()) {
      if (node instanceof Link link) {
        add(link.getUrl(), found);
      } else if (node instanceof Image image) {
        add(image.getUrl(), found);
      } else if (node instanceof Reference definition) {
        add(definition.getUrl(), found);
      }
    }
    found.sort(Comparator.comparingInt(Destination::start));
    return List.copyOf(found);
  }

  private static void add(BasedSequence url, List<Destination> into) {
    if (url.isNotNull() && !url.isEmpty()) {
      into.add(new Destination(url.getStartOffset(), url.getEndOffset(), url.toString()));
    }
  }
}
