package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.scope.Ignored;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds links that bypass the scope before anything runs: symbolic links under an include that lead
 * out of it, and files under an include that have another name outside it.
 */
public final class LinkAudit {
  private final RepositoryFacts facts;
  private final Manifest manifest;
  private final ScopeJudge judge;
  private final TreeNames names;
  private final Predicate<TreePath> which;
  private final IgnoredPlaces ignored;
  private final List<Problem> problems = new ArrayList<>();

  private LinkAudit(
      RepositoryFacts facts, Observation look, ScopeJudge judge, Predicate<TreePath> which) {
    this.facts = facts;
    this.manifest = look.manifest();
    this.ignored = new IgnoredPlaces(look.ignore(), manifest);
    this.judge = judge;
    this.which = which;
    this.names = new TreeNames(facts.root());
  }

  /**
   * Returns a problem for each such link; files that are also linked from outside the worktree are
   * a warning.
   */
  public static List<Problem> check(
      RepositoryFacts facts, Observation observation, ScopeJudge judge) {
    return new LinkAudit(facts, observation, judge, path -> true).problems();
  }

  /** Returns a sentence for each such link that the changes made. */
  public static List<String> made(
      RepositoryFacts facts, Observation observation, ScopeJudge judge, List<FileChange> changes) {
    Set<TreePath> paths =
        changes.stream()
            .filter(change -> isLink(change.after()))
            .map(FileChange::path)
            .collect(Collectors.toSet());
    return paths.isEmpty()
        ? List.of()
        : new LinkAudit(facts, observation, judge, paths::contains)
            .problems().stream().filter(Problem::isError).map(Problem::message).toList();
  }

  private static boolean isLink(@Nullable ManifestEntry entry) {
    return entry != null
        && (entry.type() == EntryType.SYMLINK
            || (entry.type() == EntryType.FILE && entry.links() > 1));
  }

  private List<Problem> problems() {
    checkLinks();
    checkHardLinks();
    return List.copyOf(problems);
  }

  private void checkLinks() {
    for (ManifestEntry entry : manifest.linked()) {
      if (entry.type() != EntryType.SYMLINK || !which.test(entry.path()) || !isIncluded(entry)) {
        continue;
      }
      String why = whereOut(entry);
      if (why != null) {
        String target = entry.linkTarget() == null ? "" : shown(entry.linkTarget());
        problems.add(
            Problem.error(
                ProblemCode.TREE_LINK_LEAVES_SCOPE,
                "`" + entry.path().display() + "` is a link to `" + target + "`, " + why,
                "remove the link, or add `" + entry.path().display() + "` to Exclude"));
      }
    }
  }

  private static String shown(String rawTarget) {
    // A target may begin with a slash, a worktree path may not.
    return new TreePath("." + rawTarget.replaceAll("/+$", "").replaceAll("//+", "/"))
        .display()
        .substring(1);
  }

  private @Nullable String whereOut(ManifestEntry link) {
    Optional<TreePath> target = target(link);
    if (target.isEmpty()) {
      return "which is outside the worktree";
    }
    return isReachable(target.get()) ? null : "which is outside the includes";
  }

  /** Returns the target of a link as the file system resolves it, or else by its text. */
  private Optional<TreePath> target(ManifestEntry link) {
    try {
      Path real = names.toPath(link.path()).toRealPath();
      return real.startsWith(facts.root()) ? Optional.of(names.toTreePath(real)) : Optional.empty();
    } catch (IOException e) {
      return byText(link);
    }
  }

  private static Optional<TreePath> byText(ManifestEntry link) {
    String text = link.linkTarget() == null ? "" : link.linkTarget();
    if (text.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> segments = new ArrayDeque<>();
    String joined = link.path().parent().raw() + "/" + text;
    for (String segment : joined.split("/", -1)) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return Optional.of(new TreePath(String.join("/", segments)));
  }

  private boolean isReachable(TreePath target) {
    boolean isFolder = Files.isDirectory(names.toPath(target));
    Ignored how = manifest.find(target).map(ignored::of).orElse(Ignored.NOT);
    Verdict verdict = judge.judge(target, isFolder, how).verdict();
    if (!verdict.isViolation()) {
      return true;
    }
    // `src/**` covers what is in `src`, not `src` itself.
    return isFolder && !judge.judge(target.child("x"), false, how).verdict().isViolation();
  }

  private boolean isIncluded(ManifestEntry entry) {
    return verdict(entry) == Verdict.INCLUDED;
  }

  private Verdict verdict(ManifestEntry entry) {
    return judge.judge(entry.path(), false, ignored.of(entry)).verdict();
  }

  private void checkHardLinks() {
    Map<Long, List<ManifestEntry>> groups = new HashMap<>();
    List<ManifestEntry> linked = manifest.linked();
    for (ManifestEntry entry : linked) {
      if (entry.type() == EntryType.FILE) {
        groups.computeIfAbsent(entry.inode(), inode -> new ArrayList<>()).add(entry);
      }
    }
    List<ManifestEntry> linkedOutside = new ArrayList<>();
    for (ManifestEntry entry : linked) {
      List<ManifestEntry> group = groups.get(entry.inode());
      if (entry.type() != EntryType.FILE
          || group == null
          || !which.test(entry.path())
          || !isIncluded(entry)) {
        continue;
      }
      Optional<ManifestEntry> twin =
          group.stream().filter(other -> verdict(other).isViolation()).findFirst();
      if (twin.isPresent()) {
        problems.add(
            Problem.error(
                ProblemCode.TREE_HARD_LINK,
                "`"
                    + entry.path().display()
                    + "` and `"
                    + twin.get().path().display()
                    + "` are one file, and only the first may change",
                "replace the first with a copy: `cp FILE FILE.new && mv FILE.new FILE`"));
      } else if (group.size() < entry.links()) {
        linkedOutside.add(entry);
      }
    }
    if (!linkedOutside.isEmpty()) {
      problems.add(
          Problem.warning(
              ProblemCode.TREE_HARD_LINK,
              "`"
                  + linkedOutside.get(0).path().display()
                  + "`"
                  + (linkedOutside.size() == 1
                      ? " has a hard link"
                      : " and " + (linkedOutside.size() - 1) + " more have hard links")
                  + " outside the worktree, where changes are not detected",
              "replace them with copies, or make sure that nothing outside depends on them"));
    }
  }
}
