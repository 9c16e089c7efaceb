package dev.execsession.report.html;

import dev.execsession.report.SessionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes what people should know: risks, documentation, notes, guards. */
record Remarks(Parts parts, SessionReport report) {
  void write() {
    List<String> docs = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      if (block.docs() != null) {
        String note = block.docs().note();
        docs.add(
            block.id()
                + ": "
                + block.docs().status().jsonName().replace('-', ' ')
                + (note == null ? "" : ": " + note));
      }
    }
    List<String> notes = byBlock(SessionReport.Block::notes);
    parts.items("h3", "Remaining risks", report.risks());
    parts.items("h3", "Documentation", docs);
    parts.items("h3", "Notes for the planner", notes);
    parts.items("h3", "For people to check", report.guards());
    if (report.risks().isEmpty()
        && docs.isEmpty()
        && notes.isEmpty()
        && report.guards().isEmpty()) {
      parts.paragraph("There are no risks, notes or guards.");
    }
  }

  private List<String> byBlock(Function<SessionReport.Block, List<String>> part) {
    return report.blocks().stream()
        .flatMap(block -> part.apply(block).stream().map(text -> block.id() + ": " + text))
        .toList();
  }
}
