package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.contract.PlanScope;
import dev.execsession.contract.Preflight;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.PathJudge;
import dev.execsession.json.Json;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import dev.execsession.worktree.IgnoredNow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains the verdict on a path. */
final class ExplainCommand implements Command {
  private final ExecSession root;
  private String path = "";
  private @Nullable String plan;
  private boolean json;

  ExplainCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "explain", this, "Explain whether a path may change, by which rule, and why.")
        .parameter("PATH", to -> path = to, "The path; it need not exist.")
        .optionalParameter(
            "PLAN",
            to -> plan = to,
            "The plan (default: the newest session's, or the only active one).")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer("Works without a session. Exit: 0 explained, whatever the verdict.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    SessionLookup lookup = new SessionLookup(root);
    RepositoryFacts facts = lookup.repository();
    PlanFile file = plan(lookup);
    Preflight preflight =
        Preflight.examine(
            file, root.directory(), root.surroundings().environment(), Preflight.Options.PLAN_ONLY);
    String planPath = preflight.planPath();
    if (planPath == null) {
      throw new StopException(
          Stop.REFUSED,
          ExecSession.option(
              "`" + file.shown() + "` is outside the worktree",
              "go to the plan's worktree with `-C DIR`"));
    }
    if (!preflight.parsed().ok()) {
      root.console()
          .say(
              "the plan has problems; `exec-session validate "
                  + ShellWord.path(file.shown())
                  + "` lists them");
    }
    Explanation explanation =
        new Explanation(
            path,
            asked(),
            root.directory(),
            new PlanScope(preflight.parsed().plan(), preflight.loaded().config().scope(), planPath),
            new Explanation.Tree(facts.root(), ignored(facts)),
            new SessionStore(facts.commonDir())
                .latest(facts.root(), planPath)
                .map(SessionStore.Stored::state));
    root.console()
        .result(
            json
                ? Json.pretty(ExplainJson.of(explanation))
                : String.join("\n", explanation.lines()));
    return ExitCode.DONE;
  }

  /** A folder is judged by a new file in it. */
  private String asked() {
    boolean isFolder = path.endsWith("/") || Files.isDirectory(root.directory().resolve(path));
    return isFolder ? path + (path.endsWith("/") ? "" : "/") + Explanation.NEW_FILE : path;
  }

  private static PathJudge.IgnoredPaths ignored(RepositoryFacts facts) {
    return new IgnoredNow(facts)::of;
  }

  private PlanFile plan(SessionLookup lookup) {
    PlanLookup plans = new PlanLookup(root);
    if (plan != null) {
      return plans.find(plan);
    }
    Optional<Path> session =
        lookup
            .any()
            .map(stored -> lookup.repository().root().resolve(stored.state().locked().plan()))
            .filter(Files::isRegularFile);
    List<Path> active = session.map(List::of).orElseGet(plans::active);
    if (active.size() != 1) {
      throw root.refusal(
          active.isEmpty()
              ? "no plan in the active folder; name one"
              : "several active plans; name one of "
                  + String.join(
                      ", ",
                      active.stream()
                          .map(file -> TextSanitizer.oneLine(file.getFileName().toString()))
                          .toList()));
    }
    return plans.read(active.get(0));
  }
}
