package dev.execsession.file;

/** What stands at a path, by its own kind: a link is a link wherever it leads. */
public enum EntryType {
  FILE,
  DIRECTORY,
  SYMLINK,
  /** A FIFO, socket or device; never opened. */
  OTHER
}
