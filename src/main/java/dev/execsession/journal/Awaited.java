package dev.execsession.journal;

import dev.execsession.json.JsonName;

/** What a paused session is waiting for. */
public enum Awaited implements JsonName {
  /** The approval of a result. */
  APPROVAL,
  /** Manual checks, attestations or documentation. */
  ANSWERS,
  /** A person's work on a block. */
  WORK,
  /** Whether the work of an interrupted executor is kept. */
  OUTCOME,
  /** Whether changes made outside of any block are the person's. */
  BETWEEN,
  /** Whether it is right that a block took away what others had done. */
  LOSS,
  /** Whether a person changed git's state while a block ran. */
  GIT,
  /** A commit that could not be made. */
  COMMIT
}
