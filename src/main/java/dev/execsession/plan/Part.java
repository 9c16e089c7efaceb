package dev.execsession.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A heading with everything up to the next heading of the same or a higher level. The whole
 * document is the part of level 0, whose heading is empty.
 *
 * @param key the heading's key, with aliases resolved
 * @param opaque whether it is a record of the work, which is not read
 * @param line its first line
 * @param endLine its last line
 * @param body the content before its first sub-heading
 * @param parts its sub-headings
 */
public record Part(
    int level,
    Prose heading,
    String key,
    boolean opaque,
    int line,
    int endLine,
    List<Content> body,
    List<Part> parts) {
  public Part {
    body = List.copyOf(body);
    parts = List.copyOf(parts);
  }

  /** Returns everything below the heading, including sub-headings. */
  public List<Content> contents() {
    List<Content> contents = new ArrayList<>(body);
    for (Part part : parts) {
      if (!part.opaque) {
        contents.add(new Content.Title(part.heading));
        contents.addAll(part.contents());
      }
    }
    return contents;
  }

  /** Returns this part and all below it in file order, without records of the work. */
  public List<Part> readable() {
    List<Part> found = new ArrayList<>();
    if (!opaque) {
      found.add(this);
      parts.forEach(part -> found.addAll(part.readable()));
    }
    return found;
  }
}
