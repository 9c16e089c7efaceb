package dev.execsession.git;

import static dev.execsession.problem.ProblemCode.GIT_BARE;
import static dev.execsession.problem.ProblemCode.GIT_DETACHED;
import static dev.execsession.problem.ProblemCode.GIT_FORMAT;
import static dev.execsession.problem.ProblemCode.GIT_IN_PROGRESS;
import static dev.execsession.problem.ProblemCode.GIT_NOT_A_REPOSITORY;
import static dev.execsession.problem.ProblemCode.GIT_READ_ONLY;
import static dev.execsession.problem.ProblemCode.GIT_UNBORN;
import static dev.execsession.problem.ProblemCode.GIT_UNREADABLE;

import dev.execsession.file.Unverifiable;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inspects the repository around a folder and reports everything that prevents a session from
 * starting there. Reads files only, without git or JGit; ignores {@code GIT_DIR} and similar
 * variables.
 */
public final class RepositoryProbe {
  private static final Set<String> KNOWN_EXTENSIONS =
      Set.of(
          "noop",
          "preciousobjects",
          "partialclone",
          "worktreeconfig",
          "relativeworktrees",
          "objectformat",
          "refstorage");

  private final Map<String, String> environment;
  private final boolean sessionBegins;
  private final boolean readsIndex;
  private final List<Problem> problems = new ArrayList<>();

  private RepositoryProbe(
      Map<String, String> environment, boolean sessionBegins, boolean readsIndex) {
    this.environment = environment;
    this.sessionBegins = sessionBegins;
    this.readsIndex = readsIndex;
  }

  /**
   * Returns the repository around {@code start} and every problem with it.
   *
   * @param environment used to find the user's configuration; {@code HOME} may be missing
   * @param sessionBegins whether to write a test file into the repository and verify the checksum
   *     of its index; otherwise nothing is written and only permissions are checked
   */
  public static Probe inspect(Path start, Map<String, String> environment, boolean sessionBegins) {
    return new RepositoryProbe(environment, sessionBegins, true).probe(start);
  }

  /** Returns the same without the index, for what no session is concerned with. */
  public static Probe inspectWithoutIndex(Path start, Map<String, String> environment) {
    return new RepositoryProbe(environment, false, false).probe(start);
  }

  private Probe probe(Path start) {
    RepositoryFacts facts = null;
    try {
      facts = locate(start);
    } catch (IOException e) {
      refuse(
          GIT_UNREADABLE,
          "cannot read the repository: " + Unverifiable.reason(e),
          "check the permissions of `" + shown(start) + "` and of its `.git`");
    }
    return new Probe(facts, problems);
  }

  /**
   * Returns the effective settings of the repository around {@code start}, reading nothing else;
   * empty outside of a worktree.
   */
  public static Optional<GitConfig> settings(Path start, Map<String, String> environment)
      throws IOException {
    return RepositoryFinder.find(start) instanceof RepositoryFinder.Found.Worktree place
        ? Optional.of(GitSettings.read(begun(place, environment), environment))
        : Optional.empty();
  }

  /** Returns what settings depend on. */
  private static RepositoryFacts begun(
      RepositoryFinder.Found.Worktree place, Map<String, String> environment) {
    return new RepositoryFacts(
        place.root(),
        place.gitDir(),
        place.commonDir(),
        branch(place),
        null,
        false,
        null,
        UserConfig.files(environment),
        Map.of(),
        List.of());
  }

  private @Nullable RepositoryFacts locate(Path start) throws IOException {
    if (!Files.exists(start)) {
      refuse(
          GIT_NOT_A_REPOSITORY,
          "no such folder: `" + shown(start) + "`",
          "pass an existing folder with `-C DIR`");
      return null;
    }
    RepositoryFinder.Found found = RepositoryFinder.find(start);
    if (found instanceof RepositoryFinder.Found.Worktree worktree) {
      return examine(worktree);
    }
    if (found instanceof RepositoryFinder.Found.Bare bare) {
      bare(bare.folder());
    } else if (found instanceof RepositoryFinder.Found.Broken broken) {
      refuse(
          GIT_UNREADABLE,
          "`" + shown(broken.file()) + "` does not point to a repository: " + broken.why(),
          "run `git worktree repair` in the main worktree");
    } else {
      refuse(
          GIT_NOT_A_REPOSITORY,
          "no git repository at `" + shown(start.toAbsolutePath()) + "` or in any parent folder",
          "run `git init`, or pass another folder with `-C DIR`");
    }
    return null;
  }

  private @Nullable RepositoryFacts examine(RepositoryFinder.Found.Worktree place)
      throws IOException {
    RepositoryFacts begun = begun(place, environment);
    GitConfig user = GitSettings.ofUser(begun, environment);
    Optional<Problem> foreign =
        Ownership.check(place.root(), place.gitDir(), user.values("safe.directory"), environment);
    foreign.ifPresent(problems::add);
    GitConfig config = GitConfig.read(place.commonDir().resolve("config"));
    if (config.isTrue("core.bare") && place.gitDir().equals(place.commonDir())) {
      bare(place.root());
      return null;
    }
    boolean readable = checkFormat(config) && checkWorktreeSetting(config, place);
    RefsState refs = readable ? readRefs(place) : null;
    if (readable && readsIndex) {
      checkIndex(place.gitDir());
    }
    boolean moving = checkOperations(place.gitDir());
    if (refs != null) {
      checkHead(refs, moving);
    }
    checkWritable(place);
    return new RepositoryFacts(
        place.root(),
        place.gitDir(),
        place.commonDir(),
        refs == null ? null : refs.branch(),
        refs == null ? null : refs.headCommit(),
        config.isTrue("core.ignorecase"),
        excludesFile(config, user),
        begun.userConfigs(),
        UserConfig.variables(environment),
        List.of());
  }

  private void bare(Path folder) {
    refuse(
        GIT_BARE,
        "`" + shown(folder) + "` is a bare repository without a worktree",
        "run in a worktree: `git worktree add DIR BRANCH`");
  }

  private boolean checkFormat(GitConfig config) {
    String version = config.value("core.repositoryformatversion").orElse("0");
    if (!version.equals("0") && !version.equals("1")) {
      refuse(
          GIT_FORMAT,
          "the repository has the unsupported format version " + foreign(version),
          null);
      return false;
    }
    String objects = config.value("extensions.objectformat").orElse("sha1");
    if (!objects.equals("sha1")) {
      refuse(
          GIT_FORMAT,
          "the repository uses the object format " + foreign(objects) + ", which is not supported",
          "use a repository created with `git init --object-format=sha1`");
      return false;
    }
    String refStorage = config.value("extensions.refstorage").orElse("files");
    if (!refStorage.equals("files")) {
      refuse(
          GIT_FORMAT,
          "the repository uses the ref format " + foreign(refStorage) + ", which is not supported",
          "run `git refs migrate --ref-format=files`");
      return false;
    }
    for (String extension : config.keys("extensions")) {
      if (!KNOWN_EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT))) {
        refuse(
            GIT_FORMAT,
            "the repository uses the extension " + foreign(extension) + ", which is not supported",
            "remove it with `git config --unset extensions." + extension + "` if nothing needs it");
        return false;
      }
    }
    return true;
  }

  private boolean checkWorktreeSetting(GitConfig config, RepositoryFinder.Found.Worktree place)
      throws IOException {
    Optional<String> configured = config.value("core.worktree");
    if (configured.isEmpty() || !place.gitDir().equals(place.commonDir())) {
      return true;
    }
    Path meant = place.gitDir().resolve(configured.get());
    if (Files.isDirectory(meant) && meant.toRealPath().equals(place.root())) {
      return true;
    }
    refuse(
        GIT_FORMAT,
        "`core.worktree` points to another folder: " + foreign(configured.get()),
        "run there, or remove it with `git config --unset core.worktree`");
    return false;
  }

  private @Nullable RefsState readRefs(RepositoryFinder.Found.Worktree place) {
    try {
      return new RefsReader(place.gitDir(), place.commonDir()).read();
    } catch (IOException e) {
      refuse(
          GIT_UNREADABLE,
          "cannot read HEAD and the refs: " + Unverifiable.reason(e),
          "run `git fsck` to see what is wrong with the repository");
      return null;
    }
  }

  private void checkIndex(Path gitDir) {
    try {
      if (sessionBegins) {
        GitIndex.read(gitDir);
      } else {
        GitIndex.skim(gitDir);
      }
    } catch (IOException e) {
      refuse(
          GIT_UNREADABLE,
          "cannot read git's index: " + Unverifiable.reason(e),
          "keep a copy of `" + shown(gitDir.resolve("index")) + "`, then run `git reset`");
    }
  }

  private boolean checkOperations(Path gitDir) {
    boolean moving = false;
    for (Operation operation : Operation.values()) {
      if (operation.isUnderWay(gitDir)) {
        moving |= operation.detachesHead();
        refuse(GIT_IN_PROGRESS, operation.sentence(), operation.remedy());
      }
    }
    return moving;
  }

  private void checkHead(RefsState refs, boolean moving) {
    String branch = refs.branch();
    String commit = refs.headCommit();
    if (branch != null && commit == null) {
      refuse(
          GIT_UNBORN,
          "branch " + foreign(branch) + " has no commit yet",
          "create one, for example with `git commit --allow-empty -m start`");
    } else if (branch == null && !moving) {
      refuse(
          GIT_DETACHED,
          "HEAD is detached at `" + (commit == null ? refs.headTarget() : commit) + "`",
          "run `git switch <branch>` with the plan's branch; in a CI job whose checkout left HEAD"
              + " at that branch's tip, pass `--allow-detached`");
    }
  }

  private void checkWritable(RepositoryFinder.Found.Worktree place) {
    for (Path folder : List.of(place.commonDir(), place.root())) {
      if (!Files.isWritable(folder)) {
        readOnly(folder, "permission denied or read-only file system");
        return;
      }
    }
    if (sessionBegins) {
      // Always the same name: the next probe removes what a crash leaves behind.
      Path probe = place.commonDir().resolve("exec-session.probe");
      try {
        Files.newByteChannel(
                probe,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
            .close();
        Files.deleteIfExists(probe);
      } catch (IOException e) {
        readOnly(place.commonDir(), Unverifiable.reason(e));
      }
    }
  }

  private void readOnly(Path folder, String why) {
    refuse(
        GIT_READ_ONLY,
        "cannot write to `" + shown(folder) + "`: " + why,
        "make it writable for this user; the session keeps its journal there");
  }

  private @Nullable Path excludesFile(GitConfig config, GitConfig user) {
    Optional<String> configured =
        config.value("core.excludesfile").or(() -> user.value("core.excludesfile"));
    return configured.isEmpty()
        ? UserConfig.defaultFile(environment, "git/ignore")
        : UserConfig.path(configured.get(), environment);
  }

  /**
   * Returns the branch for conditional includes; null if it cannot be determined, so that none
   * applies.
   */
  private static @Nullable String branch(RepositoryFinder.Found.Worktree place) {
    try {
      return new RefsReader(place.gitDir(), place.commonDir()).branch();
    } catch (IOException e) {
      return null;
    }
  }

  private void refuse(ProblemCode code, String message, @Nullable String hint) {
    problems.add(Problem.error(code, message, hint));
  }

  private static String foreign(String text) {
    return "`" + TextSanitizer.oneLine(text) + "`";
  }

  private static String shown(Path path) {
    return TextSanitizer.oneLine(path.toString());
  }
}
