package dev.execsession.git;

import dev.execsession.text.ToolSetting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of what controls git, or of a watched setting of another tool.
 *
 * @param file such as {@code .git/config}, {@code .git/hooks/pre-push} or {@code
 *     /home/u/.gitconfig}
 * @param key the setting's name in lower case; absent for a file that is no configuration
 * @param before the value before, as {@link ControlState#mark} marks it, or mode and digest of a
 *     file; absent when there was none
 * @param after as {@code before}
 * @param submodule the path of the submodule that the file belonged to before; absent for any other
 */
public record ControlChange(
    String file,
    @Nullable String key,
    @Nullable String before,
    @Nullable String after,
    Weight weight,
    @Nullable String submodule) {
  /** What a change means. */
  public enum Weight {
    /** Ordinary life of a repository. */
    NOTE,
    /** Work in a submodule's repository: as a change of the submodule's path. */
    SUBMODULE,
    VIOLATION
  }

  /**
   * Returns whether the configuration allows it.
   *
   * @param entries {@code key=value}, or a hook's path and digest
   */
  public boolean isAllowedBy(List<String> entries) {
    String now = after == null ? "" : after;
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      String name = entry.substring(0, equals);
      String value = entry.substring(equals + 1);
      boolean same =
          key == null
              ? file.equals(name) && now.endsWith(" " + value.replaceFirst("^sha256:", ""))
              : key.equals(GitConfig.canonical(name))
                  && now.equals(ControlState.mark(List.of(value)));
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether things are as the change left them. */
  public boolean isInForce(ControlState now) {
    String found = now.digests().get(key == null ? file : ControlState.name(file, key));
    return Objects.equals(found, after);
  }

  /** Returns whether it concerns not git but another tool. */
  public boolean isOfTool() {
    return ToolSettings.isOne(before);
  }

  /** Returns whether it made a tool's setting that did not exist before. */
  public boolean makesToolSetting() {
    return ToolSettings.isAbsent(before);
  }

  /** Returns the change as a lower-case sentence with names in backticks. */
  public String sentence() {
    if (isOfTool()) {
      return ToolSetting.sentence(
          file,
          makesToolSetting()
              ? "was created"
              : ToolSettings.isAbsent(after) ? "was removed" : "was replaced");
    }
    String verb = before == null ? "was set" : after == null ? "was removed" : "was changed";
    return key == null
        ? "git's own file `" + file + "` " + (before == null ? "was made" : verb)
        : "git's setting `" + key + "` " + verb + " in `" + file + "`";
  }
}
