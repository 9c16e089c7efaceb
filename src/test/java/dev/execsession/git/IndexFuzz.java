package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An index with a correct checksum is parsed or rejected, whatever its content. */
public final class IndexFuzz implements FuzzTarget {
  private static final class Seed {
    private final Path gitDir;
    private final byte[] bytes;

    private Seed(Path gitDir, byte[] bytes) {
      this.gitDir = gitDir;
      this.bytes = bytes;
    }
  }

  private final List<Seed> seeds = new ArrayList<>();

  /** Creates an index of each form. */
  public IndexFuzz(Path folder) throws IOException {
    for (String script :
        List.of(
            "git update-index --index-version 2",
            "git update-index --index-version 4",
            "git update-index --skip-worktree a/b/c",
            "git update-index --split-index; echo new > new; echo 2 > x; git rm -q --cached 'y y';"
                + " git add new x",
            "git sparse-checkout set --cone --sparse-index a",
            "git update-index --untracked-cache --force-write-index")) {
      TestRepo repo = TestRepo.create(folder.resolve("form" + seeds.size()));
      for (String path : List.of("a/b/c", "a/b/cc", "x", "y y", "c/d/e", "é/deep")) {
        repo.write(path, path);
      }
      repo.commit("Some");
      repo.sh(script);
      Path gitDir = repo.path(".git");
      seeds.add(new Seed(gitDir, Files.readAllBytes(gitDir.resolve("index"))));
    }
  }

  @Override
  public void round(Random random) {
    Seed seed = Mutator.pick(seeds, random);
    byte[] content = Arrays.copyOf(seed.bytes, seed.bytes.length - IndexReader.ID_LENGTH);
    byte[] changed = Mutator.bytes(content, random);
    byte[] sum = IndexReader.sum(changed, changed.length);
    try {
      GitIndex index = GitIndex.of(Mutator.join(changed, sum), seed.gitDir);
      for (GitIndex.Entry entry : index.entries()) {
        assertThat(index.tracks(entry.path())).as("%s", entry).isTrue();
      }
      assertThat(index.conflicts()).allMatch(entry -> entry.stage() > 0);
      assertThat(index.tracks(TreePath.of("not there"))).isFalse();
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
