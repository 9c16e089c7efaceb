package dev.execsession.dialect;

import dev.execsession.plan.CommandRules;
import dev.execsession.plan.Placeholder;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides whether a command of a source can be a check. */
final class Commands {
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?:^|[\\s;&|(])cd\\s+[\"']?(?:/|~|[A-Za-z]:)|(?:^|[\\s\"'=])(?:/home/|/Users/|[A-Za-z]:[/\\\\])",
          Pattern.MULTILINE);
  private static final Pattern PASS =
      Pattern.compile(
          "\\b(?:pass(?:es|ed|ing)?|green|succeeds?|success(?:ful(?:ly)?)?|exits? (?:with )?(?:code )?0"
              + "|exit code:? 0|0 (?:failures|errors|failed)|(?:no|without) (?:\\w+ )?(?:errors?|failures?))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_FAILURE =
      Pattern.compile(
          "\\b(?:0 (?:failures|errors|failed)|(?:no|without) (?:\\w+ )?(?:errors?|failures?))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FAIL =
      Pattern.compile("\\b(?:fail(?:s|ed|ing|ures?)?|red|errors?)\\b", Pattern.CASE_INSENSITIVE);

  /** What a source expects of a command. */
  enum Expected {
    PASS,
    FAIL,
    UNCLEAR
  }

  private Commands() {}

  /** Returns why a command cannot be a check; empty when it can. */
  static Optional<String> obstacle(String command) {
    if (command.isBlank()) {
      return Optional.of("is empty");
    }
    Optional<String> write = CommandRules.gitWrite(command);
    if (write.isPresent()) {
      return Optional.of("writes to git (`" + write.get() + "`)");
    }
    if (Placeholder.inCommand(command).isPresent()) {
      return Optional.of("has a placeholder");
    }
    if (ELSEWHERE.matcher(command).find()) {
      return Optional.of("names a folder of one machine");
    }
    return Optional.empty();
  }

  /** Judges the words after {@code Expected:}. */
  static Expected expected(String words) {
    if (FAIL.matcher(NO_FAILURE.matcher(words).replaceAll("")).find()) {
      return Expected.FAIL;
    }
    return PASS.matcher(words).find() ? Expected.PASS : Expected.UNCLEAR;
  }
}
