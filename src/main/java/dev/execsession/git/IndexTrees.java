package dev.execsession.git;

import dev.execsession.file.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the trees that an index makes, as {@code git write-tree} computes them. Equal ids
 * prove that a folder of a commit holds what the index holds, whatever the index says of itself.
 */
final class IndexTrees {
  /**
   * A folder of the index.
   *
   * @param id its tree; null when a conflict or an intent to add is in it
   * @param end the position after its last entry
   */
  record Tree(@Nullable ObjectId id, int end) {}

  private static final class Draft {
    final String folder;
    final ByteArrayOutputStream items = new ByteArrayOutputStream(1024);
    boolean isKnown = true;

    Draft(String folder) {
      this.folder = folder;
    }

    void add(int mode, String name, byte[] id) {
      items.writeBytes(Integer.toOctalString(mode).getBytes(StandardCharsets.US_ASCII));
      items.write(' ');
      items.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
      items.write(0);
      items.writeBytes(id);
    }
  }

  private final MessageDigest sha1 = Digests.sha1();
  private final Map<String, Tree> trees = new HashMap<>();
  private final Deque<Draft> open = new ArrayDeque<>();

  private IndexTrees() {}

  /** Returns the folders of an index by their raw paths, the root's is empty. */
  static Map<String, Tree> of(PackedEntries entries) {
    IndexTrees made = new IndexTrees();
    made.open.push(new Draft(""));
    byte[] id = new byte[IndexReader.ID_LENGTH];
    byte[] prefix = new byte[0];
    for (int i = 0; i < entries.size(); i++) {
      if ((prefix.length > 0 && !entries.startsWith(i, prefix))
          || entries.hasSlash(i, prefix.length)) {
        String name = entries.name(i);
        made.closeUntil(name, i);
        made.openFolders(name);
        String folder = made.open.element().folder;
        prefix = (folder.isEmpty() ? "" : folder + "/").getBytes(StandardCharsets.ISO_8859_1);
      }
      Draft draft = made.open.element();
      boolean isPlain = entries.stage(i) == 0 && (entries.flags(i) & GitIndex.INTENT_TO_ADD) == 0;
      if (!isPlain) {
        draft.isKnown = false;
        continue;
      }
      entries.copyId(i, id, 0);
      String name = entries.name(i).substring(prefix.length);
      if (entries.mode(i) == GitIndex.FOLDER_MODE) {
        String own = name.substring(0, name.length() - 1);
        made.trees.put(below(draft.folder, own), new Tree(ObjectId.fromRaw(id), i + 1));
        draft.add(GitIndex.FOLDER_MODE, own, id);
      } else {
        draft.add(entries.mode(i), name, id);
      }
    }
    while (!made.open.isEmpty()) {
      made.close(entries.size());
    }
    return made.trees;
  }

  private void closeUntil(String name, int position) {
    while (!open.element().folder.isEmpty() && !name.startsWith(open.element().folder + "/")) {
      close(position);
    }
  }

  private void openFolders(String name) {
    String folder = open.element().folder;
    int from = folder.isEmpty() ? 0 : folder.length() + 1;
    // The last slash of a sparse folder is its end.
    int slash = name.indexOf('/', from);
    while (slash >= 0 && slash < name.length() - 1) {
      open.push(new Draft(name.substring(0, slash)));
      slash = name.indexOf('/', slash + 1);
    }
  }

  private void close(int position) {
    Draft done = open.pop();
    byte[] id = null;
    if (done.isKnown) {
      byte[] items = done.items.toByteArray();
      sha1.update(("tree " + items.length).getBytes(StandardCharsets.US_ASCII));
      sha1.update((byte) 0);
      id = sha1.digest(items);
    }
    trees.put(done.folder, new Tree(id == null ? null : ObjectId.fromRaw(id), position));
    Draft parent = open.peek();
    if (parent == null) {
      return;
    }
    if (id == null) {
      parent.isKnown = false;
    } else {
      String folder = parent.folder;
      parent.add(
          GitIndex.FOLDER_MODE,
          done.folder.substring(folder.isEmpty() ? 0 : folder.length() + 1),
          id);
    }
  }

  private static String below(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
