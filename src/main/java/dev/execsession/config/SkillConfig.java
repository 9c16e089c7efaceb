package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that the team has instructions for.
 *
 * @param paths gitignore patterns of the files it is about; may be empty when only named by blocks
 * @param brief a text file below the root whose content goes into the executor's brief
 * @param executor the executor that does such work; absent for the one chosen otherwise
 * @param where its place in {@code .exec-session.yml}
 */
public record SkillConfig(
    String name,
    List<String> paths,
    @Nullable String brief,
    @Nullable String executor,
    @Nullable SourceSpan where) {
  public SkillConfig {
    paths = List.copyOf(paths);
  }
}
