package dev.execsession.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the section {@code Validation Record} into a plan's text; changes nothing else. */
public final class RecordSection {
  private static final String HEADING = "Validation Record";
  private static final String KEY = SectionKey.of(HEADING);

  /** A line of a template that says nothing yet. */
  private static final Pattern UNFILLED =
      Pattern.compile(
          "\\s*(?:[-*+]\\s*)?(?:TBD|TODO|None yet\\.?|…|\\.{3}|<[^>]*>|<!--.*-->|[-*+])?\\s*");

  private final String shown;
  private final PlanRules rules;

  /**
   * @param shown the plan's path, for problems
   */
  public RecordSection(String shown, PlanRules rules) {
    this.shown = shown;
    this.rules = rules;
  }

  /**
   * Returns the plan with the record: in its section, after what is there, or else in a new section
   * at the end. Empty when the contract would not be read as before.
   *
   * @param text the complete file
   * @param record Markdown, with LF line ends
   */
  public Optional<String> write(String text, String record) {
    ParsedPlan before = parse(text);
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String body = record.stripTrailing().replace("\n", end);
    List<String> candidates = new ArrayList<>();
    filled(text, body, end).ifPresent(candidates::add);
    if (candidates.isEmpty()) {
      candidates.add(appended(text, "## " + HEADING, body, end));
      candidates.add(appended(text, "# " + HEADING, body, end));
    }
    return candidates.stream()
        .filter(candidate -> parse(candidate).digest().equals(before.digest()))
        .findFirst();
  }

  private Optional<String> filled(String text, String body, String end) {
    PlanText file = new PlanText(text);
    List<MarkdownReader.Heads> heads = MarkdownReader.read(file, text);
    for (int i = 0; i < heads.size(); i++) {
      MarkdownReader.Heads head = heads.get(i);
      if (!SectionKey.of(head.heading()).equals(KEY)) {
        continue;
      }
      int next = i + 1;
      while (next < heads.size() && heads.get(next).level() > head.level()) {
        next++;
      }
      int from = bodyStart(file, head.line());
      int to = next < heads.size() ? file.startOf(heads.get(next).line()) : text.length();
      return Optional.of(
          text.substring(0, from)
              + section(text.substring(from, to), body, end, to == text.length())
              + text.substring(to));
    }
    return Optional.empty();
  }

  /** A heading may be underlined. */
  private static int bodyStart(PlanText file, int heading) {
    int line = heading + 1;
    if (line <= file.lines() && file.line(line).matches("\\s*(?:=+|-+)\\s*")) {
      line++;
    }
    return line <= file.lines() ? file.startOf(line) : file.text().length();
  }

  private static String section(String old, String body, String end, boolean isLast) {
    boolean isUnfilled = old.lines().allMatch(line -> UNFILLED.matcher(line).matches());
    String kept = isUnfilled ? "" : old.stripTrailing() + end;
    String lead = kept.isEmpty() && old.isEmpty() ? end + end : end;
    return kept + lead + body + (isLast ? lastEnd(old, end) : end + end);
  }

  private static String lastEnd(String old, String end) {
    return old.isEmpty() || old.endsWith("\n") ? end : "";
  }

  private static String appended(String text, String heading, String body, String end) {
    boolean isEnded = text.endsWith("\n");
    String lead = isEnded ? end : end + end;
    return text + lead + heading + end + end + body + (isEnded ? end : "");
  }

  private ParsedPlan parse(String plan) {
    return PlanParser.parse(plan.getBytes(StandardCharsets.UTF_8), shown, rules);
  }
}
