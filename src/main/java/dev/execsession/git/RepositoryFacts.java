package dev.execsession.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worktree and its repository.
 *
 * @param root the worktree's top folder, absolute
 * @param gitDir this worktree's own part of the repository, usually {@code .git}
 * @param commonDir the part that all worktrees share, usually the same as {@code gitDir}
 * @param branch the short name of the current branch; null when HEAD is detached
 * @param head the commit that is checked out, 40 hexadecimal digits; null on an unborn branch
 * @param foldNames whether the file system ignores case, as git found when it made the repository
 * @param excludesFile the user's own ignore file
 * @param userConfigs the user's and the system's git configuration files, existing or not
 * @param environment the variables by which git finds its configuration
 * @param toolSettings what steers other tools outside of the worktree and is watched, existing or
 *     not
 */
public record RepositoryFacts(
    Path root,
    Path gitDir,
    Path commonDir,
    @Nullable String branch,
    @Nullable String head,
    boolean foldNames,
    @Nullable Path excludesFile,
    List<Path> userConfigs,
    Map<String, String> environment,
    List<Path> toolSettings) {
  public RepositoryFacts {
    userConfigs = List.copyOf(userConfigs);
    environment = Map.copyOf(environment);
    toolSettings = List.copyOf(toolSettings);
  }

  /** Returns the same worktree, with other tools' settings to watch. */
  public RepositoryFacts watching(List<Path> settings) {
    return new RepositoryFacts(
        root,
        gitDir,
        commonDir,
        branch,
        head,
        foldNames,
        excludesFile,
        userConfigs,
        environment,
        settings);
  }
}
