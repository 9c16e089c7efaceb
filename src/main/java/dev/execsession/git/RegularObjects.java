package dev.execsession.git;

import dev.execsession.file.Steady;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Opens an object only if it is a regular file: JGit would block forever on a pipe in its place.
 */
final class RegularObjects extends ObjectReader.Filter {
  /** Files that JGit reads whole, besides packs. */
  private static final String[] READ_WHOLE = {"config", "packed-refs", "shallow", "HEAD"};

  private final ObjectReader objects;
  private final Path folder;

  /**
   * @param folder git's objects folder
   */
  RegularObjects(ObjectReader objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /**
   * Checks that a repository can be opened and its packs be read.
   *
   * @throws IOException when a file that git needs is not a regular one
   */
  static void check(Path commonDir) throws IOException {
    if (!Files.isRegularFile(commonDir.resolve("config"))) {
      throw new IOException("git's `config` is not a regular file");
    }
    for (String name : READ_WHOLE) {
      checkIfThere(commonDir.resolve(name), WholeFile.SMALL);
    }
    Path objects = commonDir.resolve("objects");
    checkIfThere(objects.resolve("info/alternates"), WholeFile.SMALL);
    for (String each : new String[] {"pack", "info", "info/commit-graphs"}) {
      checkFiles(objects.resolve(each));
    }
  }

  private static void checkFiles(Path folder) throws IOException {
    for (Path file : Steady.children(folder)) {
      if (!Files.isDirectory(file)) {
        checkIfThere(file, Long.MAX_VALUE);
      }
    }
  }

  private static void checkIfThere(Path file, long most) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        WholeFile.check(file, most);
      } catch (NoSuchFileException e) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw e; // a link that leads nowhere
        }
      }
    }
  }

  @Override
  protected ObjectReader delegate() {
    return objects;
  }

  @Override
  public ObjectReader newReader() {
    return new RegularObjects(objects.newReader(), folder);
  }

  @Override
  public ObjectLoader open(AnyObjectId id) throws IOException {
    return open(id, OBJ_ANY);
  }

  /** Git knows the empty tree without storing it, and a rebase makes use of that. */
  @Override
  public ObjectLoader open(AnyObjectId id, int type) throws IOException {
    if (id.equals(Constants.EMPTY_TREE_ID)) {
      return new ObjectLoader.SmallObject(Constants.OBJ_TREE, new byte[0]);
    }
    check(id);
    return super.open(id, type);
  }

  @Override
  public long getObjectSize(AnyObjectId id, int type) throws IOException {
    check(id);
    return super.getObjectSize(id, type);
  }

  private void check(AnyObjectId id) throws IOException {
    String name = id.name();
    checkIfThere(folder.resolve(name.substring(0, 2)).resolve(name.substring(2)), Long.MAX_VALUE);
  }
}
