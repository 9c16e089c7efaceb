package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.file.ContentId;
import dev.execsession.file.WholeFile;
import dev.execsession.git.CommitFact;
import dev.execsession.git.LineDiff;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Fact;
import dev.execsession.process.SecretMask;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.LinkAudit;
import dev.execsession.worktree.ManifestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Judges differences by the contract. Stateless: the same scan gives the same result. */
public final class ChangeAssessor {
  private final Contract contract;
  private final SessionFolder folder;
  private final Contents contents;
  private final SecretMask mask;
  private final ContentId lockedPlan;

  public ChangeAssessor(
      Contract contract, SessionFolder folder, Contents contents, SecretMask mask) {
    this.contract = contract;
    this.folder = folder;
    this.contents = contents;
    this.mask = mask;
    this.lockedPlan = ContentId.of(LockedPlan.read(folder));
  }

  /**
   * Judges a scan.
   *
   * @param by returns who changed a path
   */
  Assessment assess(Scan scan, ScopeJudge scope, Function<String, Actor> by) {
    List<Fact.Change> changes = new ArrayList<>();
    Map<String, Integer> sideEffects = new TreeMap<>();
    for (FileChange change : scan.delta().files()) {
      if (isLockedPlan(change) || isOwnReport(change)) {
        continue;
      }
      Judgement judgement = scope.judge(change.path(), change.isDirectory(), change.ignored());
      if (judgement.verdict() == Verdict.SIDE_EFFECT) {
        sideEffects.merge(topFolder(change.path()), 1, Integer::sum);
      } else {
        changes.add(fact(change, judgement, by.apply(change.path().text()), scan.tampered()));
      }
    }
    GitFindings git =
        new GitFindings(
            contract.commitsAllowed(), contract.scope(), scope, scan.delta(), scan.ownCommits());
    List<String> violations =
        new ArrayList<>(
            LinkAudit.made(contract.repository(), scan.now(), scope, scan.delta().files()));
    violations.addAll(git.violations());
    return new Assessment(
        scan.name(),
        scan.delta(),
        changes,
        sideEffects.entrySet().stream()
            .map(entry -> new Fact.SideEffect(entry.getKey(), entry.getValue()))
            .toList(),
        git.commits().map(this::fact).toList(),
        git.paths(),
        violations,
        git.maintenance());
  }

  /**
   * A plan that was amended before the lock differs from an earlier scan but is the approved one.
   */
  private boolean isLockedPlan(FileChange change) {
    ManifestEntry after = change.after();
    return after != null
        && after.content() != null
        && change.path().equals(TreePath.of(contract.planPath()))
        && change.before() != null
        && change.before().mode() == after.mode()
        && after.content().equals(lockedPlan);
  }

  /** Returns whether it is an unmodified copy of the report that the last run wrote. */
  private boolean isOwnReport(FileChange change) {
    ManifestEntry after = change.after();
    return after != null
        && after.content() != null
        && contract.reports().stream()
            .filter(report -> report.path().equals(contents.resolve(change.path())))
            .anyMatch(report -> holds(folder.report(report.ending()), after.content()));
  }

  private static boolean holds(Path report, ContentId content) {
    try {
      return Files.isRegularFile(report)
          && ContentId.of(WholeFile.read(report, WholeFile.SMALL)).equals(content);
    } catch (IOException e) {
      return false;
    }
  }

  private Fact.Change fact(FileChange change, Judgement judgement, Actor by, boolean tampered) {
    LineDiff lines =
        judgement.verdict() == Verdict.INCLUDED && !tampered
            ? contents.lines(change).orElse(null)
            : null;
    return new Fact.Change(
        change.path().text(),
        change.path().utf8().isPresent() ? null : change.path().base64(),
        change.kind(),
        judgement.verdict(),
        judgement.rule(),
        by,
        change.from() == null ? null : change.from().text(),
        judgement.note(),
        lines == null ? null : lines.added(),
        lines == null ? null : lines.removed());
  }

  private Fact.Commit fact(CommitFact commit) {
    return new Fact.Commit(
        commit.id(),
        mask.mask(commit.subject()),
        commit.paths().stream().map(TreePath::text).toList());
  }

  /** Returns the folder under which side effects are counted. */
  private static String topFolder(TreePath path) {
    String shown = path.display();
    int slash = shown.indexOf('/');
    return slash < 0 ? shown : shown.substring(0, slash + 1);
  }
}
