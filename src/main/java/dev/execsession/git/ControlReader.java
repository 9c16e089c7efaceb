package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.file.Steady;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the {@link ControlState} by plain file access; follows no links in the repository. */
public final class ControlReader {
  /** The digest of a configuration file without includes: its settings are compared instead. */
  static final String SETTINGS = "settings";

  static final List<String> SHARED =
      List.of(
          "hooks",
          "info",
          "objects/info/alternates",
          "objects/info/http-alternates",
          "shallow",
          "branches",
          "remotes",
          "commondir",
          "gitdir");

  static final List<String> OWN =
      List.of(
          "info",
          "commondir",
          "gitdir",
          "MERGE_HEAD",
          "CHERRY_PICK_HEAD",
          "REVERT_HEAD",
          "REBASE_HEAD",
          "BISECT_LOG",
          "rebase-merge",
          "rebase-apply",
          "sequencer");

  /** What git never makes in the folder of another worktree, and would use there. */
  private static final List<String> LINKS = List.of("gitdir", "commondir");

  private static final List<String> PLANTED = List.of("config", "hooks", "objects");

  /** Written by every repack for dumb HTTP servers; git never reads it. */
  private static final Pattern SERVER_INFO = Pattern.compile("\\.git/(modules/.+/)?info/refs");

  static final int DEEPEST = 10;
  private static final String KEY_VARIABLE = "GIT_CONFIG_KEY_";
  private static final Set<String> TARGETS =
      Set.of("core.hookspath", "core.attributesfile", "core.excludesfile");
  private static final Pattern HOOKS_FOLDER = Pattern.compile("hooks|husky|/_$");
  private static final Pattern HOOK =
      Pattern.compile(
          "(pre|post|prepare|commit|applypatch|update|push|proc|reference|fsmonitor|sendemail)-.*"
              + "|update");

  /** What git, its tools and we keep at the top of a repository. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "config(\\.worktree)?|HEAD|description|hooks|info|objects|refs|logs|index|packed-refs(\\.new)?"
              + "|shallow|branches|remotes|worktrees|modules|exec-session.*|commondir|gitdir|locked"
              + "|(ORIG|FETCH|MERGE|CHERRY_PICK|REVERT|REBASE|BISECT)_HEAD|AUTO_MERGE|.*_EDITMSG"
              + "|(MERGE|SQUASH)_MSG|MERGE_(MODE|RR)|EDIT_DESCRIPTION|BISECT_.*|rebase-.*|sequencer"
              + "|rr-cache|lfs|annex|svn|lost-found|gc\\.(log|pid)(\\.lock)?|fsmonitor--daemon.*"
              + "|sharedindex\\..*|.*\\.lock|gitk\\.cache|\\.probe.*|.*\\.(tmp|temp)");

  private static final Pattern REF = Pattern.compile("^(ref:|[0-9a-f]{40})");

  private final RepositoryFacts facts;
  final Map<String, String> digests = new TreeMap<>();
  private final Map<String, List<String>> targets = new TreeMap<>();

  private ControlReader(RepositoryFacts facts) {
    this.facts = facts;
  }

  /**
   * Reads the state.
   *
   * @throws IOException when a file cannot be read, or disappears while it is read, again and again
   */
  public static ControlState read(RepositoryFacts facts) throws IOException {
    return Steady.read(
        () -> {
          ControlReader reader = new ControlReader(facts);
          reader.readAll();
          return new ControlState(reader.digests);
        });
  }

  private void readAll() throws IOException {
    Path dotGit = facts.root().resolve(".git");
    FileStat entry = FileStat.of(dotGit);
    if (entry.type() == EntryType.DIRECTORY) {
      digests.put(".git", "directory " + entry.inode());
    } else {
      add(".git", dotGit);
    }
    for (String name : SHARED) {
      add(".git/" + name, facts.commonDir().resolve(name));
    }
    String own = facts.gitDir().equals(facts.commonDir()) ? ".git/" : ".git/worktrees/(this)/";
    for (String name : OWN) {
      add(own + name, facts.gitDir().resolve(name));
    }
    new ModuleReader(this).read(".git/modules", facts.commonDir().resolve("modules"));
    addWorktrees(facts.commonDir().resolve("worktrees"));
    addConfig(".git/config", facts.commonDir().resolve("config"), 0);
    Path ownConfig = facts.gitDir().resolve("config.worktree");
    if (Files.isRegularFile(ownConfig)) {
      addConfig(own + "config.worktree", ownConfig, 0);
    }
    for (Path config : facts.userConfigs()) {
      addConfig(shownPath(config), config, 0);
    }
    addOthers(own, facts.gitDir());
    addTargets();
    for (Path setting : facts.toolSettings()) {
      digests.put(shownPath(setting), ToolSettings.digest(setting));
    }
  }

  /**
   * Adds the settings of a configuration file and of those that it includes, whatever the
   * condition. Links are followed, as git does.
   */
  void addConfig(String name, Path file, int depth) throws IOException {
    if (!Files.isRegularFile(file)) {
      digests.put(name, Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "no file" : "absent");
      return;
    }
    if (!Files.isReadable(file)) {
      digests.put(name, "unreadable");
      return;
    }
    Map<String, List<String>> values = new TreeMap<>();
    List<String> order = new ArrayList<>();
    boolean includes = false;
    for (GitConfig.Setting setting : GitConfig.read(file).settings()) {
      values.computeIfAbsent(setting.name(), key -> new ArrayList<>()).add(setting.value());
      target(setting.name(), setting.value());
      if (!ControlRules.isOrdinary(setting.name())) {
        order.add(setting.name() + "=" + setting.value());
      }
      Path included = GitSettings.included(setting, file, facts.environment());
      if (included != null && depth < DEEPEST) {
        includes = true;
        String shown = shownPlace(included);
        if (!digests.containsKey(shown)) {
          addConfig(shown, included, depth + 1);
        }
      }
    }
    // With an include the order of lines matters too.
    digests.put(name, includes ? ControlState.mark(order) : SETTINGS);
    values.forEach((key, all) -> digests.put(ControlState.name(name, key), ControlState.mark(all)));
  }

  /** Adds what the configuration leads to. */
  private void addTargets() throws IOException {
    Map<String, String> environment = facts.environment();
    environment.forEach(
        (variable, key) -> {
          if (variable.startsWith(KEY_VARIABLE)) {
            String value =
                environment.get("GIT_CONFIG_VALUE_" + variable.substring(KEY_VARIABLE.length()));
            target(key.toLowerCase(Locale.ROOT), value == null ? "" : value);
          }
        });
    for (String file : List.of("attributes", "ignore")) {
      Path place = UserConfig.defaultFile(environment, "git/" + file);
      if (place != null) {
        addTarget(place);
      }
    }
    for (String key : List.of("core.attributesfile", "core.excludesfile")) {
      for (String value : targets.getOrDefault(key, List.of())) {
        Path place = UserConfig.path(value, environment);
        if (place != null) {
          addTarget(facts.root().resolve(place));
        }
      }
    }
    for (String value : targets.getOrDefault("core.hookspath", List.of())) {
      Path place = UserConfig.path(value, environment);
      if (place != null) {
        addHooks(facts.root().resolve(place).normalize());
      }
    }
  }

  private void target(String key, String value) {
    if (TARGETS.contains(key)) {
      targets.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
    }
  }

  private void addTarget(Path file) throws IOException {
    digests.put(
        shownPlace(file),
        !Files.isRegularFile(file)
            ? "absent"
            : Files.isReadable(file) ? digest(file) : "unreadable");
  }

  /** Adds the hooks in a folder, and where it is made for hooks all that they may run there. */
  private void addHooks(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      digests.put(shownPlace(folder), "absent");
      return;
    }
    boolean shared =
        folder.startsWith(facts.root())
            && !folder.startsWith(facts.commonDir())
            && !HOOKS_FOLDER.matcher(folder.toString()).find();
    for (Path child : Steady.children(folder)) {
      if (!shared || HOOK.matcher(String.valueOf(child.getFileName())).matches()) {
        add(shownPlace(child), child);
      }
    }
  }

  /** Adds the files at the top of a repository that git does not make. */
  void addOthers(String prefix, Path folder) throws IOException {
    for (Path child : Steady.children(folder)) {
      String name = shown(child);
      if (!KNOWN.matcher(name).matches()) {
        digests.put(prefix + name, isRef(child) ? "ref " + digest(child) : ControlRules.OTHER_FILE);
      }
    }
  }

  /** Git takes such a file for a ref, and prefers it to a branch of the same name. */
  private static boolean isRef(Path file) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) < 300
        && REF.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find();
  }

  /** Adds a file, or all files in a folder, if there is one. */
  void add(String name, Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      addFound(name, path);
    }
  }

  private void addFound(String name, Path path) throws IOException {
    if (SERVER_INFO.matcher(name).matches()) {
      return;
    }
    FileStat stat = FileStat.of(path);
    String mode = Integer.toOctalString(stat.mode());
    switch (stat.type()) {
      case DIRECTORY -> {
        for (Path child : Steady.children(path)) {
          addFound(name + "/" + shown(child), child);
        }
      }
      case FILE -> digests.put(name, mode + " " + digest(path));
      case SYMLINK -> {
        String target = TreeNames.rawPath(Files.readSymbolicLink(path));
        digests.put(name, mode + " -> " + target);
      }
      case OTHER -> digests.put(name, mode);
    }
  }

  private void addWorktrees(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path child : Steady.children(folder)) {
      String name = ".git/worktrees/" + shown(child) + "/";
      for (String file : PLANTED) {
        add(name + file, child.resolve(file));
      }
      if (!LINKS.stream().allMatch(link -> isFile(child.resolve(link)))) {
        continue; // git is making it, or removing it
      }
      for (String link : LINKS) {
        addFound(name + link, child.resolve(link));
      }
      Path config = child.resolve("config.worktree");
      if (Files.isRegularFile(config) && !child.equals(facts.gitDir())) {
        addConfig(name + "config.worktree", config, DEEPEST);
      }
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  static String digest(Path file) throws IOException {
    return ContentId.of(WholeFile.read(file, WholeFile.SMALL)).hex();
  }

  static String shown(Path path) {
    return new TreePath(TreeNames.rawName(path)).display();
  }

  /** Returns a name below the root or the repository, else the whole path. */
  String shownPlace(Path path) {
    Path place = path.toAbsolutePath().normalize();
    for (Path folder : List.of(facts.commonDir(), facts.root())) {
      if (place.startsWith(folder) && !place.equals(folder)) {
        String below = new TreePath(TreeNames.rawPath(folder.relativize(place))).display();
        return folder.equals(facts.root()) ? below : ".git/" + below;
      }
    }
    return shownPath(place);
  }

  private static String shownPath(Path path) {
    return "/" + new TreePath(TreeNames.rawPath(path).substring(1)).display();
  }
}
