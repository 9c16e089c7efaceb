package dev.execsession.git;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** A set of ids, some forty bytes each. */
public final class BlobIds {
  /** The empty set. */
  public static final BlobIds NONE = new BlobIds();

  private final ObjectIdOwnerMap<Id> ids = new ObjectIdOwnerMap<>();

  private static final class Id extends ObjectIdOwnerMap.Entry {
    Id(ObjectId id) {
      super(id);
    }
  }

  BlobIds() {}

  void add(ObjectId id) {
    ids.addIfAbsent(new Id(id));
  }

  /** Returns whether the set holds the id whose twenty bytes begin at a place. */
  public boolean contains(byte[] bytes, int place) {
    return ids.contains(ObjectId.fromRaw(bytes, place));
  }
}
