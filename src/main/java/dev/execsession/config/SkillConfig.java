package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work with its own instructions.
 *
 * @param paths gitignore patterns of its files; may be empty when only blocks name it
 * @param brief a text file below the root to include in the executor's brief
 * @param executor the executor for this work; absent for the default
 * @param where its position in {@code .exec-session.yml}
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
