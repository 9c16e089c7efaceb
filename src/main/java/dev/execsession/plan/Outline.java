package dev.execsession.plan;

import dev.execsession.plan.MarkdownReader.Heads;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree of parts from the flat list of headings. */
final class Outline {
  private final List<Heads> heads;
  private final Names names;
  private final int lines;
  private int next = 0;

  private Outline(List<Heads> heads, Names names, int lines) {
    this.heads = heads;
    this.names = names;
    this.lines = lines;
  }

  /** Returns the part of level 0, the whole document. */
  static Part of(List<Heads> heads, Names names, int lines) {
    return new Outline(heads, names, lines).part(false);
  }

  /** Reads a part; ordinary words name no record within a section of the contract. */
  private Part part(boolean inContract) {
    int index = next++;
    Heads head = heads.get(index);
    List<Part> parts = new ArrayList<>();
    String key = names.key(head.heading());
    boolean contract = inContract || (index > 0 && names.isSection(key));
    while (next < heads.size() && heads.get(next).level() > head.level()) {
      parts.add(part(contract));
    }
    int endLine = next < heads.size() ? heads.get(next).line() - 1 : lines;
    // The title names the plan; a plan called "Review" is still a plan.
    boolean title = index == 1 && head.level() == 1;
    boolean opaque =
        index > 0 && !title && names.isOpaque(key) && !(inContract && names.isOrdinaryWord(key));
    return new Part(
        head.level(),
        head.heading(),
        key,
        opaque,
        head.line(),
        Math.max(endLine, head.line()),
        head.body(),
        parts);
  }
}
