package dev.execsession.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the status into a plan's text, in the author's form; changes nothing else. */
public final class StatusLine {
  private static final Pattern FIELD =
      Pattern.compile("(?iU)^(.*?\\bstatus\\b\\W*?[:：][*_]*[ \\t]*).*$");

  private final String shown;
  private final PlanRules rules;

  /**
   * @param shown the plan's path, for problems
   */
  public StatusLine(String shown, PlanRules rules) {
    this.shown = shown;
    this.rules = rules;
  }

  /** Returns the word that approves a plan by these rules. */
  public String approvedWord() {
    List<String> words = rules.approvedWords();
    String word = words.contains("approved") ? "approved" : words.get(0);
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /**
   * Returns the plan with the first of these statuses that it can have; empty when there is no
   * place for one, or the plan would not be read as before.
   *
   * @param text the complete file
   * @param approves whether the status must approve the plan
   */
  public Optional<String> write(String text, List<String> statuses, boolean approves) {
    ParsedPlan before = parse(text);
    for (String status : statuses) {
      for (String candidate : candidates(text, before.plan().status(), status)) {
        ParsedPlan after = parse(candidate);
        boolean isWritten =
            after.digest().equals(before.digest())
                && after.plan().status().raw().equals(status)
                && after.plan().status().approved() == approves;
        if (isWritten && (!approves || after.ok())) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> candidates(String text, Status now, String status) {
    List<String> lines = List.of(text.split("\n", -1));
    List<String> found = new ArrayList<>();
    if (now.where() == null) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.startsWith("# ") || line.matches("=+\\s*")) {
          found.add(inserted(lines, i + 1, status));
          break;
        }
      }
      return found;
    }
    int first = now.where().line() - 1;
    for (int i = first; i < Math.min(lines.size(), first + 3); i++) {
      String line = lines.get(i);
      Matcher field = FIELD.matcher(line.stripTrailing());
      if (field.matches()) {
        found.add(replaced(lines, i, field.group(1).stripTrailing() + " " + status));
      }
      int at = now.raw().isEmpty() ? -1 : line.lastIndexOf(now.raw());
      if (at >= 0) {
        String rest = line.substring(at + now.raw().length());
        found.add(replaced(lines, i, line.substring(0, at) + status + rest.stripTrailing()));
      }
    }
    return found;
  }

  private static String inserted(List<String> lines, int at, String status) {
    List<String> more = new ArrayList<>(lines);
    String end = lines.get(at - 1).endsWith("\r") ? "\r" : "";
    boolean isParted = at >= lines.size() || lines.get(at).isBlank();
    more.add(at, isParted ? end : "**Status:** " + status + end);
    more.add(at + 1, isParted ? "**Status:** " + status + end : end);
    return String.join("\n", more);
  }

  private static String replaced(List<String> lines, int at, String line) {
    List<String> more = new ArrayList<>(lines);
    more.set(at, line + (lines.get(at).endsWith("\r") ? "\r" : ""));
    return String.join("\n", more);
  }

  private ParsedPlan parse(String plan) {
    return PlanParser.parse(plan.getBytes(StandardCharsets.UTF_8), shown, rules);
  }
}
