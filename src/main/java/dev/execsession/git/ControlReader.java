package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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

  private static final List<String> SHARED =
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

  private static final List<String> OWN =
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

  /** Content of a submodule's repository, as opposed to files that control git. */
  private static final Set<String> MODULE_CONTENT =
      Set.of("objects", "refs", "logs", "index", "packed-refs", "ORIG_HEAD", "FETCH_HEAD");

  /** Written by every repack for dumb HTTP servers; git never reads it. */
  private static final String SERVER_INFO = ".git/info/refs";

  private static final int DEEPEST = 10;
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
          "config(\\.worktree)?|HEAD|description|hooks|info|objects|refs|logs|index|packed-refs|shallow"
              + "|branches|remotes|worktrees|modules|exec-session.*|commondir|gitdir|locked"
              + "|(ORIG|FETCH|MERGE|CHERRY_PICK|REVERT|REBASE|BISECT)_HEAD|AUTO_MERGE|.*_EDITMSG"
              + "|(MERGE|SQUASH)_MSG|MERGE_(MODE|RR)|EDIT_DESCRIPTION|BISECT_.*|rebase-.*|sequencer"
              + "|rr-cache|lfs|annex|svn|lost-found|gc\\.(log|pid)(\\.lock)?|fsmonitor--daemon.*"
              + "|sharedindex\\..*|.*\\.lock|gitk\\.cache|\\.probe.*|.*\\.(tmp|temp)");

  private static final Pattern REF = Pattern.compile("^(ref:|[0-9a-f]{40})");

  private final RepositoryFacts facts;
  private final Map<String, String> digests = new TreeMap<>();
  private final Map<String, List<String>> targets = new TreeMap<>();

  private ControlReader(RepositoryFacts facts) {
    this.facts = facts;
  }

  public static ControlState read(RepositoryFacts facts) throws IOException {
    ControlReader reader = new ControlReader(facts);
    reader.readAll();
    return new ControlState(reader.digests);
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
    addModules(".git/modules", facts.commonDir().resolve("modules"));
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
  }

  /**
   * Adds the settings of a configuration file and of those that it includes, whatever the
   * condition. Links are followed, as git does.
   */
  private void addConfig(String name, Path file, int depth) throws IOException {
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
    for (Path child : children(folder)) {
      if (!shared || HOOK.matcher(String.valueOf(child.getFileName())).matches()) {
        add(shownPlace(child), child);
      }
    }
  }

  /** Adds the files at the top of a repository that git does not make. */
  private void addOthers(String prefix, Path folder) throws IOException {
    for (Path child : children(folder)) {
      String name = shown(child);
      if (!KNOWN.matcher(name).matches()) {
        digests.put(prefix + name, isRef(child) ? "ref " + digest(child) : ControlRules.OTHER_FILE);
      }
    }
  }

  /** Git takes such a file for a ref, and prefers it to a branch of the same name. */
  private static boolean isRef(Path file) throws IOException {
    try {
      return Files.isRegularFile(file)
          && Files.size(file) < 300
          && REF.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void add(String name, Path path) throws IOException {
    if (name.equals(SERVER_INFO)) {
      return;
    }
    FileStat stat;
    try {
      stat = FileStat.of(path);
    } catch (NoSuchFileException e) {
      return;
    }
    String mode = Integer.toOctalString(stat.mode());
    switch (stat.type()) {
      case DIRECTORY -> {
        for (Path child : children(path)) {
          add(name + "/" + shown(child), child);
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

  private void addModules(String name, Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean isModule = Files.isRegularFile(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
    for (Path child : children(folder)) {
      String childName = name + "/" + shown(child);
      if (!isModule) {
        addModules(childName, child);
      } else if (child.endsWith("modules")) {
        addModules(childName, child);
      } else if (child.endsWith("config")) {
        addModuleConfig(name, childName, child);
      } else if (child.endsWith("refs")) {
        add(childName + "/heads", child.resolve("heads"));
      } else if (!MODULE_CONTENT.contains(TreeNames.rawName(child))) {
        add(childName, child);
      }
    }
  }

  private void addModuleConfig(String module, String name, Path config) throws IOException {
    addConfig(name, config, DEEPEST);
    String worktree = GitConfig.read(config).value("core.worktree").orElse(null);
    if (worktree != null) {
      Path place = config.resolveSibling(worktree).normalize();
      digests.put(
          ControlState.name(module + "/HEAD", ControlRules.SUBMODULE_PATH), shownPlace(place));
    }
  }

  private void addWorktrees(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path child : children(folder)) {
      String name = ".git/worktrees/" + shown(child) + "/";
      add(name + "gitdir", child.resolve("gitdir"));
      add(name + "commondir", child.resolve("commondir"));
      Path config = child.resolve("config.worktree");
      if (Files.isRegularFile(config) && !child.equals(facts.gitDir())) {
        addConfig(name + "config.worktree", config, DEEPEST);
      }
    }
  }

  private static String digest(Path file) throws IOException {
    return ContentId.of(WholeFile.read(file, WholeFile.SMALL)).hex();
  }

  private static String shown(Path path) {
    return new TreePath(TreeNames.rawName(path)).display();
  }

  /** Returns a name below the root or the repository, else the whole path. */
  private String shownPlace(Path path) {
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

  private static List<Path> children(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> found = new ArrayList<>();
      stream.forEach(found::add);
      return found;
    } catch (NoSuchFileException e) {
      return List.of(); // deleted since it was found
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
