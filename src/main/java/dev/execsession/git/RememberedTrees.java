package dev.execsession.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Reads thousands of trees: keeps the last ones, because a commit's are those of its child's
 * parent, and checks only objects that a listing shows as files of their own.
 */
final class RememberedTrees extends ObjectReader.Filter {
  private static final int MOST = 4096;
  private static final int LARGEST = 64 * 1024;

  private final ObjectReader checking;
  private final ObjectReader plain;
  private final Path folder;
  private final Map<String, Set<String>> loose = new LinkedHashMap<>();
  private final Map<ObjectId, ObjectLoader> trees =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, ObjectLoader> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param plain reads the same objects without a check
   * @param folder git's objects folder
   */
  RememberedTrees(ObjectReader checking, ObjectReader plain, Path folder) {
    this.checking = checking;
    this.plain = plain;
    this.folder = folder;
  }

  @Override
  protected ObjectReader delegate() {
    return checking;
  }

  @Override
  public ObjectReader newReader() {
    return checking.newReader();
  }

  @Override
  public ObjectLoader open(AnyObjectId id) throws IOException {
    return open(id, OBJ_ANY);
  }

  @Override
  public ObjectLoader open(AnyObjectId id, int type) throws IOException {
    ObjectLoader known = type == Constants.OBJ_TREE ? trees.get(id) : null;
    if (known == null) {
      known = (isLoose(id.name()) ? checking : plain).open(id, type);
      if (type == Constants.OBJ_TREE && known.getSize() <= LARGEST) {
        known = new ObjectLoader.SmallObject(type, known.getCachedBytes());
        trees.put(id.copy(), known);
      }
    }
    return known;
  }

  private boolean isLoose(String id) {
    return id.equals(Constants.EMPTY_TREE_ID.name())
        || loose.computeIfAbsent(id.substring(0, 2), this::names).contains(id.substring(2));
  }

  private Set<String> names(String start) {
    String[] names = new File(folder.toFile(), start).list();
    return names == null ? Set.of() : new HashSet<>(Set.of(names));
  }

  @Override
  public void close() {
    super.close();
    plain.close();
  }
}
