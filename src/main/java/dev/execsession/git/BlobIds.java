package dev.execsession.git;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** A compact set of object ids. */
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

  /** Returns whether the set holds the id in the 20 bytes that begin at {@code place}. */
  public boolean contains(byte[] bytes, int place) {
    return ids.contains(ObjectId.fromRaw(bytes, place));
  }
}
