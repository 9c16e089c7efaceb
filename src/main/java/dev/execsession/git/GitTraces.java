package dev.execsession.git;

import dev.execsession.file.Stamp;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Traces that git operations leave in git's own files even when tree and refs no longer show them:
 * index, logs, objects.
 */
public record GitTraces(IndexState index, LogsState logs, ObjectsState objects) {
  /**
   * Reads the current state from git's files.
   *
   * @param previous an earlier state, reused for index and logs that are unchanged
   * @param trusted timestamps before this prove that, see {@link dev.execsession.file.RacyWindow}
   */
  public static GitTraces read(
      RepositoryFacts facts, CurrentIndex index, @Nullable GitTraces previous, long trusted)
      throws IOException {
    // Objects first: whatever is written during the scan then counts as written after it.
    ObjectsState objects =
        ObjectsState.read(facts.commonDir(), previous == null ? null : previous.objects(), trusted);
    return new GitTraces(
        index.state(previous == null ? null : previous.index(), trusted),
        LogsState.read(facts, previous == null ? null : previous.logs(), trusted),
        objects);
  }

  /** Returns the same once {@link Canary} is there. */
  public GitTraces guarded() {
    return new GitTraces(
        index,
        logs,
        new ObjectsState(
            objects.packs(), objects.loose(), objects.newest(), objects.folders(), true));
  }

  /**
   * Writes the traces for {@link #readFrom}.
   *
   * @param base traces whose index is not repeated
   */
  public void writeTo(DataOutputStream out, @Nullable GitTraces base) throws IOException {
    index.writeTo(out, base == null ? null : base.index);
    out.writeInt(logs.stamps().size());
    for (Map.Entry<String, Stamp> log : logs.stamps().entrySet()) {
      out.writeUTF(log.getKey());
      log.getValue().writeTo(out);
      out.writeInt(logs.young().getOrDefault(log.getKey(), 0));
    }
    out.writeInt(objects.packs().size());
    for (String pack : objects.packs()) {
      out.writeUTF(pack);
    }
    out.writeInt(objects.loose());
    out.writeLong(objects.newest());
    out.writeLong(objects.folders());
    out.writeBoolean(objects.guarded());
  }

  /** Reads what {@link #writeTo} wrote. */
  public static GitTraces readFrom(DataInputStream in, @Nullable GitTraces base)
      throws IOException {
    IndexState index = IndexState.readFrom(in, base == null ? null : base.index);
    Map<String, Stamp> logs = new TreeMap<>();
    Map<String, Integer> young = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      logs.put(name, Stamp.readFrom(in));
      young.put(name, in.readInt());
    }
    TreeSet<String> packs = new TreeSet<>();
    for (int count = in.readInt(); count > 0; count--) {
      packs.add(in.readUTF());
    }
    return new GitTraces(
        index,
        new LogsState(logs, young),
        new ObjectsState(packs, in.readInt(), in.readLong(), in.readLong(), in.readBoolean()));
  }
}
