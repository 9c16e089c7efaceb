package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The content of a folder: type, mode and content of every entry, including ignored files. */
public final class Fingerprint {
  private final Map<String, String> entries;

  private Fingerprint(Map<String, String> entries) {
    this.entries = entries;
  }

  /** Takes the fingerprint of a worktree without its {@code .git}. */
  public static Fingerprint ofTree(Path root) {
    return of(root, path -> path.equals(".git"));
  }

  /** Takes the fingerprint of a worktree with all of {@code .git} except the tool's own folder. */
  public static Fingerprint ofEverything(Path root) {
    return of(root, path -> path.equals(".git/exec-session"));
  }

  private static Fingerprint of(Path root, Predicate<String> leftOut) {
    Map<String, String> entries = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              String path = root.relativize(folder).toString();
              if (leftOut.test(path)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              if (!path.isEmpty()) {
                entries.put(path, "folder " + mode(folder));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = root.relativize(file).toString();
              if (!leftOut.test(path)) {
                entries.put(path, describe(file, attributes));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fingerprint(entries);
  }

  private static String describe(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      return "link " + Files.readSymbolicLink(file);
    }
    return attributes.isRegularFile()
        ? "file " + mode(file) + " " + digest(Files.readAllBytes(file))
        : "other";
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the paths that differ; a folder that exists in only one of them is represented by its
   * files.
   */
  public SortedSet<String> differences(Fingerprint other) {
    SortedSet<String> paths = new TreeSet<>(entries.keySet());
    paths.addAll(other.entries.keySet());
    paths.removeIf(
        path -> {
          String here = entries.getOrDefault(path, "nothing");
          String there = other.entries.getOrDefault(path, "nothing");
          boolean onlyFolders =
              (here.startsWith("folder") && there.equals("nothing"))
                  || (here.equals("nothing") && there.startsWith("folder"));
          return here.equals(there) || onlyFolders;
        });
    return paths;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach((path, entry) -> text.append(path).append(" ").append(entry).append('\n'));
    return text.toString();
  }
}
