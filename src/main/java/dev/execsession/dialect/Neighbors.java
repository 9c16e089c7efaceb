package dev.execsession.dialect;

import dev.execsession.plan.Document;
import java.util.Optional;

/** The files next to a source: {@code spec.md}, {@code proposal.md}. */
public interface Neighbors {
  Neighbors NONE = name -> Optional.empty();

  /** Returns a file in the folder of the source; empty when it does not exist. */
  Optional<Document> file(String name);
}
