package dev.execsession.setup;

import dev.execsession.git.CommitFact;
import dev.execsession.git.GitObjects;
import dev.execsession.git.NewCommits;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.PathGroups;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What git knows of the time before a plan.
 *
 * @param branch the current branch; null when HEAD is detached
 * @param base the branch that work starts from; null if none can be told
 * @param commits those of the branch, or the last ones if it has none; newest first
 */
record RecentWork(@Nullable String branch, @Nullable String base, List<CommitFact> commits) {
  private static final int MOST_COMMITS = 5;
  private static final int MOST_PATHS = 12;
  private static final String HEADS = "refs/heads/";
  private static final String ORIGIN = "refs/remotes/origin/";
  private static final List<String> USUAL = List.of("main", "master", "trunk", "develop");

  RecentWork {
    commits = List.copyOf(commits);
  }

  static RecentWork of(RepositoryFacts facts) {
    try {
      RefsState refs = new RefsReader(facts.gitDir(), facts.commonDir()).read();
      String base = base(refs.refs(), facts.branch());
      return new RecentWork(facts.branch(), base, commits(facts, refs.refs(), base));
    } catch (IOException e) {
      // A plan can be written without its history.
      return new RecentWork(facts.branch(), null, List.of());
    }
  }

  private static @Nullable String base(Map<String, String> refs, @Nullable String branch) {
    String remote = refs.getOrDefault(ORIGIN + "HEAD", "");
    int at = remote.indexOf(ORIGIN);
    if (at >= 0) {
      return remote.substring(at + ORIGIN.length()).strip();
    }
    for (String name : USUAL) {
      if (refs.containsKey(HEADS + name) || refs.containsKey(ORIGIN + name)) {
        return name;
      }
    }
    boolean onlyOne =
        branch != null && refs.keySet().stream().filter(n -> n.startsWith(HEADS)).count() < 2;
    return onlyOne ? branch : null;
  }

  private static List<CommitFact> commits(
      RepositoryFacts facts, Map<String, String> refs, @Nullable String base) throws IOException {
    String head = facts.head();
    if (head == null) {
      return List.of();
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      String from = base == null ? null : refs.getOrDefault(ORIGIN + base, refs.get(HEADS + base));
      List<CommitFact> own = List.of();
      if (from != null && !from.equals(head) && objects.holds(from)) {
        own = NewCommits.latest(objects, head, from, MOST_COMMITS);
      }
      return own.isEmpty() ? NewCommits.latest(objects, head, null, MOST_COMMITS) : own;
    }
  }

  boolean isOnBase() {
    return branch != null && branch.equals(base);
  }

  /** Returns the paths that these commits changed, by folder if there are many. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    commits.stream()
        .flatMap(commit -> commit.paths().stream())
        .map(TreePath::display)
        .distinct()
        .sorted()
        .forEach(paths::add);
    return PathGroups.of(paths, MOST_PATHS).stream()
        .map(group -> group.name().isEmpty() ? "and more" : group.name())
        .toList();
  }
}
