package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.SandboxChoice;
import dev.execsession.git.CommitFact;
import dev.execsession.git.Installers;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges differences by the contract. Stateless: the same scan gives the same result. */
public final class ChangeAssessor {
  /**
   * Files that name programs which checks and hooks run, by what a command must say to run them.
   */
  private static final Map<String, Pattern> RUNNERS =
      Map.of(
          "package.json", Pattern.compile("\\b(npm|npx|pnpm|yarn|bun|bunx|lint-staged)\\b"),
          "Makefile", Pattern.compile("\\bmake\\b"),
          ".husky/pre-commit", Pattern.compile(""));

  private final Contract contract;
  private final OwnReports reports;
  private final Contents contents;
  private final SecretMask mask;
  private final byte[] lockedPlan;

  public ChangeAssessor(
      Contract contract,
      SessionFolder folder,
      OwnReports reports,
      Contents contents,
      SecretMask mask) {
    this.contract = contract;
    this.reports = reports;
    this.contents = contents;
    this.mask = mask;
    this.lockedPlan = LockedPlan.read(folder);
  }

  /**
   * Judges a scan.
   *
   * @param by who changed what it shows
   */
  Assessment assess(Scan scan, ScopeJudge scope, Actor by) {
    List<FileChange> files =
        scan.delta().files().stream()
            .filter(change -> !isLockedPlan(change) && !isOwnReport(change))
            .toList();
    ScopeJudge together = scope.allowing(contract.allowedWith());
    List<JointJudgement> judgements =
        JointJudgement.of(files, change -> judge(change, scope), change -> judge(change, together));
    List<TreePath> included = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (judgements.get(i).isIncluded()) {
        included.add(files.get(i).path());
      }
    }
    ScopeJudge judge = included.isEmpty() ? scope : together;
    PathClasses classes = classes(included);
    List<Fact.Change> changes = new ArrayList<>();
    SideEffects sideEffects = new SideEffects(judge);
    int settled = 0;
    for (int i = 0; i < files.size(); i++) {
      FileChange change = files.get(i);
      Judgement judgement = judgements.get(i).judgement();
      if (judgement.verdict() == Verdict.SIDE_EFFECT) {
        sideEffects.add(change);
      } else if (judgement.verdict().isViolation() && isSettled(change, scan)) {
        settled++;
      } else {
        changes.add(fact(change, judgement, by, scan.tampered(), classes));
      }
    }
    ControlFindings control = new ControlFindings(contract.gitAllow(), this::isReadOnly);
    scan.delta().control().forEach(change -> control.add(change, judge, by));
    GitFindings git =
        new GitFindings(
            contract.commitsAllowed(),
            contract.scope(),
            judge,
            scan.delta(),
            scan.ownCommits(),
            control,
            by);
    List<String> violations =
        new ArrayList<>(LinkAudit.made(contract.repository(), scan.now(), judge, files));
    violations.addAll(git.violations());
    List<String> risks = new ArrayList<>(sideEffects.risks());
    risks.addAll(control.risks());
    if (by == Actor.EXECUTOR) {
      risks.addAll(new CheckTools(commands()).changed(files, scan.now().manifest()));
    }
    return new Assessment(
        scan.name(),
        scan.delta(),
        changes,
        sideEffects.facts(),
        git.commits().map(this::fact).toList(),
        git.paths(),
        violations,
        git.maintenance(),
        notes(git, scan, settled),
        risks);
  }

  /** Returns whether a merge brought a change, or it is a file of husky's own. */
  private boolean isSettled(FileChange change, Scan scan) {
    ManifestEntry after = change.after();
    return contents.wasMerged(change, scan.delta().merged())
        || (after != null
            && after.content() != null
            && Installers.isHusky(change.path().text(), after.content().hex()));
  }

  private static List<String> notes(GitFindings git, Scan scan, int settled) {
    List<String> notes = new ArrayList<>(git.notes());
    List<String> sides = scan.delta().merged().commits();
    if (settled > 0 && !sides.isEmpty()) {
      notes.add(
          settled
              + (settled == 1 ? " file" : " files")
              + " outside the scope came with the merge of `"
              + CommitFact.abbreviated(sides.get(0))
              + "`");
    }
    return notes;
  }

  /** Returns whether the sandbox kept commands from writing a file outside of the worktree. */
  private boolean isReadOnly(String file) {
    SandboxChoice sandbox = contract.sandbox();
    return sandbox.tool() != null
        && Stream.concat(
                sandbox.outside().writable().stream(), sandbox.outside().missing().stream())
            .noneMatch(Path.of(file)::startsWith);
  }

  private static Judgement judge(FileChange change, ScopeJudge scope) {
    return scope.judge(change.path(), change.isDirectory(), change.ignored());
  }

  private PathClasses classes(List<TreePath> included) {
    return new PathClasses(
        included, contract.generated(), contract.planFolders(), contents::attributes);
  }

  /** Returns the texts of what checks and hooks may run. */
  private List<String> commands() {
    List<String> commands = new ArrayList<>(contract.checkCommands());
    RUNNERS.forEach(
        (file, runner) -> {
          if (commands.stream().anyMatch(text -> runner.matcher(text).find())) {
            contents.text(TreePath.of(file)).ifPresent(commands::add);
          }
        });
    return commands;
  }

  /**
   * A plan that was amended before the lock differs from an earlier scan but is the approved one.
   */
  private boolean isLockedPlan(FileChange change) {
    ManifestEntry after = change.after();
    return after != null
        && change.path().equals(TreePath.of(contract.planPath()))
        && change.before() != null
        && change.before().mode() == after.mode()
        && after.holds(lockedPlan);
  }

  /** Returns whether it is an unmodified copy of the report that the last run wrote. */
  private boolean isOwnReport(FileChange change) {
    ManifestEntry after = change.after();
    return after != null && reports.isOne(contents.resolve(change.path()), after);
  }

  private Fact.Change fact(
      FileChange change, Judgement judgement, Actor by, boolean tampered, PathClasses classes) {
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
        lines == null ? null : lines.removed(),
        judgement.verdict() == Verdict.OUTSIDE ? classes.of(change.path(), change.kind()) : null,
        null);
  }

  private Fact.Commit fact(CommitFact commit) {
    return new Fact.Commit(
        commit.id(),
        mask.mask(commit.subject()),
        commit.paths().stream().map(TreePath::text).toList());
  }
}
