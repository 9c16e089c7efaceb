package dev.execsession.dialect;

import dev.execsession.plan.Field;
import dev.execsession.plan.Part;

/** Reads plans of superpowers: tasks with files and steps, each with a command and its result. */
final class SuperpowersReader {
  private final SourceReader reader;

  SuperpowersReader(SourceReader reader) {
    this.reader = reader;
  }

  void read() {
    for (Field field : reader.preamble()) {
      if (field.key().equals("architecture") || field.key().equals("tech stack")) {
        reader.draft.objectiveNotes.add(
            new Sourced(
                "**" + field.name() + ":** " + field.value().text(), field.nameWhere().line()));
      }
    }
    TaskReader tasks = new TaskReader(reader);
    for (Part part : reader.blockParts()) {
      tasks.read(part);
    }
  }
}
