package dev.execsession.policy;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges an executor's words for a policy: they count when they name something that is there, a
 * file ({@code src/A.java}, {@code src/A.java:12}), a test ({@code TenantTest.reads_own_rows}) or a
 * command ({@code `npm test`}).
 */
public final class Evidence {
  private static final Pattern EDGES = Pattern.compile("^[\\[(<\"'`*]+|[\\])>\"'`*,.;:!?]+$");
  private static final Pattern LINE = Pattern.compile("(.+?):(\\d+)(?:[-–:]\\d+)?");
  private static final Pattern MEMBER = Pattern.compile("(.+?)(?:::|#).*");
  private static final Pattern COMMAND = Pattern.compile("`([^`]+)`");
  private static final Set<String> SHOWING_NOTHING =
      Set.of("true", "false", "yes", "echo", "printf", "test", "exit", ":");

  private final Tree tree;
  private final List<String> commands;

  /** What is there. */
  public interface Tree {
    /** Returns the number of lines of a regular file; empty when the path is none. */
    OptionalInt lines(String path);

    /** Returns whether a test has this name. */
    boolean hasTest(String name);

    /** Returns whether a program can be started. */
    boolean hasProgram(String name);
  }

  /**
   * @param commands the checks that the tool itself runs
   */
  public Evidence(Tree tree, List<String> commands) {
    this.tree = tree;
    this.commands = List.copyOf(commands);
  }

  /** Returns whether the words name something that is there. */
  public boolean isShown(String words) {
    return commands.stream()
            .anyMatch(command -> showsSomething(command) && words.contains(command.strip()))
        || COMMAND.matcher(words).results().anyMatch(span -> isCommand(span.group(1)))
        || Stream.of(words.split("\\s+"))
            .map(word -> EDGES.matcher(word).replaceAll(""))
            .anyMatch(word -> !word.isEmpty() && (isPlace(word) || isTest(word)));
  }

  private boolean isCommand(String span) {
    return showsSomething(span) && tree.hasProgram(program(span));
  }

  private static boolean showsSomething(String command) {
    return !SHOWING_NOTHING.contains(program(command));
  }

  private static String program(String command) {
    return command.strip().split("\\s+", 2)[0];
  }

  private boolean isPlace(String word) {
    if (tree.lines(word).isPresent()) {
      return true;
    }
    Matcher line = LINE.matcher(word);
    if (line.matches()) {
      OptionalInt lines = tree.lines(line.group(1));
      // Ten digits are more lines than a file has.
      return lines.isPresent()
          && line.group(2).length() < 10
          && Integer.parseInt(line.group(2)) <= lines.getAsInt();
    }
    Matcher member = MEMBER.matcher(word);
    return member.matches() && tree.lines(member.group(1)).isPresent();
  }

  private boolean isTest(String word) {
    return Stream.of(word.split("[.#:()]+"))
        .filter(part -> part.length() > 4 && saysTest(part))
        .anyMatch(tree::hasTest);
  }

  private static boolean saysTest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("test") || lower.contains("spec");
  }
}
