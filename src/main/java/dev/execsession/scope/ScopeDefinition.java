package dev.execsession.scope;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a {@link ScopeJudge} as texts, so that another process can create the same one.
 *
 * @param blockInclude the block's own includes; empty narrows nothing
 * @param protect configured patterns, in addition to the built-in ones
 * @param sensitive configured patterns, in addition to the built-in ones
 * @param allowedWith patterns that may change with what is included
 * @param plan the running plan's path
 */
public record ScopeDefinition(
    List<Entry> include,
    List<Entry> exclude,
    List<Entry> blockInclude,
    List<Entry> blockExclude,
    List<String> protect,
    List<String> sensitive,
    List<String> allowedWith,
    String plan,
    boolean foldNames) {
  public ScopeDefinition {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    blockInclude = List.copyOf(blockInclude);
    blockExclude = List.copyOf(blockExclude);
    protect = List.copyOf(protect);
    sensitive = List.copyOf(sensitive);
    allowedWith = List.copyOf(allowedWith);
  }

  /** A pattern and its author's note. */
  public record Entry(String pattern, @Nullable String note) {}

  static List<Entry> entries(List<ScopeRule> rules) {
    List<Entry> entries = new ArrayList<>();
    for (ScopeRule rule : rules) {
      entries.add(new Entry(rule.text(), rule.note()));
    }
    return entries;
  }

  public ScopeJudge judge() {
    return new ScopeJudge(
            scope(include, exclude),
            scope(blockInclude, blockExclude),
            protect,
            sensitive,
            TreePath.of(plan),
            foldNames)
        .allowing(allowedWith);
  }

  private static Scope scope(List<Entry> include, List<Entry> exclude) {
    List<ScopeRule> includes = new ArrayList<>();
    for (Entry entry : include) {
      includes.add(ScopeRule.include(entry.pattern(), entry.note()));
    }
    List<ScopeRule> excludes = new ArrayList<>();
    for (Entry entry : exclude) {
      excludes.add(ScopeRule.exclude(entry.pattern(), entry.note()));
    }
    return new Scope(includes, excludes);
  }

  static List<String> texts(List<ScopeRule> rules) {
    List<String> texts = new ArrayList<>();
    for (ScopeRule rule : rules) {
      texts.add(rule.text());
    }
    return texts;
  }
}
