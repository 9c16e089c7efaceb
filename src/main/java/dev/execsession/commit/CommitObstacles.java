package dev.execsession.commit;

import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitSettings;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.UserConfig;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says everything for which {@code git commit} would do in a repository what is not done here: run
 * a hook, sign, write an index of another kind. Reads files only.
 */
final class CommitObstacles {
  private static final Set<String> HOOKS =
      Set.of(
          "pre-commit",
          "prepare-commit-msg",
          "commit-msg",
          "post-commit",
          "reference-transaction",
          "post-index-change");

  /** Hooks that stand in the configuration: {@code hook.NAME.event}. */
  private static final Pattern CONFIGURED_HOOK = Pattern.compile("hook\\..+\\.event");

  private final RepositoryFacts facts;
  private final Map<String, String> environment;
  private final List<Problem> problems = new ArrayList<>();

  private CommitObstacles(RepositoryFacts facts, Map<String, String> environment) {
    this.facts = facts;
    this.environment = environment;
  }

  static List<Problem> of(RepositoryFacts facts, Map<String, String> environment) {
    CommitObstacles obstacles = new CommitObstacles(facts, environment);
    try {
      obstacles.look();
    } catch (IOException e) {
      throw Unverifiable.git("git's configuration and index", e);
    }
    return List.copyOf(obstacles.problems);
  }

  private void look() throws IOException {
    GitSettings.Result settings = GitSettings.read(facts, environment);
    GitConfig config = settings.config();
    hooks(config);
    if (config.isTrue("commit.gpgsign")) {
      add(
          ProblemCode.COMMIT_SIGNED,
          "`commit.gpgSign` is set, and a commit of the tool carries no signature",
          "run without `--commit` and commit yourself, or `git config commit.gpgSign false` here");
    }
    if (CommitIdentity.of(config, environment).isEmpty()) {
      add(
          ProblemCode.COMMIT_IDENTITY,
          "nobody is known whom a commit could name as its author",
          "run `git config user.name \"Your Name\"` and `git config user.email you@example.com`");
    }
    for (String name : settings.undecided()) {
      add(
          ProblemCode.COMMIT_FORM,
          "whether `" + name + "` is set here depends on an include that only git can tell",
          "say it for this repository: `git config " + name + " VALUE`");
    }
    if (facts.branch() == null) {
      add(
          ProblemCode.COMMIT_FORM,
          "HEAD is detached, so a commit would be on no branch",
          "check the branch out, or run without `--commit`");
    }
    form(config);
    index(config);
  }

  private void hooks(GitConfig config) {
    String configured = config.value("core.hookspath").orElse(null);
    Path folder = configured == null ? facts.commonDir().resolve("hooks") : hooksPath(configured);
    for (String hook : HOOKS.stream().sorted().toList()) {
      if (folder != null
          && isHook(folder.resolve(hook))
          && !(hook.equals("pre-commit") && PreCommitHook.isOwn(folder.resolve(hook)))) {
        hook("the hook `" + TextSanitizer.oneLine(folder.resolve(hook).toString()) + "`");
      }
    }
    for (GitConfig.Setting setting : config.settings()) {
      if (CONFIGURED_HOOK.matcher(setting.name()).matches() && HOOKS.contains(setting.value())) {
        hook("the hook in `" + TextSanitizer.oneLine(setting.name()) + "`");
      }
    }
  }

  private @Nullable Path hooksPath(String configured) {
    Path path = UserConfig.path(configured, environment);
    return path == null ? null : facts.root().resolve(path);
  }

  private static boolean isHook(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private void hook(String what) {
    add(
        ProblemCode.COMMIT_HOOK,
        "`git commit` would run " + what + ", and the tool runs no hooks",
        "run without `--commit` and commit yourself, or take the hook away for this run");
  }

  private void form(GitConfig config) {
    String shared = config.value("core.sharedrepository").orElse("umask");
    if (!Set.of("umask", "false", "0", "no", "off").contains(shared)) {
      add(
          ProblemCode.COMMIT_FORM,
          "`core.sharedRepository` asks for permissions that the tool does not set",
          "run without `--commit` and commit yourself");
    }
    if (config.value("core.symlinks").isPresent() && !config.isTrue("core.symlinks")) {
      add(
          ProblemCode.COMMIT_FORM,
          "`core.symlinks` is off, so a file may stand for a link",
          "run `git config --unset core.symlinks` if the file system has links");
    }
  }

  private void index(GitConfig config) throws IOException {
    Path file = facts.gitDir().resolve("index");
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean rebuilt = config.isTrue("core.untrackedcache") || config.isTrue("feature.manyfiles");
    try {
      if (IndexFile.parse(WholeFile.read(file, WholeFile.LARGE)).keepsUntracked() && !rebuilt) {
        add(
            ProblemCode.COMMIT_FORM,
            "git's index holds an untracked cache that would be lost",
            "run `git config core.untrackedCache true`, then git makes it anew");
      }
    } catch (IndexFile.OtherKind e) {
      add(
          ProblemCode.COMMIT_FORM,
          "git's index is split or sparse, a kind that the tool does not write",
          "run `git update-index --no-split-index`, or `git sparse-checkout reapply"
              + " --no-sparse-index`");
    }
  }

  private void add(ProblemCode code, String message, String hint) {
    problems.add(Problem.error(code, message, hint));
  }
}
