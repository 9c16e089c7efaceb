package dev.execsession.plan;

import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The working directory of checks, and the text after it: {@code From `web/`: `npm test`}.
 *
 * @param directory relative to the root; absent for the root itself
 */
record CheckFolder(@Nullable String directory, Prose rest) {
  private static final Pattern FROM =
      Pattern.compile(
          "^(?:\\*\\*)?(?:run )?(?:from|in|inside|(?:working )?directory|cwd)\\s*[:：]?(?:\\*\\*)?\\s*[:：]?\\s*(?=`)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AFTER_DIRECTORY =
      Pattern.compile("^(?:\\s*(?:\\*\\*)?\\s*[:：,](?:\\*\\*)?\\s*|\\s*\\.?\\s*$)");

  /** Parses a folder at the start of a text. */
  static Optional<CheckFolder> before(Prose prose, ProblemList problems) {
    Matcher from = FROM.matcher(prose.text());
    if (prose.codes().isEmpty() || !from.find()) {
      return Optional.empty();
    }
    CodeSpan code = prose.codes().get(0);
    Matcher after = AFTER_DIRECTORY.matcher(prose.text().substring(code.end()));
    if (code.start() != from.end() || !after.find()) {
      return Optional.empty();
    }
    return Optional.of(new CheckFolder(of(code, problems), prose.cut(code.end() + after.end())));
  }

  /** Returns a folder relative to the root; absent for the root, and for invalid ones. */
  static @Nullable String of(CodeSpan code, ProblemList problems) {
    String directory = code.text().replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
    boolean leaves =
        code.text().matches("(?s)[/~].*|.*\\\\.*")
            || List.of(directory.split("/", -1)).contains("..");
    if (leaves) {
      problems.error(
          ProblemCode.PLAN_CHECK,
          code.where(),
          "a check runs inside the repository, not in `" + code.text() + "`",
          "write a folder relative to the repository's root, as in `web/`");
    }
    return leaves || directory.isEmpty() || directory.equals(".") ? null : directory;
  }
}
