package dev.execsession.engine;

import dev.execsession.file.EntryType;
import dev.execsession.file.WholeFile;
import dev.execsession.policy.Evidence;
import dev.execsession.process.Programs;
import dev.execsession.scan.ScanHistory;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ManifestEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The worktree, as far as an executor's evidence may name something in it. */
final class EvidenceTree implements Evidence.Tree {
  private static final long MOST_BYTES = 4 << 20;
  private static final Pattern TEST = Pattern.compile("(?i)test|spec");

  private final Path root;
  private final ScanHistory history;
  private final Map<String, String> environment;

  EvidenceTree(Path root, ScanHistory history, Map<String, String> environment) {
    this.root = root;
    this.history = history;
    this.environment = environment;
  }

  @Override
  public OptionalInt lines(String path) {
    try {
      Path file = root.resolve(path).normalize();
      return file.startsWith(root) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? OptionalInt.of((int) text(file).lines().count())
          : OptionalInt.empty();
    } catch (InvalidPathException | IOException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public boolean hasTest(String name) {
    Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    return tests()
        .anyMatch(path -> path.name().startsWith(name + ".") || word.matcher(textOf(path)).find());
  }

  @Override
  public boolean hasProgram(String name) {
    return Programs.find(name, environment, root).kind() == Programs.Kind.EXECUTABLE;
  }

  private Stream<TreePath> tests() {
    return StreamSupport.stream(history.current().manifest().entries().spliterator(), false)
        .filter(entry -> entry.type() == EntryType.FILE && !entry.ignored())
        .map(ManifestEntry::path)
        .filter(path -> TEST.matcher(path.text()).find());
  }

  private String textOf(TreePath path) {
    try {
      return text(root.resolve(path.text()));
    } catch (InvalidPathException | IOException e) {
      return "";
    }
  }

  private static String text(Path file) throws IOException {
    return new String(WholeFile.read(file, MOST_BYTES), StandardCharsets.UTF_8);
  }
}
