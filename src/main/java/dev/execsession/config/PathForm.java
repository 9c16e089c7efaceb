package dev.execsession.config;

import java.util.List;
import java.util.Optional;

/** Validates paths and patterns below the worktree's root. */
final class PathForm {
  private PathForm() {}

  /** Returns what is wrong, {@code "must not contain `..`"}; empty for a valid path. */
  static Optional<String> fault(String text) {
    if (text.isBlank()) {
      return Optional.of("must not be empty");
    }
    if (!text.equals(text.strip())) {
      return Optional.of("must not begin or end with a space");
    }
    if (text.indexOf('\n') >= 0 || text.indexOf('\t') >= 0) {
      return Optional.of("must be one line without tabs");
    }
    if (text.startsWith("/") || text.matches("[A-Za-z]:.*")) {
      return Optional.of("must be relative to the repository's root");
    }
    if (text.startsWith("~")) {
      return Optional.of("must not begin with `~`");
    }
    if (text.startsWith("!")) {
      return Optional.of("must not begin with `!`");
    }
    if (text.contains("\\")) {
      return Optional.of("must separate folders with `/`, not `\\`");
    }
    if (List.of(text.split("/", -1)).contains("..")) {
      return Optional.of("must not contain `..`");
    }
    return Optional.empty();
  }
}
