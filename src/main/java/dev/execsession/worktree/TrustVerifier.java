package dev.execsession.worktree;

import dev.execsession.file.Digests;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a scan took as git's index describes them, while commands run: on a daemon
 * thread that ends when it is paused or done. A file whose status changed is left to the next scan.
 */
public final class TrustVerifier {
  private final TreeNames names;
  private final Iterator<Place> places;
  private final List<TreePath> different = Collections.synchronizedList(new ArrayList<>());
  private @Nullable Thread running;
  private int unread;

  private record Place(Listing listing, int index) {}

  TrustVerifier(TreeNames names, Manifest manifest) {
    this.names = names;
    List<Place> trusted = new ArrayList<>();
    for (Listing listing : manifest.folders()) {
      for (int i = 0; i < listing.size(); i++) {
        if (listing.isTrusted(i)) {
          trusted.add(new Place(listing, i));
        }
      }
    }
    this.places = trusted.iterator();
    this.unread = trusted.size();
  }

  /** Goes on in the background. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it
  public synchronized void resume() {
    if (running == null && places.hasNext()) {
      Thread thread = new Thread(this::run, "exec-session verifier");
      thread.setDaemon(true);
      running = thread;
      thread.start();
    }
  }

  /** Stops after the file that is being read, without waiting for it. */
  public synchronized void pause() {
    running = null;
  }

  /** Reads the rest at once. */
  public void finish() {
    pause();
    FileReader reader = new FileReader();
    for (Place place = next(null); place != null; place = next(null)) {
      read(place, reader);
    }
  }

  private void run() {
    FileReader reader = new FileReader();
    for (Place place = next(Thread.currentThread());
        place != null;
        place = next(Thread.currentThread())) {
      read(place, reader);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same thread
  private synchronized @Nullable Place next(@Nullable Thread thread) {
    if (thread != running) {
      return null;
    }
    if (!places.hasNext()) {
      running = null;
      return null;
    }
    return places.next();
  }

  private void read(Place place, FileReader reader) {
    Listing listing = place.listing();
    TreePath path = listing.folder().child(listing.name(place.index()));
    Path file = names.toPath(path);
    boolean isRead = false;
    try {
      FileStat stat = FileStat.of(file);
      if (listing.hasStat(place.index(), stat)
          && !listing.hasBlob(place.index(), reader.read(file, stat).blob())
          && !isConverted(place, file)) {
        different.add(path);
      }
      isRead = true;
    } catch (FileReader.Moved | NoSuchFileException | NotDirectoryException e) {
      // It is another file by now, which the next scan reads.
      isRead = true;
    } catch (IOException e) {
      // The report counts it.
    }
    synchronized (this) {
      unread -= isRead ? 1 : 0;
    }
  }

  /** Returns whether git converted the line ends, by a setting that is no longer there. */
  private static boolean isConverted(Place place, Path file) throws IOException {
    ManifestEntry entry = place.listing().get(place.index());
    return entry.size() <= WholeFile.SMALL
        && Digests.isBlobWithLineFeeds(
            WholeFile.read(file, WholeFile.SMALL), String.valueOf(entry.blob()));
  }

  /** Returns the files that hold something else although their status says that they do not. */
  public List<TreePath> different() {
    synchronized (different) {
      return different.stream().sorted().toList();
    }
  }

  /** Returns the number of files that were not read so far. */
  public synchronized int unread() {
    return unread;
  }
}
