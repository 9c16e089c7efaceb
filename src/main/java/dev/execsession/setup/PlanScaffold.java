package dev.execsession.setup;

import dev.execsession.git.CommitFact;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.PlanTemplate;
import dev.execsession.text.TextSanitizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills a template with what git knows; everything else stays a blank. */
final class PlanScaffold {
  private static final String BLANK = "`?(?:TBD|<[^<>]*>|\\.{3}|…)?`?";
  private static final Pattern TITLE = Pattern.compile("# \\s*(.*?)\\s*");
  private static final Pattern UNDERLINE = Pattern.compile("=+\\s*|-+\\s*");
  private static final Pattern SECTION = Pattern.compile("(?m)^(?=## )");

  private final String template;
  private final PlanRules rules;
  private final RecentWork work;

  /**
   * @param template with LF line ends
   * @param rules those of plans in this repository
   */
  PlanScaffold(String template, PlanRules rules, RecentWork work) {
    this.template = template;
    this.rules = rules;
    this.work = work;
  }

  /**
   * Returns the plan's text.
   *
   * @param checks commands that run for every plan
   */
  String text(PlanName name, List<String> checks) {
    String whole = titled(withMissingSections(template), name.title());
    List<String> lines = new ArrayList<>(Arrays.asList(whole.split("\n", -1)));
    PlanTemplate sections = read(whole);
    Map<Integer, List<String>> below = new TreeMap<>(Comparator.reverseOrder());
    put(below, sections, "Recent Changes Snapshot", commits());
    put(below, sections, "Current Behavior Summary", paths());
    put(below, sections, "Validation Plan", running(checks));
    put(below, sections, "Branch Continuity", branchAdvice(name));
    // From the end, so that earlier lines keep their numbers.
    below.forEach((line, comment) -> lines.addAll(endOfHeading(lines, line), comment));
    return filled(String.join("\n", lines));
  }

  /** Returns the line after a heading, which may be underlined. */
  private static int endOfHeading(List<String> lines, int heading) {
    boolean underlined =
        heading < lines.size()
            && !lines.get(heading - 1).startsWith("#")
            && UNDERLINE.matcher(lines.get(heading)).matches();
    return underlined ? heading + 1 : heading;
  }

  private PlanTemplate read(String text) {
    return PlanTemplate.read(text.getBytes(StandardCharsets.UTF_8), rules);
  }

  private static void put(
      Map<Integer, List<String>> below,
      PlanTemplate sections,
      String section,
      List<String> comment) {
    Integer line = sections.lines().get(section);
    if (line != null && !comment.isEmpty()) {
      below.put(line, comment);
    }
  }

  /** Adds the sections that a repository's own template lacks. */
  private String withMissingSections(String text) {
    List<String> missing = read(text).missing();
    if (missing.isEmpty()) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.stripTrailing()).append('\n');
    for (String name : missing) {
      whole.append('\n').append(builtIn(name)).append('\n');
    }
    return whole.toString();
  }

  private static String builtIn(String name) {
    for (String section : SECTION.split(Resource.TEMPLATE.text(), -1)) {
      if (section.startsWith("## " + name)) {
        return section.stripTrailing();
      }
    }
    return "## " + name + "\nTBD";
  }

  /** Names the plan in its first heading, if that is a title. */
  private String titled(String text, String title) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    PlanTemplate sections = read(text);
    for (int i = 0; i < lines.size(); i++) {
      if (TITLE.matcher(lines.get(i)).matches() && !sections.lines().containsValue(i + 1)) {
        lines.set(i, "# " + title);
        return String.join("\n", lines);
      }
    }
    return "# " + title + "\n\n" + text;
  }

  private String filled(String text) {
    String whole = field(text, "Execution Branch", code(work.branch()));
    whole = field(whole, "Planning Branch", code(work.branch()));
    whole = field(whole, "Base Branch", code(work.base()));
    return field(whole, "Commits Reviewed", work.commits().isEmpty() ? "none" : null);
  }

  private static @Nullable String code(@Nullable String branch) {
    return branch == null ? null : "`" + branch + "`";
  }

  /** Sets the value of a field that is blank; null leaves it blank. */
  private static String field(String text, String name, @Nullable String value) {
    Pattern field =
        Pattern.compile(
            "(?m)^(\\s*(?:[-*+] )?(?:\\*\\*)?"
                + Pattern.quote(name)
                + "(?:\\s*\\([^()]*\\))?(?::\\*\\*|\\*\\*:|:))[ \\t]*"
                + BLANK
                + "[ \\t]*$");
    return value == null
        ? text
        : field.matcher(text).replaceFirst("$1 " + Matcher.quoteReplacement(value));
  }

  private List<String> commits() {
    return comment(
        "Recent commits:",
        work.commits().stream()
            .map(commit -> CommitFact.abbreviated(commit.id()) + " " + commit.subject())
            .toList());
  }

  private List<String> paths() {
    return comment("These files changed recently; describe what matters:", work.paths());
  }

  private static List<String> running(List<String> checks) {
    return comment("These run for every plan:", checks);
  }

  private List<String> branchAdvice(PlanName name) {
    return work.isOnBase()
        ? comment(
            "This is the base branch. For a separate branch:",
            List.of(
                "git switch -c feature/" + name.value() + ", and write that name here and above"))
        : List.of();
  }

  /** Returns an HTML comment, which is no part of the plan, whatever the lines hold. */
  private static List<String> comment(String head, List<String> lines) {
    List<String> comment = new ArrayList<>();
    if (!lines.isEmpty()) {
      comment.add("<!-- " + head);
      lines.forEach(line -> comment.add("  " + inert(line)));
      comment.set(comment.size() - 1, comment.get(comment.size() - 1) + " -->");
    }
    return comment;
  }

  private static String inert(String line) {
    return TextSanitizer.oneLine(line).replace("-->", "- ->");
  }
}
