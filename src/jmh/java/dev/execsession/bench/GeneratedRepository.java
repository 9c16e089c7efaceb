package dev.execsession.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * A repository of a given size that is the same on every machine: committed files of 300 to 8,000
 * random bytes, twenty in a folder, and a fifth as many below an ignored one.
 */
final class GeneratedRepository {
  private static final int[] SIZES = {300, 900, 2000, 3000, 8000};

  // Younger files are read again, see RacyWindow.
  private static final Duration SETTLED = Duration.ofSeconds(65);

  private GeneratedRepository() {}

  /** Makes the repository unless an earlier run left it there. */
  static Path make(Path root, int files) throws IOException, InterruptedException {
    if (Files.exists(root.resolve(".git/finished"))) {
      return root;
    }
    Random random = new Random(files);
    fill(root, "src", files, random);
    fill(root, "build-out", files / 5, random);
    Files.writeString(root.resolve(".gitignore"), "build-out/\n*.log\n");
    Programs.run(root, "git", "init", "-q", "-b", "feature/x");
    commit(root, "Start");
    Programs.run(root, "git", "gc", "-q");
    Programs.run(root, "git", "status", "--short");
    Files.writeString(root.resolve(".git/finished"), "", StandardCharsets.UTF_8);
    return root;
  }

  /** Commits everything that is not ignored. */
  static void commit(Path root, String message) throws IOException, InterruptedException {
    Programs.run(root, "git", "add", "-A");
    Programs.run(
        root,
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "-c",
        "gc.auto=0",
        "commit",
        "-q",
        "-m",
        message);
  }

  /** Waits until the repository is old enough for its times to be trusted. */
  static void settle(Path root) throws IOException, InterruptedException {
    Instant made = Files.getLastModifiedTime(root.resolve(".git/finished")).toInstant();
    Duration left = Duration.between(Instant.now(), made.plus(SETTLED));
    if (!left.isNegative()) {
      Thread.sleep(left.toMillis());
    }
  }

  private static void fill(Path root, String top, int files, Random random) throws IOException {
    for (int i = 0; i < files; i++) {
      Path folder =
          root.resolve(String.format(Locale.ROOT, "%s/m%03d/pkg%02d", top, i / 1000, i / 20 % 50));
      if (i % 20 == 0) {
        Files.createDirectories(folder);
      }
      byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
      random.nextBytes(bytes);
      Files.write(folder.resolve(String.format(Locale.ROOT, "File%06d.java", i)), bytes);
    }
  }
}
