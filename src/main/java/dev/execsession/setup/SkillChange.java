package dev.execsession.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What installing or removing the skill would do.
 *
 * @param steps the files to create, update or remove
 * @param current paths of files that are up to date
 * @param kept paths of existing files that are not ours to change
 */
public record SkillChange(List<Step> steps, List<String> current, List<String> kept) {
  public SkillChange {
    steps = List.copyOf(steps);
    current = List.copyOf(current);
    kept = List.copyOf(kept);
  }

  /**
   * A change to one file.
   *
   * @param path relative to the root
   * @param before null if the file does not exist
   * @param after null if the file is removed
   */
  public record Step(String path, @Nullable String before, @Nullable String after) {}
}
