package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.drift.DependencyDrift;
import dev.execsession.drift.DriftFinding;
import dev.execsession.drift.LockFiles;
import dev.execsession.drift.ManifestChange;
import dev.execsession.drift.Siblings;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RangeCommit;
import dev.execsession.plan.Block;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds packages that the commits add and no block announces. Of a merge only those count that none
 * of its parents has.
 */
final class DependencyFindings {
  private static final long MOST_TEXT = 1 << 20;

  private final GitObjects objects;
  private final Owners owners;
  private final String base;
  private final DependencyDrift drift;

  /**
   * @param base the commit before the range
   */
  DependencyFindings(GitObjects objects, Owners owners, Config config, String base) {
    this.objects = objects;
    this.owners = owners;
    this.base = base;
    List<PathPattern> includes =
        owners.plans().stream()
            .flatMap(owner -> owner.plan().parsed().plan().include().stream())
            .map(entry -> PathPattern.forInclude(entry.pattern()))
            .toList();
    List<PathPattern> manifests = patterns(config.dependencies().manifests());
    List<PathPattern> ignored = patterns(config.dependencies().ignore());
    this.drift =
        new DependencyDrift(
            path -> matches(manifests, path),
            path -> matches(ignored, path),
            path -> includes.stream().anyMatch(entry -> path.raw().equals(entry.wholePlace())),
            this::siblings);
  }

  private static List<PathPattern> patterns(List<String> texts) {
    return texts.stream().map(PathPattern::parse).toList();
  }

  private static boolean matches(List<PathPattern> patterns, TreePath path) {
    for (PathPattern pattern : patterns) {
      if (pattern.matches(path, false)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a sentence for each manifest with new packages, and each lock file that is alone. */
  List<String> sentences(List<RangeCommit> commits, Collection<TreePath> changed)
      throws IOException {
    Set<String> sentences = new LinkedHashSet<>();
    for (RangeCommit commit : commits) {
      List<ManifestChange> manifests = new ArrayList<>();
      for (Map.Entry<TreePath, Difference> change : commit.changes().entrySet()) {
        if (drift.isManifest(change.getKey())) {
          manifests.add(
              new ManifestChange(
                  change.getKey(),
                  text(change.getValue().before()),
                  text(change.getValue().after())));
          manifests.addAll(merged(commit, change.getKey()));
        }
      }
      if (!manifests.isEmpty()) {
        add(drift.inspect(manifests, List.of(), allowed(commit)), sentences);
      }
    }
    if (changed.stream().anyMatch(LockFiles::isLock)) {
      add(drift.inspect(List.of(), changed, List.of()), sentences);
    }
    return List.copyOf(sentences);
  }

  /** Returns what the other parents of a merge hold, as if it came from a file that was deleted. */
  private List<ManifestChange> merged(RangeCommit commit, TreePath path) throws IOException {
    List<ManifestChange> others = new ArrayList<>();
    for (int i = 1; i < commit.parents().size(); i++) {
      String text = text(objects.item(commit.parents().get(i), path));
      if (text != null) {
        others.add(new ManifestChange(path, text, null));
      }
    }
    return others;
  }

  private static void add(List<DriftFinding> findings, Set<String> sentences) {
    findings.forEach(finding -> sentences.add(finding.detail()));
  }

  private List<String> allowed(RangeCommit commit) {
    return owners.of(commit).stream()
        .flatMap(
            owner ->
                owner.block() == null
                    ? owner.plan().parsed().plan().blocks().stream()
                    : Stream.of(owner.block()))
        .map(Block::newDependencies)
        .flatMap(List::stream)
        .toList();
  }

  private @Nullable String text(@Nullable TreeItem item) throws IOException {
    return item == null
        ? null
        : objects
            .blob(item.id(), MOST_TEXT)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse(null);
  }

  /** Returns the packages of the workspace before the range. */
  private Set<String> siblings() {
    Set<String> names = new HashSet<>();
    try {
      for (Map.Entry<TreePath, TreeItem> file : objects.tree(base).entrySet()) {
        String text = Siblings.isManifest(file.getKey()) ? text(file.getValue()) : null;
        if (text != null) {
          Siblings.of(file.getKey(), text).ifPresent(names::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
