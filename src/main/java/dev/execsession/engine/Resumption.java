package dev.execsession.engine;

import dev.execsession.journal.SessionState;
import java.util.List;

/**
 * The earlier session that a run continues, as it was left.
 *
 * @param changes what changed in the plan or the configuration since; empty if the same session
 *     goes on
 */
public record Resumption(SessionState state, List<String> changes) {
  public Resumption {
    changes = List.copyOf(changes);
  }
}
