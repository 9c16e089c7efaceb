package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.Stamp;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.text.TreePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of git's index without the timestamps and sizes that git refreshes by itself: for each
 * path its mode, content, flags and conflict stages. Kept packed, about thirty bytes per file,
 * because it is rarely needed as a whole.
 */
public final class IndexState {
  /** The state when the repository has no index. */
  public static final IndexState EMPTY = of(GitIndex.EMPTY, null);

  private final byte[] packed;
  private final @Nullable Stamp source;

  private IndexState(byte[] packed, @Nullable Stamp source) {
    this.packed = packed;
    this.source = source;
  }

  /** Returns the file that all of it was read from; null if there was none, or several. */
  @Nullable Stamp source() {
    return source;
  }

  /** Returns the digest of all entries. */
  String digest() {
    return ContentId.of(packed).hex();
  }

  /** Returns the digest of that file. */
  public @Nullable ContentId content() {
    return source == null ? null : source.content();
  }

  /** Returns the same state, read from a file with other timestamps. */
  IndexState at(Stamp other) {
    return new IndexState(packed, other);
  }

  /**
   * The state of one path.
   *
   * @param stages the stages in conflict, null if there is no conflict
   */
  public record Staged(int mode, String id, int flags, @Nullable String stages) {
    /** Returns the entry as a tree would hold it. */
    TreeItem item() {
      return new TreeItem(mode, id);
    }
  }

  static IndexState of(GitIndex index, @Nullable Stamp source) {
    Map<TreePath, Staged> conflicts = new HashMap<>();
    for (GitIndex.Entry entry : index.conflicts()) {
      String stage = entry.stage() + " " + Integer.toOctalString(entry.mode()) + " " + entry.blob();
      conflicts.merge(
          entry.path(),
          new Staged(0, entry.blob(), 0, stage),
          (old, more) -> new Staged(0, old.id(), 0, old.stages() + ", " + more.stages()));
    }
    Packer packer = new Packer();
    if (conflicts.isEmpty()) {
      packer.addAll(index.packed());
      return packer.pack(source);
    }
    for (GitIndex.Entry entry : index.entries()) {
      Staged conflict = conflicts.get(entry.path());
      packer.add(
          PackedEntries.name(entry),
          conflict == null
              ? new Staged(entry.mode(), entry.blob(), entry.flags(), null)
              : conflict);
    }
    return packer.pack(source);
  }

  /**
   * Returns the entries of this index that differ from another, and its sparse folders, by path.
   */
  NavigableMap<TreePath, Staged> unlike(IndexState other) {
    NavigableMap<TreePath, Staged> found = new TreeMap<>();
    Cursor theirs = other.new Cursor();
    boolean more = theirs.next();
    for (Cursor ours = new Cursor(); ours.next(); ) {
      while (more && theirs.name().compareTo(ours.name()) < 0) {
        more = theirs.next();
      }
      boolean same =
          more && theirs.name().equals(ours.name()) && theirs.staged().equals(ours.staged());
      if (!same || ours.name().endsWith("/")) {
        String name = ours.name();
        found.put(
            new TreePath(name.endsWith("/") ? name.substring(0, name.length() - 1) : name),
            ours.staged());
      }
    }
    return found;
  }

  /** Receives the path, mode and content of each entry. */
  public interface Visitor {
    void visit(TreePath path, int mode, String blob);
  }

  /** Passes on each file and link whose content is staged and not in conflict. */
  public void visit(Visitor visitor) {
    for (Cursor entry = new Cursor(); entry.next(); ) {
      Staged staged = entry.staged();
      boolean hasContent =
          staged.stages() == null && GitIndex.holdsContent(staged.mode(), staged.flags());
      if (hasContent) {
        visitor.visit(new TreePath(entry.name()), staged.mode(), staged.id());
      }
    }
  }

  /** Iterates over the entries in order. */
  private final class Cursor {
    private final DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed));
    private int left;
    private String name = "";
    private Staged staged = new Staged(0, "", 0, null);

    Cursor() {
      try {
        left = in.readInt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      try {
        name =
            name.substring(0, in.readUnsignedShort()) + raw(in.readNBytes(in.readUnsignedShort()));
        int mode = in.readInt();
        String id = HexFormat.of().formatHex(in.readNBytes(IndexReader.ID_LENGTH));
        staged =
            new Staged(mode, id, in.readUnsignedShort(), in.readBoolean() ? in.readUTF() : null);
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the raw name, with a trailing slash for a folder. */
    String name() {
      return name;
    }

    Staged staged() {
      return staged;
    }
  }

  /** Packs entries that are added in order. */
  private static final class Packer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private String previous = "";
    private int count;

    /** Adds entries without conflict. */
    void addAll(PackedEntries entries) {
      byte[] id = new byte[IndexReader.ID_LENGTH];
      for (int i = 0; i < entries.size(); i++) {
        entries.copyId(i, id, 0);
        add(entries.name(i), entries.mode(i), id, entries.flags(i), null);
      }
    }

    void add(String name, Staged staged) {
      byte[] id = HexFormat.of().parseHex(staged.id());
      add(name, staged.mode(), id, staged.flags(), staged.stages());
    }

    private void add(String name, int mode, byte[] id, int flags, @Nullable String stages) {
      int most = Math.min(Math.min(name.length(), previous.length()), 0xffff);
      int shared = 0;
      while (shared < most && name.charAt(shared) == previous.charAt(shared)) {
        shared++;
      }
      byte[] rest = name.substring(shared).getBytes(StandardCharsets.ISO_8859_1);
      try {
        out.writeShort(shared);
        out.writeShort(rest.length);
        out.write(rest);
        out.writeInt(mode);
        out.write(id);
        out.writeShort(flags);
        out.writeBoolean(stages != null);
        if (stages != null) {
          out.writeUTF(stages);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      previous = name;
      count++;
    }

    IndexState pack(@Nullable Stamp source) {
      byte[] packed = new byte[4 + bytes.size()];
      ByteBuffer.wrap(packed).putInt(count).put(bytes.toByteArray());
      return new IndexState(packed, source);
    }
  }

  private static String raw(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes the state for {@link #readFrom}.
   *
   * @param base a state that is not repeated
   */
  void writeTo(DataOutputStream out, @Nullable IndexState base) throws IOException {
    boolean repeats = equals(base);
    out.writeBoolean(repeats);
    if (!repeats) {
      out.writeInt(packed.length);
      out.write(packed);
    }
    out.writeBoolean(source != null);
    if (source != null) {
      source.writeTo(out);
    }
  }

  static IndexState readFrom(DataInputStream in, @Nullable IndexState base) throws IOException {
    byte[] packed;
    if (!in.readBoolean()) {
      packed = in.readNBytes(in.readInt());
    } else if (base != null) {
      packed = base.packed;
    } else {
      throw new IOException("it repeats an index that is not there");
    }
    return new IndexState(packed, in.readBoolean() ? Stamp.readFrom(in) : null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IndexState that && Arrays.equals(packed, that.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }
}
