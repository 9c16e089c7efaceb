package dev.execsession.plan;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds patterns to the scope in a plan's text, in the author's form; changes nothing else. */
public final class ScopeAmendment {
  private static final Pattern ITEM = Pattern.compile("(\\s*)([-*+]|\\d+[.)])(\\s+)(.*)");
  private static final Pattern END = Pattern.compile("[.;]?\\s*$");

  private final String shown;
  private final PlanRules rules;
  private final @Nullable String block;
  private final List<Problem> problems = new ArrayList<>();
  private String text;

  private ScopeAmendment(String text, String shown, PlanRules rules, @Nullable String block) {
    this.text = text;
    this.shown = shown;
    this.rules = rules;
    this.block = block;
  }

  /**
   * The amended plan.
   *
   * @param text the complete file
   * @param problems why a pattern could not be added, each with its place
   */
  public record Amended(String text, List<Problem> problems) {
    public Amended {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Returns the plan with more patterns in its scope, and in the block's if it has one.
   *
   * @param text the complete file, as it is
   * @param shown its path, for problems
   * @param block whose own Include is widened too; null for none
   */
  public static Amended of(
      String text,
      String shown,
      PlanRules rules,
      @Nullable String block,
      List<String> include,
      List<String> exclude) {
    ScopeAmendment amendment = new ScopeAmendment(text, shown, rules, block);
    include.forEach(amendment::include);
    exclude.forEach(amendment::exclude);
    return new Amended(amendment.text, amendment.problems);
  }

  private void include(String pattern) {
    ParsedPlan now = parse(text);
    if (ownIncludes(now.plan()).isEmpty()) {
      add(text, Plan::include, pattern, "Include", true).ifPresent(added -> text = added);
      return;
    }
    boolean isNamed = names(ownIncludes(now.plan())).contains(pattern);
    Optional<String> narrow =
        isNamed
            ? Optional.of(text)
            : add(text, this::ownIncludes, pattern, "Include of `" + block + "`", false);
    if (narrow.isPresent() && parse(narrow.get()).ok()) {
      text = narrow.get();
      return;
    }
    Optional<String> wide = add(text, Plan::include, pattern, "Include", true);
    if (wide.isPresent() && !isNamed) {
      wide = add(wide.get(), this::ownIncludes, pattern, "Include of `" + block + "`", true);
    }
    wide.ifPresent(added -> text = added);
  }

  private void exclude(String pattern) {
    add(text, Plan::exclude, pattern, "Exclude", true).ifPresent(added -> text = added);
  }

  private List<ScopeEntry> ownIncludes(Plan plan) {
    return plan.blocks().stream()
        .filter(known -> known.id().value().equals(block))
        .flatMap(known -> known.include().stream())
        .toList();
  }

  /**
   * Returns a text whose plan has the pattern in one list.
   *
   * @param isFinal whether the result must be ready to run, and a failure is a problem
   */
  private Optional<String> add(
      String from,
      Function<Plan, List<ScopeEntry>> list,
      String pattern,
      String where,
      boolean isFinal) {
    Plan before = parse(from).plan();
    List<ScopeEntry> entries = list.apply(before);
    if (names(entries).contains(pattern)) {
      return Optional.of(from);
    }
    ScopeEntry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
    for (String candidate :
        last == null ? List.<String>of() : candidates(from, last.where(), pattern)) {
      ParsedPlan after = parse(candidate);
      boolean isAdded =
          list.apply(after.plan()).size() == entries.size() + 1
              && names(list.apply(after.plan())).containsAll(names(entries))
              && size(after.plan()) == size(before) + 1;
      if (isAdded && (after.ok() || !isFinal)) {
        return Optional.of(candidate);
      }
    }
    if (isFinal) {
      problems.add(
          Problem.error(
                  ProblemCode.RUN_AMEND,
                  "`" + pattern + "` cannot be added to " + where + " in the author's form",
                  "add it by hand, then run the plan again")
              .at(shown, last == null ? null : last.where(), null));
    }
    return Optional.empty();
  }

  private static List<String> names(List<ScopeEntry> entries) {
    return entries.stream().map(ScopeEntry::pattern).toList();
  }

  /** Returns the number of everything that a change of the scope must leave alone, and it. */
  private static int size(Plan plan) {
    int size = plan.include().size() + plan.exclude().size() + plan.guards().size();
    size += plan.checks().size() + plan.manualChecks().size() + plan.stopConditions().size();
    for (Block block : plan.blocks()) {
      size += 1 + block.include().size() + block.exclude().size() + block.guards().size();
      size += block.steps().size() + block.checks().size() + block.manualChecks().size();
      size += block.acceptanceCriteria().size() + block.notes().size() + block.run().size();
    }
    return size;
  }

  private static List<String> candidates(String text, SourceSpan last, String pattern) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String line = lines.get(last.line() - 1);
    String end = line.endsWith("\r") ? "\r" : "";
    String words = line.substring(0, line.length() - end.length());
    String inline =
        END.matcher(words).replaceFirst(Matcher.quoteReplacement(", `" + pattern + "`")) + end;
    List<String> more = new ArrayList<>(lines);
    more.set(last.line() - 1, inline);
    String appended = String.join("\n", more);
    Matcher item = ITEM.matcher(words);
    if (!item.matches()) {
      return List.of(appended);
    }
    int at = last.line();
    while (at < lines.size() && isContinued(lines.get(at), item.group(1).length())) {
      at++;
    }
    lines.add(at, item.group(1) + item.group(2) + item.group(3) + "`" + pattern + "`" + end);
    String listed = String.join("\n", lines);
    return item.group(4).startsWith("*") ? List.of(appended, listed) : List.of(listed, appended);
  }

  private static boolean isContinued(String line, int indent) {
    int spaces = line.length() - line.stripLeading().length();
    return !line.isBlank() && spaces > indent;
  }

  private ParsedPlan parse(String plan) {
    return PlanParser.parse(plan.getBytes(StandardCharsets.UTF_8), shown, rules);
  }
}
