package dev.execsession.setup;

import dev.execsession.file.WholeFile;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.WordList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a worktree by name: what git tracks, and what else lies there. Build output,
 * dependencies and names with unusual characters are left out.
 */
final class RepositoryFiles {
  private static final int DEEPEST = 8;
  private static final int MOST = 20_000;
  private static final int UPPER = 3;
  private static final long LARGEST = 1 << 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@+/-]+");
  private static final Set<String> NOT_SOURCE =
      WordList.of("node_modules target build dist out vendor third_party venv env __pycache__");

  private final Path root;
  private final SortedSet<String> names;

  private RepositoryFiles(Path root, SortedSet<String> names) {
    this.root = root;
    this.names = names;
  }

  static RepositoryFiles of(RepositoryFacts facts) {
    SortedSet<String> names = new TreeSet<>();
    for (GitIndex.Entry entry : new CurrentIndex(facts.gitDir()).get().entries()) {
      add(entry.path().raw(), names);
    }
    walk(facts.root(), "", 1, names);
    return new RepositoryFiles(facts.root(), names);
  }

  private static void add(String name, SortedSet<String> names) {
    boolean source = Stream.of(name.split("/", -1)).noneMatch(NOT_SOURCE::contains);
    if (source && PLAIN.matcher(name).matches()) {
      names.add(name);
    }
  }

  private static void walk(Path folder, String prefix, int depth, SortedSet<String> names) {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (names.size() > MOST) {
          return;
        }
        if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
          add(prefix + name, names);
        } else if (depth < DEEPEST
            && isSource(name)
            && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          walk(child, prefix + name + "/", depth + 1, names);
        }
      }
    } catch (IOException e) {
      // What cannot be listed is not described.
    }
  }

  private static boolean isSource(String folder) {
    return !NOT_SOURCE.contains(folder) && (!folder.startsWith(".") || folder.equals(".github"));
  }

  boolean has(String name) {
    return names.contains(name);
  }

  boolean any(Predicate<String> test) {
    return names.stream().anyMatch(test);
  }

  /** Returns the names that match, sorted. */
  List<String> all(Predicate<String> test) {
    return names.stream().filter(test).toList();
  }

  /** Returns whether a folder, {@code web/}, has a file that ends in one of these. */
  boolean hasBelow(String folder, Set<String> endings) {
    return names.tailSet(folder).stream()
        .takeWhile(name -> name.startsWith(folder))
        .anyMatch(name -> endings.contains(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** Returns whether a folder, {@code web/}, holds any file. */
  boolean hasFolder(String folder) {
    SortedSet<String> from = names.tailSet(folder);
    return !from.isEmpty() && from.first().startsWith(folder);
  }

  /** Returns the folders down to a depth of two that hold a file of this name: {@code web/}. */
  List<String> upperFoldersWith(String file) {
    return all(name -> name.endsWith("/" + file) && name.split("/", -1).length <= UPPER).stream()
        .map(name -> name.substring(0, name.length() - file.length()))
        .filter(folder -> !folder.startsWith("."))
        .toList();
  }

  boolean isExecutable(String name) {
    return Files.isExecutable(root.resolve(name));
  }

  /** Returns a file's text with LF line ends; empty if there is none, or it is too large. */
  String text(String name) {
    return raw(name).replace("\r\n", "\n");
  }

  boolean hasWindowsLines(String name) {
    return raw(name).contains("\r\n");
  }

  private String raw(String name) {
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try {
      return new String(WholeFile.read(file, LARGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
