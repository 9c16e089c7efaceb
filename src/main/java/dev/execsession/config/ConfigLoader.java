package dev.execsession.config;

import dev.execsession.file.ContentId;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the configuration of a worktree. */
public final class ConfigLoader {
  /** The name of the file in the worktree's root. */
  public static final String FILE = ".exec-session.yml";

  private static final int MAX_BYTES = 256 * 1024;
  private static final String NO_DIGEST = "none";

  private final @Nullable Path root;
  private final Map<String, String> environment;
  private final Map<String, ExecutorConfig> presets;

  private ConfigLoader(
      @Nullable Path root, Map<String, String> environment, Map<String, ExecutorConfig> presets) {
    this.root = root;
    this.environment = environment;
    this.presets = presets;
  }

  /** Loads the configuration with the built-in executors. */
  public static LoadedConfig load(Path root, Map<String, String> environment) {
    return load(root, environment, Presets.shipped());
  }

  /**
   * Loads the configuration of the worktree at {@code root}: the environment takes precedence over
   * the file, and the file over defaults. The file may be missing. Never throws for its content.
   *
   * @param presets executors that the file may change or add to
   */
  public static LoadedConfig load(
      Path root, Map<String, String> environment, Map<String, ExecutorConfig> presets) {
    return new ConfigLoader(root, environment, presets).load(root);
  }

  /**
   * Reads a configuration that is not in the worktree, such as that of a commit; brief files are
   * not looked for.
   *
   * @param bytes null when there is no file
   */
  public static LoadedConfig read(byte @Nullable [] bytes, Map<String, String> environment) {
    ConfigLoader loader = new ConfigLoader(null, environment, Presets.shipped());
    return bytes == null ? loader.missing() : loader.sized(bytes);
  }

  private LoadedConfig load(Path root) {
    byte[] bytes;
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(
              root.resolve(FILE), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        String kind =
            attributes.isSymbolicLink()
                ? "a symbolic link"
                : attributes.isDirectory() ? "a folder" : "a device or pipe";
        return unreadable(
            NO_DIGEST, "the configuration is " + kind, "replace it with a regular file");
      }
      try (InputStream in = Files.newInputStream(root.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
    } catch (NoSuchFileException e) {
      return missing();
    } catch (IOException e) {
      return unreadable(
          NO_DIGEST,
          "the configuration cannot be read: " + e.getClass().getSimpleName(),
          "make the file readable for the current user");
    }
    return sized(bytes);
  }

  private LoadedConfig missing() {
    return read(new SourceText(FILE, ""), NO_DIGEST, false, List.of());
  }

  private LoadedConfig sized(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return unreadable(
          NO_DIGEST,
          "the configuration is larger than 256 KiB",
          "move long text to files and reference them");
    }
    return decode(bytes);
  }

  private LoadedConfig decode(byte[] bytes) {
    String digest = ContentId.of(bytes).digest();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      return unreadable(
          digest,
          "the configuration is not UTF-8: byte " + in.position() + " is invalid",
          "save the file as UTF-8");
    }
    String text = out.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return unreadable(
          digest,
          "the configuration is not text: character " + nul + " is NUL",
          "save the file as UTF-8 text");
    }
    String plain = (text.startsWith("\ufeff") ? text.substring(1) : text).replace("\r\n", "\n");
    SourceText source = new SourceText(FILE, plain);
    // Checked before parsing, which treats U+2028 and U+0085 as line breaks.
    source.reportHiddenCharacters();
    if (source.hasProblems()) {
      return read(new SourceText(FILE, ""), digest, true, source.problems());
    }
    return read(source, digest, true, List.of());
  }

  private LoadedConfig unreadable(String digest, String message, String hint) {
    Problem problem =
        Problem.error(ProblemCode.CONFIG_UNREADABLE, message, hint).at(FILE, null, null);
    return read(new SourceText(FILE, ""), digest, true, List.of(problem));
  }

  private LoadedConfig read(
      SourceText source, String digest, boolean present, List<Problem> earlier) {
    @Nullable YamlNode node = YamlReader.read(source);
    YamlNode.Mapping top = new YamlNode.Mapping(List.of(), SourceSpan.ofLine(1));
    if (node instanceof YamlNode.Mapping map) {
      top = map;
    } else if (node != null && !(node instanceof YamlNode.Unusable)) {
      source.complain(
          ProblemCode.CONFIG_TYPE,
          node.where(),
          "the file must be a map of keys",
          "write `version: 1` and below it `KEY: VALUE` lines");
    }
    Config config =
        new ConfigReader(source, top, new EnvironmentReader(environment, source), presets).read();
    checkBriefs(source, config);
    List<Problem> problems = new ArrayList<>(earlier);
    problems.addAll(source.problems());
    return new LoadedConfig(config, problems, digest, present);
  }

  private void checkBriefs(SourceText source, Config config) {
    if (root == null) {
      return;
    }
    for (SkillConfig skill : config.skills().values()) {
      if (skill.brief() != null
          && skill.where() != null
          && !Files.isRegularFile(root.resolve(skill.brief()))) {
        source.complain(
            ProblemCode.CONFIG_VALUE,
            skill.where(),
            "the brief `" + skill.brief() + "` of the skill `" + skill.name() + "` is not a file",
            "create the file, or correct `skills." + skill.name() + ".brief`");
      }
    }
  }
}
