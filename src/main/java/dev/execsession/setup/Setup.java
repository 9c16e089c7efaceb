package dev.execsession.setup;

import dev.execsession.config.ConfigLoader;
import dev.execsession.config.LoadedConfig;
import dev.execsession.contract.Preflight;
import dev.execsession.git.GitConfig;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.plan.PlanTemplate;
import dev.execsession.problem.StopException;
import dev.execsession.setup.SetupPlan.NewFile;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.IgnoredNow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans which files a repository needs for plans, and creates them. */
public final class Setup {
  private static final String INCLUDED = ".gitlab/exec-session.yml";

  private final RepositoryFacts facts;
  private final GitConfig git;
  private final Map<String, String> environment;
  private final RepositoryFiles files;
  private final NewFiles target;
  private final List<NewFile> add = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private Setup(RepositoryFacts facts, GitConfig git, Map<String, String> environment) {
    this.facts = facts;
    this.git = git;
    this.environment = environment;
    this.files = RepositoryFiles.of(facts);
    this.target = new NewFiles(facts.root(), facts.gitDir());
  }

  /**
   * Plans the setup; writes nothing.
   *
   * @param git the effective settings
   * @throws StopException REFUSED when the configuration is not valid, or a file cannot be created
   */
  public static SetupPlan plan(
      RepositoryFacts facts, GitConfig git, Map<String, String> environment) {
    return new Setup(facts, git, environment).plan();
  }

  /** Creates the files of a plan; returns the paths that were created. */
  public static List<String> write(RepositoryFacts facts, SetupPlan plan) {
    NewFiles target = new NewFiles(facts.root(), facts.gitDir());
    return plan.add().stream()
        .filter(file -> target.create(file.path(), file.text()))
        .map(NewFile::path)
        .toList();
  }

  private SetupPlan plan() {
    LoadedConfig loaded = ConfigLoader.load(facts.root(), environment);
    Profile profile = Profile.of(files);
    Places places = Places.of(loaded.valid());
    Optional<String> template = places.existingTemplate(facts.root());
    configuration(profile, template, loaded);
    folder(places.active(), "plans to execute");
    folder(places.completed(), "plans that are done");
    template.ifPresentOrElse(
        kept::add,
        () -> offer(places.template(), Resource.TEMPLATE.text(), "what `new` starts from"));
    skill();
    Set<Host> hosts = Host.of(remotes(), files);
    if (hosts.contains(Host.GITHUB)) {
      pipeline(".github/workflows/exec-session.yml", Resource.GITHUB, places, "checks plans");
    }
    if (hosts.contains(Host.GITLAB)) {
      gitlab(places);
    }
    unignored(profile);
    instructions(places);
    target.check(add.stream().map(NewFile::path).toList());
    return new SetupPlan(found(profile, hosts), add, kept, List.copyOf(notes));
  }

  private void configuration(Profile profile, Optional<String> template, LoadedConfig loaded) {
    Map<String, String> aliases =
        template
            .map(name -> PlanTemplate.read(bytes(name), Preflight.rules(loaded.config(), false)))
            .map(PlanTemplate::nearest)
            .orElse(Map.of());
    ConfigDraft.Drafted draft = ConfigDraft.of(profile, aliases, facts.root(), environment);
    if (target.exists(ConfigLoader.FILE)) {
      kept.add(ConfigLoader.FILE);
      if (!aliases.isEmpty()) {
        notes.add(
            "the template has other headings than a plan needs; add to `"
                + ConfigLoader.FILE
                + "`:\n"
                + ConfigDraft.aliasLines(aliases).stripTrailing());
      }
      return;
    }
    add.add(new NewFile(ConfigLoader.FILE, draft.text(), "configuration"));
    for (String program : draft.absent()) {
      notes.add(
          "`"
              + program
              + "` was not found, so its checks are commented out in `"
              + ConfigLoader.FILE
              + "`");
    }
    if (profile.builds().stream().allMatch(build -> build.checks().isEmpty())) {
      notes.add(
          "no command that tests this repository was found; name one under `checks` in `"
              + ConfigLoader.FILE
              + "`");
    }
  }

  private byte[] bytes(String name) {
    return files.text(name).getBytes(StandardCharsets.UTF_8);
  }

  private void folder(String folder, String purpose) {
    if (target.isFilled(folder)) {
      kept.add(folder + "/");
    } else {
      add.add(new NewFile(folder + "/.gitkeep", "", "the folder of " + purpose));
    }
  }

  private void offer(String path, String text, String purpose) {
    if (target.exists(path)) {
      kept.add(path);
    } else {
      add.add(new NewFile(path, text, purpose));
    }
  }

  private void skill() {
    SkillChange skill = AgentSkill.unchecked(facts);
    for (SkillChange.Step step : skill.steps()) {
      if (step.before() == null) {
        offer(step.path(), String.valueOf(step.after()), "teaches agents to execute a plan");
      } else {
        kept.add(step.path());
        notes.add(
            "another version of the skill is installed: `exec-session skill --install` updates it");
      }
    }
    kept.addAll(skill.current());
    kept.addAll(skill.kept());
  }

  private void pipeline(String path, Resource resource, Places places, String purpose) {
    if (!target.exists(path)) {
      notes.add(
          "the pipeline runs once the variable EXEC_SESSION_ARCHIVE holds the address of a release"
              + " archive of exec-session");
    }
    offer(path, resource.text().replace("ACTIVE_FOLDER", places.active()), purpose);
  }

  private void gitlab(Places places) {
    pipeline(INCLUDED, Resource.GITLAB, places, "checks plans");
    if (!target.exists(".gitlab-ci.yml")) {
      add.add(
          new NewFile(
              ".gitlab-ci.yml",
              "include:\n  - local: " + INCLUDED + "\n",
              "includes the pipeline"));
    } else if (!files.text(".gitlab-ci.yml").contains(INCLUDED)) {
      notes.add("add to `.gitlab-ci.yml`:\ninclude:\n  - local: " + INCLUDED);
    } else {
      kept.add(".gitlab-ci.yml");
    }
  }

  private List<String> remotes() {
    return git.settings().stream()
        .filter(setting -> setting.name().matches("remote\\..*\\.url"))
        .map(GitConfig.Setting::value)
        .toList();
  }

  /** Notes build output that git would show as changes of a block. */
  private void unignored(Profile profile) {
    IgnoredNow ignored = new IgnoredNow(facts);
    for (Build build : profile.builds()) {
      try {
        if (!build.output().isEmpty()
            && !ignored.of(TreePath.of(build.output() + "x.pyc")).holds()) {
          notes.add(
              "git does not ignore `"
                  + build.output()
                  + "`, so what a build writes there is outside of every scope:\nprintf '\\n"
                  + build.output()
                  + "\\n' >>.gitignore");
        }
      } catch (IOException e) {
        // The run reports an ignore file that cannot be read.
      }
    }
  }

  private void instructions(Places places) {
    boolean named =
        files.text("AGENTS.md").contains("exec-session")
            || files.text("CLAUDE.md").contains("exec-session");
    if (!named) {
      boolean onlyClaude = files.has("CLAUDE.md") && !files.has("AGENTS.md");
      notes.add(
          "for agents, add to "
              + (onlyClaude ? "CLAUDE.md" : "AGENTS.md")
              + ":\nPlans are in `"
              + places.active()
              + "/`; work on one with the skill `exec-session`.");
    }
  }

  private List<String> found(Profile profile, Set<Host> hosts) {
    List<String> found = new ArrayList<>();
    for (Build build : profile.builds()) {
      String folder = build.checks().isEmpty() ? "" : build.checks().get(0).folder();
      found.add(build.tool() + (folder.isEmpty() ? "" : " in " + folder));
    }
    profile
        .skills()
        .forEach(
            (name, paths) -> found.add(name + " in " + String.join(", ", paths).replace("**", "")));
    if (hosts.size() == 1) {
      found.add(hosts.contains(Host.GITHUB) ? "GitHub" : "GitLab");
    }
    return found;
  }
}
