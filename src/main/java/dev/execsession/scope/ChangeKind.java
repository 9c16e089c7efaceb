package dev.execsession.scope;

import dev.execsession.json.JsonName;

/** How a path changed. */
public enum ChangeKind implements JsonName {
  ADDED,
  MODIFIED,
  DELETED,
  /** A file became a link, a folder a file, and so on. */
  TYPE,
  /** Only the permissions changed. */
  MODE,
  /** Only the owner or the group changed, or another file system was mounted over a folder. */
  OWNER
}
