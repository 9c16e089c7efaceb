package dev.execsession.cli;

import dev.execsession.closeout.PlanPlace;
import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.plan.PlanRules;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan to close.
 *
 * @param digest of its contract
 * @param by who closes it
 */
record CloseSubject(
    RepositoryFacts facts, PlanPlace place, PlanRules rules, String digest, String by) {
  /**
   * Finds the plan of an argument.
   *
   * @throws StopException REFUSED when it cannot be closed as it is, with the way on
   */
  static CloseSubject find(ExecSession root, String word) {
    PlanLookup lookup = new PlanLookup(root);
    PlanFile file;
    try {
      file = lookup.find(word);
    } catch (StopException e) {
      refuseIfClosed(root, word);
      throw e;
    }
    Path start = lookup.start(file);
    Probe probe = RepositoryProbe.inspect(start, root.surroundings().environment(), false);
    RepositoryFacts facts = probe.facts();
    List<Problem> errors = probe.problems().stream().filter(Problem::isError).toList();
    if (facts == null || !errors.isEmpty()) {
      throw new StopException(Stop.REFUSED, probe.problems());
    }
    Preflight preflight =
        Preflight.examine(
            file, start, root.surroundings().environment(), Preflight.Options.PLAN_ONLY);
    String path = preflight.planPath();
    List<String> active = preflight.loaded().config().plans().active();
    if (path == null) {
      throw CloseCommand.refused(
          "`" + file.shown() + "` is outside the worktree", "go to its worktree with `-C DIR`");
    }
    if (PlanPlace.completedFolder(path, active).isPresent()) {
      throw closed(facts, path);
    }
    refuseUnlessOwn(facts, file.path());
    refuseConflict(file);
    if (preflight.parsed().unread() != null) {
      throw new StopException(Stop.REFUSED, preflight.parsed().problems());
    }
    return new CloseSubject(
        facts,
        PlanPlace.of(path, active),
        Preflight.rules(preflight.loaded().config(), preflight.isActive()),
        preflight.parsed().digest(),
        Person.name(root.surroundings(), facts.root()));
  }

  /** A name that is not in the active folder may be one in the completed folder. */
  private static void refuseIfClosed(ExecSession root, String word) {
    RepositoryFacts facts =
        RepositoryProbe.inspect(root.directory(), root.surroundings().environment(), false).facts();
    if (facts == null || word.isEmpty()) {
      return;
    }
    List<String> active =
        ConfigLoader.load(facts.root(), root.surroundings().environment())
            .config()
            .plans()
            .active();
    List<String> paths = new ArrayList<>();
    for (String folder : active) {
      paths.add(folder + "/" + word);
      paths.add(folder + "/" + word + ".md");
    }
    paths.add(word);
    for (String path : paths) {
      boolean isBelow = active.stream().anyMatch(folder -> path.startsWith(folder + "/"));
      String target = isBelow ? PlanPlace.of(path, active).target() : path;
      if (isBelow && Files.isRegularFile(facts.root().resolve(target), LinkOption.NOFOLLOW_LINKS)) {
        throw closed(facts, target);
      }
    }
  }

  private static StopException closed(RepositoryFacts facts, String path) {
    CloseFiles files = new CloseFiles(facts);
    boolean isDirty = facts.head() != null && !files.dirty(List.of(path)).isEmpty();
    return CloseCommand.refused(
        "`" + path + "` is closed already",
        isDirty
            ? "commit it: `git add -A -- " + folder(path) + " && git commit`"
            : "nothing is left to do; to work on it again, start a new plan");
  }

  /** Returns the folder that holds the active and the completed folder. */
  private static String folder(String path) {
    int end = path.indexOf("/completed/");
    return end <= 0 ? "." : ShellWord.path(path.substring(0, end));
  }

  private static void refuseUnlessOwn(RepositoryFacts facts, Path plan) {
    if (Files.isSymbolicLink(plan)) {
      throw CloseCommand.refused(
          "`" + facts.root().relativize(plan) + "` is a link", "close the plan that it leads to");
    }
    Path folder = plan.getParent();
    while (folder != null && !folder.equals(facts.root())) {
      if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        throw CloseCommand.refused(
            "the plan is in another repository, `" + facts.root().relativize(folder) + "`",
            "`exec-session -C "
                + ShellWord.path(folder.toString())
                + " close "
                + ShellWord.path(folder.relativize(plan).toString())
                + "`");
      }
      folder = folder.getParent();
    }
  }

  private static void refuseConflict(PlanFile file) {
    if (ConflictMarks.isIn(file.bytes())) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.CLOSE_PLAN,
          "`" + file.shown() + "` has marks of a merge conflict",
          "resolve them, then `git add -- " + ShellWord.path(file.shown()) + "`");
    }
  }
}
