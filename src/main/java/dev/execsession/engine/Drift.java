package dev.execsession.engine;

import dev.execsession.config.Config;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.drift.ArchitectureDrift;
import dev.execsession.drift.DependencyDrift;
import dev.execsession.drift.DriftFinding;
import dev.execsession.drift.ManifestChange;
import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.drift.Reason;
import dev.execsession.drift.Siblings;
import dev.execsession.file.WholeFile;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Contents;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.ManifestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Detects drift that no single path shows: an edited contract, added packages, a changed
 * architecture.
 */
final class Drift {
  private final PlanFile plan;
  private final Contract contract;
  private final ScanHistory history;
  private final Contents contents;

  Drift(PlanFile plan, Contract contract, ScanHistory history, Contents contents) {
    this.plan = plan;
    this.contract = contract;
    this.history = history;
    this.contents = contents;
  }

  private DependencyDrift dependencies(BlockContract block, String baseline) {
    Config.Dependencies rules = contract.config().dependencies();
    List<PathPattern> includes = includes(block).stream().map(PathPattern::forInclude).toList();
    return new DependencyDrift(
        path -> matchesAny(rules.manifests(), path),
        path -> matchesAny(rules.ignore(), path),
        path -> includes.stream().anyMatch(include -> path.raw().equals(include.wholePlace())),
        () -> siblings(baseline));
  }

  /** Returns the packages of the workspace as the block found it. */
  private Set<String> siblings(String baseline) {
    Set<String> names = new HashSet<>();
    for (ManifestEntry entry : history.at(baseline).manifest().entries()) {
      if (entry.tracked() && Siblings.isManifest(entry.path())) {
        contents
            .before(entry)
            .flatMap(text -> Siblings.of(entry.path(), text))
            .ifPresent(names::add);
      }
    }
    return names;
  }

  private List<String> includes(BlockContract block) {
    return Stream.concat(contract.plan().include().stream(), block.block().include().stream())
        .map(ScopeEntry::pattern)
        .toList();
  }

  /** Returns the differences between the locked contract and the current plan. */
  List<DriftFinding> objective() {
    String shown = plan.shown();
    ParsedPlan now;
    try {
      Path file = plan.path();
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("not a regular file");
      }
      now = LockedPlan.parse(WholeFile.read(file, WholeFile.SMALL), shown);
    } catch (IOException e) {
      return List.of(
          new DriftFinding(
              Reason.OBJECTIVE,
              "the plan `" + contract.planPath() + "` can no longer be read",
              List.of(contract.planPath()),
              List.of(),
              List.of("restore the plan")));
    }
    return now.digest().equals(contract.digest())
        ? List.of()
        : ObjectiveDrift.compare(
            contract.planPath(),
            LockedPlan.sections(contract.plan()),
            LockedPlan.sections(now.plan()));
  }

  /** Returns the drift in the block's changes, even if every path is in scope. */
  List<DriftFinding> inspect(BlockContract block, String baseline, Assessment whole) {
    DependencyDrift dependencies = dependencies(block, baseline);
    List<TreePath> changed = new ArrayList<>();
    List<TreePath> added = new ArrayList<>();
    List<ManifestChange> manifests = new ArrayList<>();
    List<DriftFinding> unread = new ArrayList<>();
    for (FileChange change : whole.delta().files()) {
      if (change.isIgnored()
          || change.isDirectory()
          || contents.wasMerged(change, whole.delta().merged())) {
        continue;
      }
      changed.add(change.path());
      if (change.kind() == ChangeKind.ADDED) {
        added.add(change.path());
      }
      if (dependencies.isManifest(change.path())) {
        String after = contents.after(change);
        if (after == null && change.after() != null) {
          unread.add(unreadable(change.path()));
        }
        manifests.add(new ManifestChange(change.path(), contents.before(change), after));
      }
    }
    List<DriftFinding> findings =
        new ArrayList<>(dependencies.inspect(manifests, changed, block.block().newDependencies()));
    findings.addAll(unread);
    findings.addAll(architecture(block, baseline).inspect(changed, added));
    return findings;
  }

  private static DriftFinding unreadable(TreePath path) {
    return new DriftFinding(
        Reason.DEPENDENCY,
        "the manifest `" + path.display() + "` cannot be read, so its dependencies are unknown",
        List.of(path.text()),
        List.of(),
        List.of("fix `" + path.display() + "`"));
  }

  private ArchitectureDrift architecture(BlockContract block, String baseline) {
    return new ArchitectureDrift(
        contract.config().architecture(),
        Policies.MATCHER::matches,
        includes(block),
        path -> history.at(baseline).manifest().find(path).isPresent());
  }

  private static boolean matchesAny(List<String> patterns, TreePath path) {
    return patterns.stream().anyMatch(pattern -> Policies.MATCHER.matches(pattern, path));
  }
}
