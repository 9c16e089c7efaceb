package dev.execsession.git;

import dev.execsession.file.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the repositories of submodules: what controls git there, as in the repository itself, and
 * what is checked out, which belongs to the submodule's path.
 */
record ModuleReader(ControlReader control) {
  /** What a fetch brings. */
  private static final List<String> FETCHED = List.of(Fetched.REMOTES, "refs/tags/");

  void read(String name, Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
      readModule(name, folder);
      return;
    }
    for (Path child : Steady.children(folder)) {
      read(name + "/" + ControlReader.shown(child), child);
    }
  }

  private void readModule(String name, Path folder) throws IOException {
    for (List<String> files : List.of(ControlReader.SHARED, ControlReader.OWN)) {
      for (String file : files) {
        control.add(name + "/" + file, folder.resolve(file));
      }
    }
    for (String file : List.of("HEAD", "config.worktree", "worktrees")) {
      control.add(name + "/" + file, folder.resolve(file));
    }
    readConfig(name, folder.resolve("config"));
    RefsState refs = new RefsReader(folder, folder).read();
    for (Map.Entry<String, String> ref : refs.refs().entrySet()) {
      if (FETCHED.stream().noneMatch(ref.getKey()::startsWith)) {
        control.digests.put(name + "/" + ref.getKey(), "ref " + ref.getValue());
      }
    }
    String lastMove = LogsState.lastLine(folder.resolve("logs/HEAD"));
    if (lastMove != null) {
      control.digests.put(name + ControlRules.MODULE_LOG, lastMove);
    }
    IndexState index = new CurrentIndex(folder).state(null, Long.MIN_VALUE);
    control.digests.put(name + "/index", index.digest());
    control.addOthers(name + "/", folder);
    read(name + "/modules", folder.resolve("modules"));
  }

  private void readConfig(String name, Path config) throws IOException {
    control.addConfig(name + "/config", config, ControlReader.DEEPEST);
    String worktree = GitConfig.read(config).value("core.worktree").orElse(null);
    if (worktree != null) {
      Path place = config.resolveSibling(worktree).normalize();
      control.digests.put(
          ControlState.name(name, ControlRules.SUBMODULE_PATH), control.shownPlace(place));
    }
  }
}
