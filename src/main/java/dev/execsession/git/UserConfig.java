package dev.execsession.git;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the user's and the system's git configuration files, from the least to the most specific.
 */
public final class UserConfig {
  private UserConfig() {}

  /** Returns the variables by which git finds its configuration. */
  static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> found = new HashMap<>(environment);
    found
        .keySet()
        .removeIf(
            name ->
                !name.equals("HOME")
                    && !name.equals("XDG_CONFIG_HOME")
                    && !name.startsWith("GIT_CONFIG_KEY_")
                    && !name.startsWith("GIT_CONFIG_VALUE_"));
    return found;
  }

  static List<Path> files(Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    String noSystem = environment.getOrDefault("GIT_CONFIG_NOSYSTEM", "");
    if (List.of("", "0", "false", "no", "off").contains(noSystem)) {
      add(files, environment.getOrDefault("GIT_CONFIG_SYSTEM", "/etc/gitconfig"), "");
    }
    String global = environment.get("GIT_CONFIG_GLOBAL");
    if (global != null) {
      add(files, global, "");
      return files;
    }
    add(files, xdg(environment), "git/config");
    add(files, environment.get("HOME"), ".gitconfig");
    return files;
  }

  /**
   * Returns a file in the user's configuration folder, such as {@code git/ignore}; null if no home
   * is known.
   */
  public static @Nullable Path defaultFile(Map<String, String> environment, String name) {
    List<Path> files = new ArrayList<>();
    add(files, xdg(environment), name);
    return files.isEmpty() ? null : files.get(0);
  }

  /** Returns the path of a configured value, with {@code ~/} expanded. */
  public static @Nullable Path path(String value, Map<String, String> environment) {
    String home = environment.get("HOME");
    List<Path> files = new ArrayList<>();
    if (value.startsWith("~/")) {
      add(files, home, value.substring(2));
    } else {
      add(files, value, "");
    }
    return files.isEmpty() ? null : files.get(0);
  }

  private static @Nullable String xdg(Map<String, String> environment) {
    String configured = environment.get("XDG_CONFIG_HOME");
    String home = environment.get("HOME");
    if (configured != null && !configured.isEmpty()) {
      return configured;
    }
    return home == null || home.isEmpty() ? null : home + "/.config";
  }

  private static void add(List<Path> files, @Nullable String folder, String name) {
    if (folder == null || folder.isEmpty()) {
      return;
    }
    try {
      files.add(Path.of(folder, name));
    } catch (InvalidPathException e) {
      // A name that cannot be represented in this locale names no file.
    }
  }
}
