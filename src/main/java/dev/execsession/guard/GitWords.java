package dev.execsession.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Detects git commands that certainly rewrite or switch history. */
final class GitWords {
  private static final Set<String> WITH_VALUE =
      Set.of("-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path");
  private static final Set<String> ALWAYS =
      Set.of(
          "switch",
          "rebase",
          "push",
          "clean",
          "update-ref",
          "filter-branch",
          "filter-repo",
          "fast-import",
          "gc",
          "prune",
          "init");
  private static final Set<String> CHANGING_BRANCHES =
      Set.of("-d", "-D", "-m", "-M", "-c", "-C", "-f", "--delete", "--move", "--copy", "--force");
  private static final Set<String> LISTING_TAGS = Set.of("-l", "--list", "--contains", "-v");

  private GitWords() {}

  /** Returns what the command would do that a block must not; empty if that is not certain. */
  static Optional<String> forbidden(List<String> arguments, boolean commits) {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      at += WITH_VALUE.contains(arguments.get(at)) ? 2 : 1;
    }
    if (at >= arguments.size()) {
      return Optional.empty();
    }
    String command = arguments.get(at);
    List<String> rest = arguments.subList(at + 1, arguments.size());
    return rewrites(command, rest) || (command.equals("commit") && !commits)
        ? Optional.of("git " + command)
        : Optional.empty();
  }

  private static boolean rewrites(String command, List<String> rest) {
    String first = rest.isEmpty() ? "" : rest.get(0);
    return switch (command) {
      case "stash" -> !Set.of("list", "show").contains(first);
      case "reset" ->
          hasOneOf(rest, Set.of("--hard", "--soft", "--merge", "--keep")) || namesAncestor(rest);
      case "checkout" -> hasOneOf(rest, Set.of("-b", "-B", "--orphan", "--detach"));
      case "commit" -> rest.contains("--amend");
      case "tag" -> !rest.isEmpty() && !listsTags(rest);
      case "branch" ->
          hasOneOf(rest, CHANGING_BRANCHES) || hasOneThatBegins(rest, "--set-upstream");
      case "reflog" -> Set.of("expire", "delete").contains(first);
      case "worktree" -> Set.of("add", "remove", "move", "prune").contains(first);
      case "replace" -> !rest.isEmpty() && !first.equals("-l");
      case "config" -> changesSettings(rest);
      default -> ALWAYS.contains(command);
    };
  }

  private static boolean hasOneOf(List<String> words, Set<String> wanted) {
    for (String word : words) {
      if (wanted.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOneThatBegins(List<String> words, String... starts) {
    for (String word : words) {
      for (String start : starts) {
        if (word.startsWith(start)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean namesAncestor(List<String> rest) {
    return hasOneThatBegins(rest, "HEAD~", "HEAD^", "@~", "@^");
  }

  private static boolean listsTags(List<String> rest) {
    for (String word : rest) {
      if (LISTING_TAGS.contains(word) || isLineCount(word)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a word is {@code -n}, with or without a number. */
  private static boolean isLineCount(String word) {
    for (int i = 2; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return word.startsWith("-n");
  }

  private static boolean changesSettings(List<String> rest) {
    if (hasOneOf(rest, Set.of("--add", "--replace-all", "--remove-section", "set"))
        || hasOneThatBegins(rest, "--unset")) {
      return true;
    }
    int names = 0;
    for (String word : rest) {
      names += word.startsWith("-") ? 0 : 1;
    }
    return names > 1
        && !hasOneOf(rest, Set.of("get", "list", "-l", "--list"))
        && !hasOneThatBegins(rest, "--get");
  }
}
