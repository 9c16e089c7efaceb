package dev.execsession.verify;

import dev.execsession.git.GitObjects;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Follows symbolic links by their text. */
record Links(GitObjects objects) {
  private static final long LONGEST = 4096;

  /** Returns whether a link leads out of the repository, or to a path that no plan includes. */
  boolean leaves(PathWork link, List<Owner> plans) {
    try {
      Optional<byte[]> text = objects.blob(Objects.requireNonNull(link.after()).id(), LONGEST);
      Optional<TreePath> target = text.flatMap(bytes -> target(link.path(), bytes));
      return target.isEmpty()
          || plans.stream()
              .noneMatch(
                  plan ->
                      plan.alone().judge(target.get(), false).verdict() == Verdict.INCLUDED
                          || plan.alone().judge(target.get().child("x"), false).verdict()
                              == Verdict.INCLUDED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<TreePath> target(TreePath link, byte[] text) {
    String raw = new String(text, StandardCharsets.ISO_8859_1);
    if (raw.isEmpty() || raw.startsWith("/")) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    if (!link.parent().equals(TreePath.ROOT)) {
      parts.addAll(List.of(link.parent().raw().split("/", -1)));
    }
    for (String part : raw.split("/+", -1)) {
      if (part.equals("..") && parts.isEmpty()) {
        return Optional.empty();
      }
      if (part.equals("..")) {
        parts.remove(parts.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return Optional.of(new TreePath(String.join("/", parts)));
  }
}
