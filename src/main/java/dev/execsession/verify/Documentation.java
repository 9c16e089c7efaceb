package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.plan.Block;
import dev.execsession.policy.DocsRule;
import dev.execsession.policy.OnMissing;
import dev.execsession.report.Verification;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Judges whether the commits of a range updated the documentation. */
final class Documentation {
  private Documentation() {}

  /** Returns the answer; what a named block must update is required. */
  static Verification.Docs judge(List<PathWork> works, Config config) {
    List<String> required = new ArrayList<>();
    for (Block block : blocks(works)) {
      required.addAll(block.docs());
      if (block.docsNone() != null) {
        required.add("none — " + block.docsNone());
      }
    }
    List<TreePath> changed = works.stream().map(PathWork::path).toList();
    List<TreePath> written =
        works.stream().filter(PathWork::hasNewText).map(PathWork::path).toList();
    Map<String, PathPattern> patterns = new HashMap<>();
    DocsRule.Result result =
        new DocsRule(
                config.docs().behaviour(),
                config.docs().docs(),
                (pattern, path) ->
                    patterns.computeIfAbsent(pattern, PathPattern::parse).matches(path, false))
            .judge(required, changed, written);
    boolean blocks =
        result.status() == DocsRule.Status.MISSING
            || (result.status() == DocsRule.Status.UNANSWERED
                && config.docs().onMissing() == OnMissing.BLOCK);
    return new Verification.Docs(
        result.status().name().toLowerCase(Locale.ROOT).replace('_', ' '), result.note(), blocks);
  }

  private static Set<Block> blocks(List<PathWork> works) {
    Set<Block> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<List<Owner>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (PathWork work : works) {
      for (List<Owner> owners : work.owners()) {
        if (seen.add(owners)) {
          owners.stream().map(Owner::block).filter(block -> block != null).forEach(blocks::add);
        }
      }
    }
    return blocks;
  }
}
