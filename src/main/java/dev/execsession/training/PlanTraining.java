package dev.execsession.training;

import dev.execsession.config.ConfigLoader;
import dev.execsession.git.ThrowawayRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the most frequent commands: validates plans, shows help and executes a plan. {@code fit.md}
 * uses every element of the plan format and is ready to run; {@code unfit.md} has the other form,
 * with one block without a heading, and is not ready.
 */
final class PlanTraining {
  private PlanTraining() {}

  /**
   * Validates a ready and an unready plan, shows help and version, and runs the demo.
   *
   * @param root a folder that does not exist yet, absolute and without links
   */
  static void run(Path root) throws IOException {
    repository(root);
    Path plans = Files.createDirectories(root.resolve("docs/exec-plans/active"));
    copy("fit.md", plans.resolve("fit.md"));
    copy("unfit.md", plans.resolve("unfit.md"));
    ClassTraining.run("", "-C", root.toString(), "validate", "fit.md");
    copy("config.yml", root.resolve(ConfigLoader.FILE));
    ClassTraining.run("", "-C", root.toString(), "validate", "unfit.md");
    ClassTraining.run("", "--version");
    ClassTraining.run("", "--help");
    ClassTraining.run("", "demo");
    verify(root.resolveSibling("verified"));
  }

  private static void verify(Path root) throws IOException {
    ThrowawayRepository.create(
        root, "main", Map.of("docs/exec-plans/active/fit.md", text("fit.md"), "src/a.txt", ""));
    ThrowawayRepository.extend(
        root,
        "Work\n\nExec-Block: B01",
        Map.of("src/a.txt", "a\n", "src/b.txt", "b\n", "other/package.json", "{}"));
    ClassTraining.run("", "-C", root.toString(), "verify", "fit", "--range", "main~1..main");
  }

  private static void copy(String resource, Path file) throws IOException {
    Files.writeString(file, text(resource));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = PlanTraining.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Creates what looks like a repository with one commit and one file in its index. */
  private static void repository(Path root) throws IOException {
    Path git = Files.createDirectories(root.resolve(".git"));
    Files.createDirectories(git.resolve("objects"));
    Files.createDirectories(git.resolve("refs/heads/work"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/work/rehearsal\n");
    Files.writeString(git.resolve("config"), "[core]\n\trepositoryformatversion = 0\n");
    Files.writeString(git.resolve("refs/heads/work/rehearsal"), "1".repeat(40) + "\n");
    Files.writeString(git.resolve("packed-refs"), "2".repeat(40) + " refs/heads/main\n");
    ByteBuffer index = ByteBuffer.allocate(12 + 64 + 8 + 20);
    index.put("DIRC".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(1);
    index.position(12 + 60).putShort((short) 1).put((byte) 'a');
    Files.write(git.resolve("index"), index.array());
  }
}
