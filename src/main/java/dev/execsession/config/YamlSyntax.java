package dev.execsession.config;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Explains YAML syntax errors and suggests fixes. */
final class YamlSyntax {
  /** A value that starts with a special character. */
  private static final Pattern UNQUOTED =
      Pattern.compile("^\\s*(?:- +)*(?:[A-Za-z0-9._-]+: +)?([*&!%@`{\\[|>'\"].*?)\\s*$");

  private static final String QUOTES = "'\"|>";

  private YamlSyntax() {}

  static void complain(SourceText source, YAMLException e) {
    SourceSpan where = SourceSpan.ofLine(1);
    String detail = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof MarkedYAMLException marked) {
      @Nullable Mark mark = marked.getProblemMark();
      if (mark != null) {
        int column = mark.getColumn() + 1;
        where = new SourceSpan(mark.getLine() + 1, column, column + 1);
      }
      if (marked.getProblem() != null) {
        detail = marked.getProblem();
      }
    }
    String line = source.line(where.line());
    source.complain(ProblemCode.CONFIG_SYNTAX, where, sentence(detail, line), hint(detail, line));
  }

  private static String sentence(String detail, String line) {
    if (detail.contains("TAB") || line.startsWith("\t")) {
      return "a tab cannot indent a line of YAML";
    }
    Matcher unquoted = UNQUOTED.matcher(line);
    if (unquoted.matches() && !QUOTES.contains(unquoted.group(1).substring(0, 1))) {
      return "a value that starts with `" + unquoted.group(1).charAt(0) + "` must be in quotes";
    }
    if (detail.startsWith("mapping values are not allowed") && line.split(": ", 3).length == 3) {
      return "a second `: ` on this line is not YAML";
    }
    if (detail.startsWith("expected <block end>")
        || detail.startsWith("expected '<document start>'")
        || detail.startsWith("mapping values")) {
      return "this line does not fit the lines above it: its indentation or a quote is wrong";
    }
    if (detail.startsWith("could not find expected ':'")) {
      return "a line above this one has no `: `";
    }
    if (detail.startsWith("expected ',' or")) {
      return "unterminated `[` or `{`, or an item in it has a `:`";
    }
    if (detail.startsWith("found unexpected end of stream")) {
      return "unterminated quote";
    }
    String words = detail.lines().findFirst().orElse("it cannot be parsed").strip();
    String lower = words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    return "not YAML: " + (lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
  }

  private static String hint(String detail, String line) {
    if (detail.contains("TAB") || line.startsWith("\t")) {
      return "indent with spaces";
    }
    Matcher unquoted = UNQUOTED.matcher(line);
    if (unquoted.matches()) {
      String value = unquoted.group(1);
      return QUOTES.contains(value.substring(0, 1))
          ? "close the quote"
          : "put the value in quotes: `'" + value.replace("'", "''") + "'`";
    }
    if (detail.startsWith("mapping values are not allowed") && line.split(": ", 3).length == 3) {
      return "put the value in single quotes";
    }
    return "indent the keys of one map equally and put values with special characters in quotes";
  }
}
