package dev.execsession.setup;

import dev.execsession.config.CheckConfig;
import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.Preflight;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a new plan into the active folder. */
public final class NewPlan {
  private NewPlan() {}

  /**
   * A new plan.
   *
   * @param path relative to the root
   * @param template the repository's template; the built-in one if empty
   * @param branch to create before the run, because the base branch is checked out; empty for none
   */
  public record Written(String path, Optional<String> template, Optional<String> branch) {}

  /**
   * Creates the plan.
   *
   * @throws StopException REFUSED for a name that is taken or not a plan's, or when the
   *     configuration is not valid
   */
  public static Written write(RepositoryFacts facts, Map<String, String> environment, String word) {
    PlanName name = PlanName.parse(word);
    Config config = ConfigLoader.load(facts.root(), environment).valid();
    Places places = Places.of(config);
    NewFiles target = new NewFiles(facts.root(), facts.gitDir());
    refuseTaken(name, config, places, target);
    RepositoryFiles files = RepositoryFiles.of(facts);
    Optional<String> template = places.existingTemplate(facts.root());
    RecentWork work = RecentWork.of(facts);
    String text =
        new PlanScaffold(
                template.map(files::text).orElseGet(Resource.TEMPLATE::text),
                Preflight.rules(config, true),
                work)
            .text(name, config.checks().stream().map(CheckConfig::run).toList());
    boolean windows = template.filter(files::hasWindowsLines).isPresent();
    String path = places.active() + "/" + name.file();
    if (!target.create(path, windows ? text.replace("\n", "\r\n") : text)) {
      throw taken(path, name);
    }
    return new Written(
        path,
        template,
        work.isOnBase() ? Optional.of("feature/" + name.value()) : Optional.empty());
  }

  private static void refuseTaken(PlanName name, Config config, Places places, NewFiles target) {
    for (String folder : config.plans().active()) {
      for (String path : List.of(folder + "/" + name.file(), folder + "/" + name.value())) {
        if (target.exists(path)) {
          throw taken(path, name);
        }
      }
    }
    String done = places.completed() + "/" + name.file();
    if (target.exists(done)) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.SETUP_EXISTS,
          "a completed plan has this name: `" + done + "`",
          "exec-session new " + ShellWord.quote(name.value() + "-2"));
    }
  }

  private static StopException taken(String path, PlanName name) {
    return new StopException(
        Stop.REFUSED,
        ProblemCode.SETUP_EXISTS,
        "`" + path + "` exists; nothing was written",
        "go on with it: `exec-session validate " + ShellWord.quote(name.value()) + "`");
  }
}
