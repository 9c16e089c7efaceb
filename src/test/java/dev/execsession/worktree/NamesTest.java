package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.TreeNames;
import dev.execsession.git.GitIndex;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String MAKE =
      "mkdir -p src; cd src; touch -- 'a b' '-x' \"'\\\"\\\\\" 'q?' \"$(printf 'l\\nf')\" 'é' 'e\u0301'"
          + " '😀' \"$(printf 'bad\\377x')\" \"$(printf 'esc\\033[m')\" 'p%41+' 'tilde~'";

  private static final List<String> SHOWN =
      List.of(
          "src/'\"\\",
          "src/-x",
          "src/a b",
          "src/bad\\xffx",
          "src/esc^[[m",
          "src/e\u0301",
          "src/l\\nf",
          "src/p%41+",
          "src/q?",
          "src/tilde~",
          "src/é",
          "src/😀");

  @Test
  void names_keep_their_bytes_from_disk_to_path_and_back(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    Delta delta = TestScans.after(repo, MAKE);
    assertThat(delta.files()).extracting(change -> change.path().display()).isEqualTo(sorted());
    TreeNames names = new TreeNames(repo.root());
    for (FileChange change : delta.files()) {
      Path path = names.toPath(change.path());
      assertThat(Files.exists(path)).isTrue();
      assertThat(names.toTreePath(path)).isEqualTo(change.path());
    }
  }

  private static List<String> sorted() {
    List<String> expected = new ArrayList<>(SHOWN);
    expected.sort(null);
    // By bytes a composed é sorts after every ASCII name, like the emoji.
    return expected;
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  void the_locale_changes_nothing(String locale, @TempDir Path folder) throws Exception {
    TestRepo repo = TestRepo.create(folder);
    repo.sh(MAKE);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Listing.class.getName(),
            repo.root().toString());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", locale);
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .contains("src/\u00c3\u00a9 ok", "src/bad\u00ffx ok", "src/q? ok", "src/a b ok")
        .allMatch(line -> line.endsWith(" ok") || line.equals("src/l"));
  }

  /** Lists a tree in another process, which may have another locale. */
  static final class Listing {
    private Listing() {}

    public static void main(String[] args) throws IOException {
      Path root = Path.of(args[0]);
      TreeNames names = new TreeNames(root);
      Manifest manifest =
          new ManifestScanner(root)
              .scan(
                  null,
                  new ScanRules(
                      null,
                      () -> GitIndex.EMPTY,
                      null,
                      () -> EarlierContents.NONE,
                      TestScans.POLICY,
                      Set.of(),
                      Set.of(),
                      ScanRules.LARGEST),
                  List.of())
              .manifest();
      for (ManifestEntry entry : manifest.entries()) {
        TreePath path = entry.path();
        boolean back = names.toTreePath(names.toPath(path)).equals(path);
        boolean there = Files.exists(names.toPath(path));
        System.out.write(path.toBytes());
        System.out.write((back && there ? " ok\n" : " lost\n").getBytes(StandardCharsets.US_ASCII));
      }
      System.out.flush();
    }
  }
}
