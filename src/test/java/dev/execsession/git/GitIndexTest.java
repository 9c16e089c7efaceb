package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.testing.Mutator;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitIndexTest {
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  private static List<String> lines(TestRepo repo) throws IOException {
    List<String> lines = new ArrayList<>();
    for (GitIndex.Entry entry : GitIndex.read(repo.path(".git")).entries()) {
      lines.add(
          "%06o %s %d\t%s"
              .formatted(entry.mode(), entry.blob(), entry.stage(), entry.path().display()));
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git update-index --index-version 2",
        "git update-index --index-version 4",
        "git update-index --skip-worktree a/b/c",
        "git update-index --split-index; echo new > new; echo 2 > x; git rm -q --cached 'y y';"
            + " git add new x",
        "git config index.skipHash true; git config feature.manyFiles true; touch z; git add z",
        "git update-index --untracked-cache --force-write-index",
      })
  void every_form_of_the_index_is_read_as_git_reads_it(String script) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.write("a/b/c", "1");
    repo.write("a/b/cc", "22");
    repo.write("x", "1");
    repo.write("y y", "1");
    repo.write("é/deep", "1");
    repo.commit("Some");
    repo.sh(script);
    assertThat(lines(repo))
        .containsExactlyElementsOf(
            List.of(repo.git("ls-files", "-s", "-z").split("\0", -1)).stream()
                .filter(line -> !line.isEmpty())
                .toList());
  }

  /** Changes an index and fixes its checksum, as only an attacker would. */
  private static void assertDamaged(TestRepo repo, String from, String to) throws IOException {
    Path gitDir = repo.path(".git");
    byte[] bytes = Files.readAllBytes(gitDir.resolve("index"));
    String content =
        new String(bytes, 0, bytes.length - IndexReader.ID_LENGTH, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(from);
    byte[] changed = content.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    byte[] sealed = Mutator.join(changed, IndexReader.sum(changed, changed.length));
    assertThatThrownBy(() -> GitIndex.of(sealed, gitDir))
        .as("%s to %s", from, to)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the index is damaged");
  }

  @Test
  void what_git_writes_into_no_index_is_refused() throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.write("a/b", "1");
    repo.write("c/d/e", "1");
    repo.commit("Some");
    assertDamaged(repo, "\0\0\0\2\0\0\0\3", "\0\0\0\2\200\0\0\3");
    assertDamaged(repo, "c/d/e", "c//de");
    assertDamaged(repo, "c/d/e", "c/de/");
    assertDamaged(repo, "c/d/e", "/c/de");
    assertDamaged(repo, "README.md", "\0EADME.md");
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "a");
    assertDamaged(repo, "\0\0\100\0", "\0\0\201\244");
  }

  @Test
  void a_split_index_that_claims_more_entries_than_a_file_can_hold_takes_no_memory() {
    ByteBuffer link = ByteBuffer.allocate(100);
    link.position(20);
    link.putInt(1).putInt(1).putLong(0x1_ffff_ffffL).putInt(0);
    link.rewind();
    assertThatThrownBy(() -> SplitIndex.read(link)).hasMessage("a bitmap is too long");
  }

  @Test
  void a_sparse_index_tracks_the_content_of_its_folders() throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.write("a/b", "1");
    repo.write("c/d/e", "1");
    repo.commit("Some");
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "a");
    GitIndex index = GitIndex.read(repo.path(".git"));
    assertThat(index.find(TreePath.of("c/d/e"))).isNull();
    assertThat(index.tracks(TreePath.of("c/d/e"))).isTrue();
    assertThat(index.tracks(TreePath.of("c2"))).isFalse();
    assertThat(index.tracks(TreePath.of("a/b"))).isTrue();
  }
}
