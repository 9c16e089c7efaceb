package dev.execsession.dialect;

import dev.execsession.plan.Content;
import java.util.List;

/** A step of a block, with what the source says about it. */
record DraftStep(Sourced text, List<Content> details) {
  DraftStep {
    details = List.copyOf(details);
  }
}
