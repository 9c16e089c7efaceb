package dev.execsession.git;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the {@link ControlState} by plain file access; follows no links in the repository. */
public final class ControlReader {
  private static final List<String> SHARED =
      List.of(
          "config",
          "config.worktree",
          "hooks",
          "info",
          "objects/info/alternates",
          "objects/info/http-alternates",
          "shallow",
          "commondir",
          "gitdir");

  private static final List<String> OWN =
      List.of(
          "config.worktree",
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

  private final RepositoryFacts facts;
  private final Map<String, String> digests = new TreeMap<>();

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
    for (Path config : facts.userConfigs()) {
      addUserConfig(config);
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
      } else if (!MODULE_CONTENT.contains(TreeNames.rawName(child))) {
        add(childName, child);
      }
    }
  }

  private void addWorktrees(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path child : children(folder)) {
      for (String name : List.of("gitdir", "commondir", "config.worktree")) {
        add(".git/worktrees/" + shown(child) + "/" + name, child.resolve(name));
      }
    }
  }

  /** Follows links, as git does: the user's files are often links into a dotfiles folder. */
  private void addUserConfig(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      if (Files.isReadable(file)) {
        digests.put(shownPath(file), digest(file));
      } else {
        digests.put(shownPath(file), "unreadable");
      }
    } else {
      digests.put(shownPath(file), "absent");
    }
  }

  private static String digest(Path file) throws IOException {
    return ContentId.of(WholeFile.read(file, WholeFile.SMALL)).hex();
  }

  private static String shown(Path path) {
    return new TreePath(TreeNames.rawName(path)).display();
  }

  private static String shownPath(Path path) {
    return "/" + new TreePath(TreeNames.rawPath(path).substring(1)).display();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> found = new ArrayList<>();
      stream.forEach(found::add);
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
