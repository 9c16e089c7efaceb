package dev.execsession.worktree;

import dev.execsession.file.WholeFile;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitSettings;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.UserConfig;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files git may convert between its objects and the worktree, by the attribute files from the
 * weakest to those of one folder.
 */
final class Conversions {
  private static final List<String> NAMES =
      List.of("text", "eol", "crlf", "ident", "filter", "working-tree-encoding");
  private static final Pattern MENTION =
      Pattern.compile("text|eol|crlf|ident|filter|working-tree-encoding|\\[attr]");
  private static final Pattern CORE = Pattern.compile("(?i)core\\..*|include.*");

  private record Source(TreePath folder, String text) {}

  private final List<Source> weaker;
  private final @Nullable Source strongest;
  private @Nullable GitAttributes attributes;

  private Conversions(List<Source> weaker, @Nullable Source strongest) {
    this.weaker = weaker;
    this.strongest = strongest;
  }

  /**
   * Returns what holds for the whole worktree; empty when the configuration converts files that no
   * attribute names.
   */
  static Optional<Conversions> outside(RepositoryFacts facts) throws IOException {
    Map<String, String> environment = facts.environment();
    if (environment.entrySet().stream()
        .anyMatch(each -> each.getKey().startsWith("GIT_CONFIG_KEY_") && isCore(each.getValue()))) {
      return Optional.empty();
    }
    GitConfig config = GitSettings.read(facts, environment);
    String automatic = config.value("core.autocrlf").orElse("false").toLowerCase(Locale.ROOT);
    if (!List.of("false", "no", "off", "0").contains(automatic)) {
      return Optional.empty();
    }
    List<Source> weaker = new ArrayList<>();
    add(weaker, Path.of("/etc/gitattributes"));
    add(
        weaker,
        config
            .value("core.attributesfile")
            .map(value -> UserConfig.path(value, environment))
            .orElseGet(() -> UserConfig.defaultFile(environment, "git/attributes")));
    List<Source> own = new ArrayList<>();
    add(own, facts.commonDir().resolve("info/attributes"));
    return Optional.of(new Conversions(weaker, own.isEmpty() ? null : own.get(0)));
  }

  private static boolean isCore(String name) {
    return CORE.matcher(name).matches();
  }

  private static void add(List<Source> sources, @Nullable Path file) throws IOException {
    if (file != null && Files.isRegularFile(file)) {
      String text = GitAttributes.text(WholeFile.read(file, WholeFile.SMALL));
      if (MENTION.matcher(text).find()) {
        sources.add(new Source(TreePath.ROOT, text));
      }
    }
  }

  /** Returns what holds in a folder with an attribute file; {@code text} has one char per byte. */
  Conversions within(TreePath folder, String text) {
    if (!MENTION.matcher(text).find()) {
      return this;
    }
    List<Source> all = new ArrayList<>(weaker);
    all.add(new Source(folder, text));
    return new Conversions(all, strongest);
  }

  /** Returns whether git may convert a file. */
  boolean covers(TreePath path) {
    if (weaker.isEmpty() && strongest == null) {
      return false;
    }
    Map<String, String> values = attributes().of(path);
    return NAMES.stream()
        .map(values::get)
        .anyMatch(value -> value != null && !value.equals(GitAttributes.UNSET));
  }

  private synchronized GitAttributes attributes() {
    GitAttributes known = attributes;
    if (known == null) {
      known = new GitAttributes();
      for (Source source : weaker) {
        known.add(source.folder(), source.text());
      }
      if (strongest != null) {
        known.add(strongest.folder(), strongest.text());
      }
      attributes = known;
    }
    return known;
  }
}
