package dev.execsession.file;

/** The type of a path; links are not followed. */
public enum EntryType {
  FILE,
  DIRECTORY,
  SYMLINK,
  /** A FIFO, socket or device; never opened. */
  OTHER
}
