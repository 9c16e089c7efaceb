package dev.execsession.git;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The effective git settings of a worktree: the system's, the user's, the repository's, the
 * worktree's and the environment's, with all includes.
 */
public final class GitSettings {
  private static final String CONDITIONAL = "includeif.";
  private static final int DEEPEST = 10;
  private static final int MOST_VARIABLES = 1000;
  private final RepositoryFacts facts;
  private final Map<String, String> environment;
  private final List<GitConfig.Setting> found = new ArrayList<>();

  private GitSettings(RepositoryFacts facts, Map<String, String> environment) {
    this.facts = facts;
    this.environment = environment;
  }

  /** Returns the effective settings; later ones take precedence. */
  public static GitConfig read(RepositoryFacts facts, Map<String, String> environment)
      throws IOException {
    GitSettings settings = new GitSettings(facts, environment);
    for (Path file : facts.userConfigs()) {
      settings.addIfReadable(file, 0);
    }
    Path shared = facts.commonDir().resolve("config");
    GitConfig own = GitConfig.read(shared);
    settings.add(shared, 0);
    if (own.isTrue("extensions.worktreeconfig")) {
      settings.add(facts.gitDir().resolve("config.worktree"), 0);
    }
    settings.addEnvironment();
    return GitConfig.of(settings.found);
  }

  /**
   * Returns the settings of the system, the user and the environment, with all includes, without
   * the repository's own.
   */
  static GitConfig ofUser(RepositoryFacts facts, Map<String, String> environment) {
    GitSettings settings = new GitSettings(facts, environment);
    for (Path file : facts.userConfigs()) {
      settings.addIfReadable(file, 0);
    }
    settings.addEnvironment();
    return GitConfig.of(settings.found);
  }

  /** Skips a file that this user may not read, as git does. */
  private void addIfReadable(Path file, int depth) {
    try {
      add(file, depth);
    } catch (IOException e) {
      // As above.
    }
  }

  private void add(Path file, int depth) throws IOException {
    for (GitConfig.Setting setting : GitConfig.read(file).settings()) {
      found.add(setting);
      Path included = depth < DEEPEST ? included(setting, file, environment) : null;
      if (included == null) {
        continue;
      }
      Boolean holds = holds(setting.name(), file);
      if (Boolean.TRUE.equals(holds)) {
        addIfReadable(included, depth + 1);
      }
    }
  }

  /** Returns the file that a setting of another one includes, whatever the condition. */
  static @Nullable Path included(
      GitConfig.Setting setting, Path file, Map<String, String> environment) {
    String name = setting.name();
    String value = setting.value();
    if (!name.equals("include.path") && !(name.startsWith(CONDITIONAL) && name.endsWith(".path"))) {
      return null;
    }
    if (value.startsWith("~/") || value.startsWith("/")) {
      return UserConfig.path(value, environment);
    }
    try {
      return file.resolveSibling(value);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Returns whether an include applies; null if that cannot be determined. */
  private @Nullable Boolean holds(String name, Path file) {
    if (!name.startsWith(CONDITIONAL)) {
      return true;
    }
    String condition = name.substring(CONDITIONAL.length(), name.length() - ".path".length());
    int colon = condition.indexOf(':');
    String pattern = condition.substring(colon + 1);
    return switch (colon < 0 ? "" : condition.substring(0, colon)) {
      case "gitdir" -> isGitDir(pattern, file, false);
      case "gitdir/i" -> isGitDir(pattern, file, true);
      case "onbranch" -> matches("/" + ending(pattern), "/" + facts.branch());
      default -> null;
    };
  }

  private @Nullable Boolean isGitDir(String pattern, Path file, boolean foldNames) {
    String whole = ending(pattern);
    if (whole.startsWith("~/")) {
      whole = environment.getOrDefault("HOME", "") + whole.substring(1);
    } else if (whole.startsWith("./")) {
      whole = file.toAbsolutePath().getParent() + whole.substring(1);
    } else if (!whole.startsWith("/")) {
      whole = "/**/" + whole;
    }
    String place = facts.gitDir().toString();
    return foldNames
        ? matches(whole.toLowerCase(Locale.ROOT), place.toLowerCase(Locale.ROOT))
        : matches(whole, place);
  }

  private static String ending(String pattern) {
    return pattern.endsWith("/") ? pattern + "**" : pattern;
  }

  private static @Nullable Boolean matches(String pattern, String place) {
    // Java treats braces as alternatives, git literally; `/**/` also matches a single slash.
    String glob = pattern.replace("{", "\\{").replace("}", "\\}");
    try {
      Path path = Path.of(place);
      return Stream.of(glob, glob.replace("/**/", "/"))
          .anyMatch(each -> FileSystems.getDefault().getPathMatcher("glob:" + each).matches(path));
    } catch (PatternSyntaxException | InvalidPathException e) {
      return null;
    }
  }

  /** Adds the settings of {@code GIT_CONFIG_COUNT}, which build services use. */
  private void addEnvironment() {
    int count;
    try {
      count = Integer.parseInt(environment.getOrDefault("GIT_CONFIG_COUNT", "0"));
    } catch (NumberFormatException e) {
      return;
    }
    for (int i = 0; i < Math.min(count, MOST_VARIABLES); i++) {
      String key = environment.getOrDefault("GIT_CONFIG_KEY_" + i, "");
      int last = key.lastIndexOf('.');
      int first = key.indexOf('.');
      if (first > 0) {
        String name =
            key.substring(0, first).toLowerCase(Locale.ROOT)
                + key.substring(first, last)
                + key.substring(last).toLowerCase(Locale.ROOT);
        found.add(
            new GitConfig.Setting(
                name, Objects.requireNonNullElse(environment.get("GIT_CONFIG_VALUE_" + i), "")));
      }
    }
  }
}
