package dev.execsession.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes placeholders. */
public final class Placeholder {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?:<[^<>]*>[\\s,;/]*)+|\\.{3}|…|TBD|[BS]XX(?:-[BS](?:XX|YY))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHOICE = Pattern.compile("[^|`]{1,40}(?: \\| [^|`]{1,40})+");
  private static final Pattern IN_COMMAND =
      Pattern.compile("<[A-Za-z](?:[^<>\\n]*[^<>\\s])?>|(?:^|\\s)(?:\\.{3}|…)(?=\\s|$)");

  private Placeholder() {}

  /** Returns whether a text is empty or only has placeholders, apart from Markdown. */
  static boolean isBlankOrPlaceholder(String text) {
    String bare = text.replace("`", "").replace("**", "").strip();
    return bare.isEmpty() || PLACEHOLDER.matcher(bare).matches();
  }

  /** Returns whether a field's value is a placeholder or an alternative such as {@code a | b}. */
  public static boolean isUnset(String value) {
    return isBlankOrPlaceholder(value) || isChoice(value);
  }

  /** Returns whether a value lists short alternatives: {@code done | blocked}. */
  static boolean isChoice(String value) {
    if (!value.contains(" | ") || !CHOICE.matcher(value).matches()) {
      return false;
    }
    for (String side : value.split(" \\| ", -1)) {
      if (side.strip().split("\\s+", -1).length > 4) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first placeholder in a command, other than {@code ./...} and redirections. */
  public static Optional<String> inCommand(String command) {
    return IN_COMMAND.matcher(command).results().map(found -> found.group().strip()).findFirst();
  }
}
