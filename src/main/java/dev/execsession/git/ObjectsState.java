package dev.execsession.git;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.Steady;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A summary of git's object database: its packs, the number of loose objects, and the latest moment
 * at which a loose object was added or removed, by the file system's clock.
 *
 * @param newest nanoseconds since 1970
 * @param folders a hash of the folders of loose objects and their timestamps
 * @param guarded whether there is an object that only a prune of young ones takes away
 */
public record ObjectsState(
    Set<String> packs, int loose, long newest, long folders, boolean guarded) {
  /** Git packs loose objects by itself at about this number. */
  private static final int HOUSEKEEPING_LOOSE = 6000;

  private static final int HOUSEKEEPING_PACKS = 50;

  /** A pack with more objects is not searched for commits. */
  private static final int MOST_IN_PACK = 20_000;

  private static final int FOLDERS = 256;

  public ObjectsState {
    packs = Collections.unmodifiableSet(new TreeSet<>(packs));
  }

  /**
   * Reads the state.
   *
   * @param previous an earlier state; its count is reused if no folder of loose objects changed
   * @param trusted timestamps before this prove that
   */
  static ObjectsState read(Path commonDir, @Nullable ObjectsState previous, long trusted)
      throws IOException {
    Path objects = commonDir.resolve("objects");
    long newest = FileStat.Mark.of(objects).ctime();
    Set<String> packs = packs(objects);
    List<Path> folders = folders(objects);
    long all = 0;
    for (Path folder : folders) {
      long ctime = ctime(folder);
      newest = Math.max(newest, ctime);
      all = 31 * all + 17L * String.valueOf(folder.getFileName()).hashCode() + ctime;
    }
    if (previous != null && previous.folders == all && newest < trusted) {
      return new ObjectsState(packs, previous.loose, newest, all, Canary.isThere(commonDir));
    }
    int loose = 0;
    for (Path folder : folders) {
      loose += children(folder).size();
    }
    return new ObjectsState(packs, loose, newest, all, Canary.isThere(commonDir));
  }

  private static List<Path> folders(Path objects) throws IOException {
    List<Path> folders = children(objects);
    folders.removeIf(folder -> !isFolder(String.valueOf(folder.getFileName())));
    Collections.sort(folders);
    return folders;
  }

  private static boolean isFolder(String name) {
    return name.length() == 2
        && HexFormat.isHexDigit(name.charAt(0))
        && HexFormat.isHexDigit(name.charAt(1))
        && name.equals(name.toLowerCase(Locale.ROOT));
  }

  private static long ctime(Path folder) throws IOException {
    try {
      return FileStat.Mark.of(folder).ctime();
    } catch (NoSuchFileException e) {
      // Removed since it was listed.
      return Long.MIN_VALUE;
    }
  }

  private static Set<String> packs(Path objects) throws IOException {
    Set<String> packs = new TreeSet<>();
    for (Path file : children(objects.resolve("pack"))) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".idx")) {
        packs.add(name.substring(0, name.length() - ".idx".length()));
      }
    }
    return packs;
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(found::add);
    } catch (NoSuchFileException e) {
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Returns whether objects were repacked or pruned other than by git's own housekeeping. */
  boolean wasRepacked(ObjectsState after) {
    boolean housekeeping = loose >= HOUSEKEEPING_LOOSE || packs.size() >= HOUSEKEEPING_PACKS;
    boolean dropped = !after.packs.containsAll(packs) || after.loose < loose;
    return !housekeeping && dropped;
  }

  /** Returns the ids of commits that were written since this state was read. */
  List<String> commitsSince(Path commonDir, GitObjects reader) throws IOException {
    Path objects = commonDir.resolve("objects");
    List<String> ids = new ArrayList<>();
    for (Path folder : folders(objects)) {
      if (ctime(folder) > newest) {
        addCommits(folder, ids);
      }
    }
    ids.addAll(reader.commitsAmong(Steady.read(() -> packedSince(objects))));
    return ids;
  }

  /** Returns the ids in new packs. What a pack held that is gone is in another one. */
  private List<String> packedSince(Path objects) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String pack : packs(objects)) {
      if (!packs.contains(pack)) {
        ids.addAll(inPack(objects.resolve("pack").resolve(pack + ".idx")));
      }
    }
    return ids;
  }

  private void addCommits(Path folder, List<String> ids) throws IOException {
    for (Path file : children(folder)) {
      String id = String.valueOf(folder.getFileName()) + file.getFileName();
      try {
        FileStat stat = FileStat.of(file);
        if (id.matches("[0-9a-f]{40}") && stat.ctime() > newest) {
          if (stat.type() != EntryType.FILE) {
            throw new IOException("object `" + id + "` is not a regular file");
          }
          if (isCommit(file)) {
            ids.add(id);
          }
        }
      } catch (NoSuchFileException e) {
        // Packed since it was listed; the packs are searched next.
      }
    }
  }

  private static boolean isCommit(Path file) throws IOException {
    try (InputStream in = new InflaterInputStream(Channels.newInputStream(FileReader.open(file)))) {
      return "commit ".equals(new String(in.readNBytes(7), StandardCharsets.US_ASCII));
    } catch (ZipException | EOFException e) {
      // Damaged, so no commit can be read from it.
      return false;
    }
  }

  /** Returns the ids in a version 2 pack index; none if the pack is too large to search. */
  private static List<String> inPack(Path index) throws IOException {
    List<String> ids = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(FileReader.open(index))))) {
      if (in.readInt() != 0xff744f63 || in.readInt() != 2) {
        throw new IOException("the pack index `" + index.getFileName() + "` has an unknown format");
      }
      in.skipNBytes(4L * (FOLDERS - 1));
      int count = in.readInt();
      for (int i = 0; count <= MOST_IN_PACK && i < count; i++) {
        ids.add(HexFormat.of().formatHex(in.readNBytes(IndexReader.ID_LENGTH)));
      }
    }
    return ids;
  }
}
