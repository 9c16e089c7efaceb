package dev.execsession.dialect;

import dev.execsession.plan.Part;

/** Reads plans of ralphex: tasks with checkboxes, and validation commands for all of them. */
final class RalphexReader {
  private final SourceReader reader;

  RalphexReader(SourceReader reader) {
    this.reader = reader;
  }

  void read() {
    TaskReader tasks = new TaskReader(reader);
    for (Part part : reader.blockParts()) {
      tasks.read(part);
    }
    for (Part part : reader.source.root().readable()) {
      if (part.key().equals("validation commands")) {
        reader.use(part);
        new CheckLists(reader).addToPlan(part.body());
      } else if (part.key().equals("overview")) {
        reader.use(part);
        reader.objective(part.body(), part.line());
      }
    }
  }
}
