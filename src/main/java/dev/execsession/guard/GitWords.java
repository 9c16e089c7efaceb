package dev.execsession.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells from the words of a git command whether it rewrites or switches, where that is certain. */
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

  private GitWords() {}

  /** Gives what the command would do that a block must not; empty when that is not certain. */
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
          rest.stream().anyMatch(Set.of("--hard", "--soft", "--merge", "--keep")::contains)
              || rest.stream().anyMatch(word -> word.matches("(HEAD|@)[~^].*"));
      case "checkout" ->
          rest.stream().anyMatch(Set.of("-b", "-B", "--orphan", "--detach")::contains);
      case "commit" -> rest.contains("--amend");
      case "tag" ->
          !rest.isEmpty()
              && rest.stream().noneMatch(word -> word.matches("-l|--list|-n\\d*|--contains|-v"));
      case "branch" ->
          rest.stream()
              .anyMatch(
                  word ->
                      word.matches("-[dDmMcCf]|--delete|--move|--copy|--force|--set-upstream.*"));
      case "reflog" -> Set.of("expire", "delete").contains(first);
      case "worktree" -> Set.of("add", "remove", "move", "prune").contains(first);
      case "replace" -> !rest.isEmpty() && !first.equals("-l");
      case "config" ->
          rest.stream()
                  .anyMatch(
                      word -> word.matches("--unset.*|--add|--replace-all|--remove-section|set"))
              || (rest.stream().filter(word -> !word.startsWith("-")).count() > 1
                  && rest.stream().noneMatch(word -> word.matches("--get.*|get|list|-l|--list")));
      default -> ALWAYS.contains(command);
    };
  }
}
