package dev.execsession.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shortens lists of paths: by folder where there are many. */
public final class PathGroups {
  private PathGroups() {}

  /**
   * Some paths in one line.
   *
   * @param name a path, or a folder with a trailing slash; empty for what is not named
   */
  public record Group(String name, int count) {
    /** Returns the name in backticks, or how many more there are. */
    public String shown() {
      return name.isEmpty() ? "and more" : "`" + name + "`";
    }
  }

  /**
   * Returns the paths each by itself if they are few, otherwise by folder, deep folders first
   * joined. What is still too much is one last group without a name.
   *
   * @param paths as displayed
   * @param most the longest list
   */
  public static List<Group> of(List<String> paths, int most) {
    if (paths.size() <= most) {
      return paths.stream().map(path -> new Group(path, 1)).toList();
    }
    int depth = 1;
    for (String path : paths) {
      depth = Math.max(depth, depth(path));
    }
    List<Group> groups = at(depth, paths);
    while (groups.size() > most && depth > 1) {
      depth--;
      groups = at(depth, paths);
    }
    if (groups.size() <= most) {
      return groups;
    }
    List<Group> largest = new ArrayList<>(groups);
    largest.sort(Comparator.comparingInt(Group::count).reversed());
    List<Group> named = new ArrayList<>(groups);
    named.retainAll(largest.subList(0, most - 1));
    named.add(new Group("", paths.size() - named.stream().mapToInt(Group::count).sum()));
    return named;
  }

  private static int depth(String path) {
    int depth = 0;
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      depth++;
    }
    return depth;
  }

  private static List<Group> at(int depth, List<String> paths) {
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (String path : paths) {
      folders.computeIfAbsent(folder(path, depth), key -> new ArrayList<>()).add(path);
    }
    return folders.entrySet().stream()
        .map(
            entry ->
                new Group(
                    entry.getValue().size() == 1 ? entry.getValue().get(0) : entry.getKey(),
                    entry.getValue().size()))
        .toList();
  }

  /** Returns the folder of at most that depth; a path at the top is its own. */
  private static String folder(String path, int depth) {
    int end = -1;
    for (int i = 0; i < depth; i++) {
      int slash = path.indexOf('/', end + 1);
      if (slash < 0) {
        break;
      }
      end = slash;
    }
    return end < 0 ? path : path.substring(0, end + 1);
  }
}
