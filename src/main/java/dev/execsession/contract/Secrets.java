package dev.execsession.contract;

import dev.execsession.file.WholeFile;
import dev.execsession.process.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mask for secrets in output and changes: of the environment, {@code .env} files, patterns. */
public final class Secrets {
  private static final long LARGEST_ENV_FILE = 64 * 1024;

  private Secrets() {}

  /** Returns the mask of a session. */
  public static SecretMask mask(RunRequest request, Contract contract) {
    return mask(request.environment(), contract.repository().root(), contract.config().redact());
  }

  /**
   * Returns the mask of a worktree.
   *
   * @param expressions regular expressions of the configuration
   */
  public static SecretMask mask(
      Map<String, String> environment, Path root, List<String> expressions) {
    return SecretMask.of(
        environment,
        dotEnvTexts(root),
        List.of(),
        expressions.stream().map(Pattern::compile).toList());
  }

  /** Returns the texts of the {@code .env} files at the root, without links and large files. */
  private static List<String> dotEnvTexts(Path root) {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith(".env")).toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= LARGEST_ENV_FILE) {
          texts.add(new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // An unreadable file is not masked; values from the environment still are.
    }
    return texts;
  }
}
