package dev.execsession.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The lines covered by lock-in: all but the records of the work. */
final class Contract {
  private final PlanText text;
  private final Part root;
  private final BitSet opaque = new BitSet();
  private final BitSet status = new BitSet();

  Contract(PlanText text, Part root) {
    this.text = text;
    this.root = root;
    mark(root);
  }

  private void mark(Part part) {
    if (part.opaque()) {
      opaque.set(part.line(), part.endLine() + 1);
    }
    part.parts().forEach(this::mark);
  }

  /** Leaves out a line with the plan's status, which is no part of what is approved. */
  void leaveOut(int line) {
    status.set(line);
  }

  /**
   * Returns the lines from {@code from} to {@code to}, normalised as {@link ContractSection#text}.
   */
  String text(int from, int to) {
    StringBuilder lines = new StringBuilder();
    boolean isAfterStatus = false;
    for (int line = from; line <= Math.min(to, text.lines()); line++) {
      if (status.get(line)) {
        isAfterStatus = true;
      } else if (!opaque.get(line)) {
        String own = text.line(line).stripTrailing();
        // Nor does the blank line count that parts a status from what follows.
        if (!isAfterStatus || !own.isEmpty()) {
          lines.append(own).append('\n');
          isAfterStatus = false;
        }
      }
    }
    return lines.toString().stripTrailing();
  }

  /** Returns the contract's sections in file order: the parts below the title. */
  List<ContractSection> sections() {
    List<ContractSection> sections = new ArrayList<>();
    int next = root.parts().isEmpty() ? text.lines() + 1 : root.parts().get(0).line();
    addIfAny(sections, "", 1, next - 1);
    for (Part top : root.parts()) {
      boolean title = top.level() == 1 && !top.parts().isEmpty() && !top.opaque();
      int ownEnd = title ? top.parts().get(0).line() - 1 : top.endLine();
      addIfAny(sections, top.heading().plain(), top.line(), ownEnd);
      if (title) {
        top.parts().forEach(p -> addIfAny(sections, p.heading().plain(), p.line(), p.endLine()));
      }
    }
    return sections;
  }

  private void addIfAny(List<ContractSection> sections, String heading, int from, int to) {
    String own = text(from, to);
    if (!own.isEmpty()) {
      sections.add(new ContractSection(heading, from, own));
    }
  }
}
