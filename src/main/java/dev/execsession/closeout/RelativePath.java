package dev.execsession.closeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths below the worktree's root, with {@code /}; the root is the empty text. */
final class RelativePath {
  private RelativePath() {}

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** Follows a relative path from a folder; empty when it leaves the root. */
  static Optional<String> resolve(String folder, String relative) {
    List<String> parts = new ArrayList<>(segments(folder));
    for (String part : segments(relative)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.remove(parts.size() - 1);
      } else if (!part.equals(".")) {
        parts.add(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /** Returns the way from a folder to a path: {@code ../completed/x.md}. */
  static String between(String folder, String path) {
    List<String> from = segments(folder);
    List<String> to = segments(path);
    int same = 0;
    while (same < from.size() && same < to.size() && from.get(same).equals(to.get(same))) {
      same++;
    }
    List<String> way = new ArrayList<>();
    for (int i = same; i < from.size(); i++) {
      way.add("..");
    }
    way.addAll(to.subList(same, to.size()));
    return way.isEmpty() ? "." : String.join("/", way);
  }

  private static List<String> segments(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
