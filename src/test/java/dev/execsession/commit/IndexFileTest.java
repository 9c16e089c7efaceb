package dev.execsession.commit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.git.GitObjects;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {
  @TempDir Path temp;

  private TestRepo repo() {
    TestRepo repo = TestRepo.create(temp);
    repo.write("a/b/c", "1");
    repo.write("a/b/cc", "22");
    repo.write("a/" + "long".repeat(60), "1");
    repo.write("y y", "1");
    repo.write("é/deep", "1");
    repo.commit("Some");
    return repo;
  }

  private static String state(TestRepo repo) {
    return repo.git("ls-files", "-s", "-v", "-z")
        + repo.git("ls-files", "--debug", "-z")
        + repo.git("status", "--porcelain=v2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git update-index --index-version 2",
        "git update-index --index-version 3; git update-index --skip-worktree a/b/c",
        "git update-index --index-version 4; git update-index --assume-unchanged 'y y'",
        "git update-index --index-version 4; echo n >new; git add -N new",
        "git config index.skipHash true; git config feature.manyFiles true; touch z; git add z",
        "git switch -q -c o; echo o >'y y'; git commit -qam o; git switch -q -; echo t >'y y';"
            + " git commit -qam t; git merge -q o || true; git rm -q --cached a/b/cc",
      })
  void an_index_that_is_read_and_written_again_means_the_same(String script) throws IOException {
    TestRepo repo = repo();
    repo.sh(script);
    String before = state(repo);
    Path index = repo.path(".git/index");
    byte[] bytes = Files.readAllBytes(index);

    Files.write(index, IndexFile.parse(bytes).encode());

    assertThat(state(repo)).isEqualTo(before);
    assertThat(repo.tryGit("fsck", "--strict").status()).isZero();
    assertThat(Files.readAllBytes(index)[7]).as("version").isEqualTo(bytes[7]);
  }

  @Test
  void an_entry_is_replaced_and_keeps_the_flags_that_the_user_gave_it() throws IOException {
    TestRepo repo = repo();
    repo.sh("git update-index --skip-worktree a/b/c; echo n >new; git add -N new");
    repo.write("y y", "2");
    String id = repo.git("hash-object", "-w", "y y").strip();
    IndexFile file = IndexFile.parse(Files.readAllBytes(repo.path(".git/index")));
    GitObjects.TreeItem item = new GitObjects.TreeItem(0100644, id);

    file.put(TreePath.of("a/b/c"), item, null);
    file.put(TreePath.of("y y"), item, IndexStat.of(repo.path("y y")));
    file.put(TreePath.of("new"), item, null);
    file.put(TreePath.of("a/added"), item, null);
    file.remove(TreePath.of("a/b/cc"));
    Files.write(repo.path(".git/index"), file.encode());

    assertThat(repo.git("ls-files", "-s", "-v"))
        .contains("S 100644 " + id + " 0\ta/b/c\n")
        .contains("H 100644 " + id + " 0\ty y\n", "H 100644 " + id + " 0\tnew\n")
        .contains("H 100644 " + id + " 0\ta/added\n")
        .doesNotContain("a/b/cc");
    assertThat(repo.git("diff-files", "--name-only")).isEqualTo("a/added\nnew\n");
    assertThat(repo.git("diff", "--name-only")).isEqualTo("a/added\nnew\n");
    assertThat(file.clashesWith(TreePath.of("a"))).isTrue();
    assertThat(file.clashesWith(TreePath.of("y y/z"))).isTrue();
    assertThat(file.clashesWith(TreePath.of("a/b/d"))).isFalse();
  }

  @Test
  void a_file_that_may_have_changed_with_the_old_index_is_compared_by_content() throws IOException {
    TestRepo repo = repo();
    repo.sh("touch -d '2001-01-01 00:00:00' 'y y'; git update-index --refresh");
    IndexFile file = IndexFile.parse(Files.readAllBytes(repo.path(".git/index")));

    file.distrust(1_000_000_000);
    Files.write(repo.path(".git/index"), file.encode());

    assertThat(repo.git("diff-files", "--name-only").lines())
        .contains("a/b/c")
        .doesNotContain("y y");
    assertThat(repo.git("status", "--porcelain")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, 1_000_000})
  void an_extension_that_claims_another_length_is_damage(int length) throws IOException {
    TestRepo repo = repo();
    repo.sh(
        "git config index.skipHash true; git config feature.manyFiles true; touch z; git add z");
    byte[] bytes = Files.readAllBytes(repo.path(".git/index"));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
    ByteBuffer.wrap(longer, bytes.length - 20, 8).put("TREE".getBytes(US_ASCII)).putInt(length);

    assertThatThrownBy(() -> IndexFile.parse(longer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void a_damaged_index_is_not_written_anew_as_if_it_were_whole() throws IOException {
    byte[] bytes = Files.readAllBytes(repo().path(".git/index"));
    bytes[40] ^= 1;

    assertThatThrownBy(() -> IndexFile.parse(bytes)).hasMessageContaining("checksum");
  }

  @Test
  void a_split_index_is_not_taken_for_a_whole_one() throws IOException {
    TestRepo repo = repo();
    repo.git("update-index", "--split-index");
    byte[] bytes = Files.readAllBytes(repo.path(".git/index"));

    assertThatThrownBy(() -> IndexFile.parse(bytes)).isInstanceOf(IndexFile.OtherKind.class);
  }
}
