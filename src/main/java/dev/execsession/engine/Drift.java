package dev.execsession.engine;

import dev.execsession.config.Config;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.drift.ArchitectureDrift;
import dev.execsession.drift.DependencyDrift;
import dev.execsession.drift.DriftFinding;
import dev.execsession.drift.ManifestChange;
import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.drift.Reason;
import dev.execsession.file.WholeFile;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.scan.Assessment;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for drift that no single path shows: the contract edited, packages added, the architecture
 * moved.
 */
final class Drift {
  private final Session session;
  private final DependencyDrift dependencies;

  Drift(Session session) {
    this.session = session;
    Config.Dependencies rules = session.contract().config().dependencies();
    this.dependencies =
        new DependencyDrift(
            path -> matchesAny(rules.manifests(), path), path -> matchesAny(rules.ignore(), path));
  }

  /** Gives the differences between the locked contract and the plan's file as it is now. */
  List<DriftFinding> objective() {
    String shown = session.request().plan().shown();
    ParsedPlan now;
    try {
      Path plan = session.request().plan().path();
      if (!Files.isRegularFile(plan, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("not a regular file");
      }
      now = LockedPlan.parse(WholeFile.read(plan, WholeFile.SMALL), shown);
    } catch (IOException e) {
      return List.of(
          new DriftFinding(
              Reason.OBJECTIVE,
              "the plan `" + session.contract().planPath() + "` cannot be read any more",
              List.of(session.contract().planPath()),
              List.of(),
              List.of("restore the plan")));
    }
    return now.digest().equals(session.contract().digest())
        ? List.of()
        : ObjectiveDrift.compare(
            session.contract().planPath(),
            LockedPlan.sections(session.contract().plan()),
            LockedPlan.sections(now.plan()));
  }

  /** Gives what the block's changes drifted in, although every path is in scope. */
  List<DriftFinding> inspect(BlockContract block, Assessment whole) {
    List<TreePath> changed = new ArrayList<>();
    List<TreePath> added = new ArrayList<>();
    List<ManifestChange> manifests = new ArrayList<>();
    List<DriftFinding> unread = new ArrayList<>();
    for (FileChange change : whole.delta().files()) {
      if (change.ignored() || change.isDirectory()) {
        continue;
      }
      changed.add(change.path());
      if (change.kind() == ChangeKind.ADDED) {
        added.add(change.path());
      }
      if (dependencies.isManifest(change.path())) {
        String after = session.contents().after(change);
        if (after == null && change.after() != null) {
          unread.add(unreadable(change.path()));
        }
        manifests.add(new ManifestChange(change.path(), session.contents().before(change), after));
      }
    }
    List<DriftFinding> findings =
        new ArrayList<>(dependencies.inspect(manifests, changed, block.block().newDependencies()));
    findings.addAll(unread);
    findings.addAll(architecture(block).inspect(changed, added));
    return findings;
  }

  private static DriftFinding unreadable(TreePath path) {
    return new DriftFinding(
        Reason.DEPENDENCY,
        "the manifest `" + path.display() + "` cannot be read, so nobody knows what it asks for",
        List.of(path.text()),
        List.of(),
        List.of("mend `" + path.display() + "`"));
  }

  private ArchitectureDrift architecture(BlockContract block) {
    List<String> includes =
        Stream.concat(
                session.contract().plan().include().stream(), block.block().include().stream())
            .map(ScopeEntry::pattern)
            .toList();
    return new ArchitectureDrift(
        session.contract().config().architecture(),
        Policies.MATCHER::matches,
        includes,
        path ->
            session
                .scans()
                .history()
                .at(session.state(block.id()).baseline().orElseThrow())
                .manifest()
                .find(path)
                .isPresent());
  }

  private static boolean matchesAny(List<String> patterns, TreePath path) {
    return patterns.stream().anyMatch(pattern -> Policies.MATCHER.matches(pattern, path));
  }
}
