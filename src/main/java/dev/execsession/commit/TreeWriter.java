package dev.execsession.commit;

import dev.execsession.git.GitObjects;
import dev.execsession.text.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trees of a commit that differs from another in some paths. Every other entry keeps its
 * bytes, whatever mode an old git gave it, and no more trees are read than lie on the way.
 */
final class TreeWriter {
  private static final int ID_LENGTH = 20;

  private final ObjectReader reader;
  private final ObjectInserter inserter;
  private final Set<String> written = new HashSet<>();

  /** An entry of one tree; its key is the name, with a slash behind that of a folder. */
  private record Item(String mode, ObjectId id) {
    boolean isFolder() {
      return mode.equals("40000");
    }
  }

  TreeWriter(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  /**
   * Returns the tree that results.
   *
   * @param edits what is to stand at a path; empty where nothing is
   */
  ObjectId write(ObjectId base, Map<TreePath, GitObjects.@Nullable TreeItem> edits)
      throws IOException {
    TreeMap<String, GitObjects.@Nullable TreeItem> byPath = new TreeMap<>();
    edits.forEach((path, item) -> byPath.put(path.raw(), item));
    ObjectId written = write(base, byPath, "");
    return written == null ? insert(new TreeMap<>()) : written;
  }

  /** Returns the ids of the trees that were written. */
  Set<String> written() {
    return Set.copyOf(written);
  }

  /** Returns the tree of one folder; absent when it is empty. */
  private @Nullable ObjectId write(
      @Nullable ObjectId base,
      SortedMap<String, GitObjects.@Nullable TreeItem> edits,
      String folder)
      throws IOException {
    SortedMap<String, Item> items = read(base);
    // Folders first: where one makes place for a file, the file is what stays.
    String done = null;
    for (String path : edits.keySet()) {
      String rest = path.substring(folder.length());
      int slash = rest.indexOf('/');
      if (slash >= 0 && !rest.substring(0, slash + 1).equals(done)) {
        done = rest.substring(0, slash + 1);
        String inner = folder + done;
        Item old = items.remove(done);
        ObjectId tree =
            write(
                old == null ? null : old.id(),
                edits.subMap(inner, folder + done.substring(0, slash) + "0"),
                inner);
        if (tree != null) {
          items.put(done, new Item("40000", tree));
        }
      }
    }
    for (Map.Entry<String, GitObjects.@Nullable TreeItem> edit : edits.entrySet()) {
      String name = edit.getKey().substring(folder.length());
      GitObjects.TreeItem item = edit.getValue();
      if (name.indexOf('/') < 0) {
        items.remove(name);
        if (item != null) {
          items.put(
              name, new Item(Integer.toOctalString(item.mode()), ObjectId.fromString(item.id())));
        }
      }
    }
    return items.isEmpty() ? null : insert(items);
  }

  private SortedMap<String, Item> read(@Nullable ObjectId tree) throws IOException {
    TreeMap<String, Item> items = new TreeMap<>();
    if (tree == null) {
      return items;
    }
    byte[] bytes = reader.open(tree, Constants.OBJ_TREE).getBytes();
    int at = 0;
    while (at < bytes.length) {
      int space = indexOf(bytes, at, ' ');
      int end = indexOf(bytes, space, '\0');
      String mode = text(bytes, at, space);
      Item item = new Item(mode, ObjectId.fromRaw(bytes, end + 1));
      items.put(text(bytes, space + 1, end) + (item.isFolder() ? "/" : ""), item);
      at = end + 1 + ID_LENGTH;
    }
    return items;
  }

  private static int indexOf(byte[] bytes, int from, int wanted) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new IOException("a tree is cut off");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1);
  }

  private ObjectId insert(SortedMap<String, Item> items) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] id = new byte[ID_LENGTH];
    for (Map.Entry<String, Item> each : items.entrySet()) {
      Item item = Objects.requireNonNull(each.getValue());
      String key = each.getKey();
      String name = item.isFolder() ? key.substring(0, key.length() - 1) : key;
      out.write((item.mode() + " " + name + "\0").getBytes(StandardCharsets.ISO_8859_1));
      item.id().copyRawTo(id, 0);
      out.write(id);
    }
    ObjectId tree = inserter.insert(Constants.OBJ_TREE, out.toByteArray());
    written.add(tree.name());
    return tree;
  }
}
