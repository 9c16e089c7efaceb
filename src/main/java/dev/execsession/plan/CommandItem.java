package dev.execsession.plan;

import dev.execsession.plan.Prose.CodeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An item that starts with one or more commands in backticks: {@code `a`, `b` and `c` in `web/`
 * (timeout 5m)}. Only a remark may follow, not a sentence about the command.
 *
 * @param commands the commands in order; empty when the item does not start with one
 * @param directory the folder named by {@code in `web/`}; absent without one
 * @param tail the text after the commands
 * @param sentence whether the tail is a sentence, so that no command is run
 */
public record CommandItem(
    List<CodeSpan> commands, @Nullable CodeSpan directory, String tail, boolean sentence) {
  private static final Pattern VERB =
      Pattern.compile("^(?:re-?run|run|execute)\\s+(?=`)", Pattern.CASE_INSENSITIVE);
  private static final Pattern JOIN =
      Pattern.compile(
          "\\s*(?:[,;+]|&&|[,;]?\\s*(?:and\\s+then|and|then)\\b)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARROW = Pattern.compile("\\s*(?:→|⇒|[-=]+>)\\s*");
  private static final Pattern IN =
      Pattern.compile("\\s*,?\\s*[(（]?(?:in|from|inside)\\s+", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARENTHESIS = Pattern.compile("[(（][^()（）]*[)）]");
  private static final Pattern PASSES =
      Pattern.compile(
          "^\\s*(?:(?:still|all|both|must|should)\\s+)*(?:pass(?:es)?|succeeds?|(?:is|are|runs?)"
              + " (?:green|clean(?:ly)?)|exits?(?: with)?(?: code| status)? \\d+|returns 0"
              + "|expected to exit(?: with)?(?: code| status)? \\d+.*)(?=$|[\\s.,;:!])",
          Pattern.CASE_INSENSITIVE);

  /** A remark after punctuation other than a comma, which continues a sentence. */
  private static final Pattern REMARK = Pattern.compile("^\\s*(?:$|[.!;,]+\\s*$|[—–:.;]|-\\s).*");

  private static final Pattern NO_COMMAND =
      Pattern.compile(
          "^(?:expected|output|result|old|before|was|example|e\\.g\\.|deploy\\w*|rollback)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NEGATIVE =
      Pattern.compile(
          "\\b(?:not|never|skip(?:ped|s)?|fail(?:s|ed|ing)?|broken|todo|later|flaky|only"
              + "|by hand|after (?:the )?(?:merge|release|deploy\\w*)|on (?:staging|production))\\b"
              + "|n['’]t\\b|手動|手动",
          Pattern.CASE_INSENSITIVE);

  public CommandItem {
    commands = List.copyOf(commands);
  }

  /** Parses an item without checkbox and label. */
  public static CommandItem of(Prose item) {
    Matcher verb = VERB.matcher(item.text());
    int start = verb.find() ? verb.end() : 0;
    List<CodeSpan> codes = item.codes();
    if (codes.isEmpty()
        || codes.get(0).start() != start
        || !CommandRules.isCommand(codes.get(0).text())) {
      return new CommandItem(List.of(), null, item.text(), false);
    }
    List<CodeSpan> commands = new ArrayList<>(List.of(codes.get(0)));
    CodeSpan directory = null;
    int end = codes.get(0).end();
    for (CodeSpan code : codes.subList(1, codes.size())) {
      String between = item.text().substring(end, code.start());
      String joining = PARENTHESIS.matcher(between).replaceAll("");
      boolean output = ARROW.matcher(joining).matches() && !Programs.isKnown(code.text());
      if (directory == null && IN.matcher(joining).matches() && isFolder(code.text())) {
        directory = code;
      } else if ((JOIN.matcher(joining).matches() || ARROW.matcher(joining).matches())
          && CommandRules.isCommand(code.text())
          && !output) {
        commands.add(code);
      } else if (!output) {
        break;
      }
      end = code.end();
    }
    String tail = item.text().substring(end);
    return new CommandItem(commands, directory, tail, isSentence(tail));
  }

  /** Returns whether a label marks a command that is not to be run as a check. */
  public static boolean isNoCommand(String label) {
    return isNegative(label) || NO_COMMAND.matcher(label).find();
  }

  /** Returns whether a text negates: not, never, fails. */
  public static boolean isNegative(String text) {
    return NEGATIVE.matcher(text).find();
  }

  private static boolean isFolder(String code) {
    return !code.isBlank() && !code.strip().contains(" ");
  }

  private static boolean isSentence(String tail) {
    String rest = CheckOptions.withoutOptions(tail).replaceFirst("^[)）]", "");
    if (isNegative(rest.replaceAll("(?i)\\bexpected to exit\\b", ""))) {
      return true;
    }
    String bare = PARENTHESIS.matcher(rest).replaceAll("");
    String after = PASSES.matcher(bare).replaceFirst("");
    return !REMARK.matcher(after).matches();
  }
}
