package dev.execsession.scope;

import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScopeJudge} is made of, as texts, so that another process can make the same one.
 *
 * @param blockInclude the block's own includes; none narrows nothing
 * @param protect patterns of the configuration beside the shipped list
 * @param sensitive patterns of the configuration beside the shipped list
 * @param plan the running plan's path
 */
public record ScopeDefinition(
    List<Entry> include,
    List<Entry> exclude,
    List<Entry> blockInclude,
    List<Entry> blockExclude,
    List<String> protect,
    List<String> sensitive,
    String plan,
    boolean foldNames) {
  public ScopeDefinition {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    blockInclude = List.copyOf(blockInclude);
    blockExclude = List.copyOf(blockExclude);
    protect = List.copyOf(protect);
    sensitive = List.copyOf(sensitive);
  }

  /** A pattern with the author's words beside it. */
  public record Entry(String pattern, @Nullable String note) {}

  static List<Entry> entries(List<ScopeRule> rules) {
    return rules.stream().map(rule -> new Entry(rule.text(), rule.note())).toList();
  }

  /** Gives the judge that was described. */
  public ScopeJudge judge() {
    return new ScopeJudge(
        scope(include, exclude),
        scope(blockInclude, blockExclude),
        protect,
        sensitive,
        TreePath.of(plan),
        foldNames);
  }

  private static Scope scope(List<Entry> include, List<Entry> exclude) {
    return new Scope(
        include.stream().map(e -> ScopeRule.include(e.pattern(), e.note())).toList(),
        exclude.stream().map(e -> ScopeRule.exclude(e.pattern(), e.note())).toList());
  }
}
