package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.ContentId;
import dev.execsession.file.NoRacyWindow;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An earlier scan saves reading what is certainly unchanged since, and nothing else. */
class EarlierContentsTest {
  private static final ContentId OTHER = ContentId.of("x".getBytes(StandardCharsets.UTF_8));

  private TestRepo repo;
  private Worktree worktree;
  private Observation earlier;

  @BeforeEach
  void scanFilesThatGitDoesNotKnow(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.sh("mkdir many; i=0; while [ $i -lt 600 ]; do echo $i >many/$i; i=$((i+1)); done");
    worktree = TestScans.open(repo);
    Observation real = TestScans.first(worktree);
    // Another content than there is shows whether a file was read.
    earlier = real;
    for (String path : new String[] {"many/1", "many/2", "many/3"}) {
      TreePath place = TreePath.of(path);
      ManifestEntry entry = real.manifest().find(place).orElseThrow();
      earlier = earlier.with(Map.of(place, Optional.of(holdingOther(entry))));
    }
  }

  private static ManifestEntry holdingOther(ManifestEntry entry) {
    return new ManifestEntry(
        entry.path(),
        entry.type(),
        entry.mode(),
        entry.owner(),
        entry.size(),
        entry.inode(),
        entry.links(),
        entry.mtimeNanos(),
        entry.ctimeNanos(),
        null,
        OTHER,
        entry.blob(),
        entry.ignored(),
        entry.tracked());
  }

  private static @Nullable ContentId content(Observation scan, String path) {
    return scan.manifest().find(TreePath.of(path)).orElseThrow().content();
  }

  @Test
  void only_what_is_unchanged_is_taken_from_it() {
    NoRacyWindow.in(repo.root());
    repo.sh("echo 9 >many/2; cp -p many/3 x; echo 8 >many/3; touch -r x many/3; rm x");

    Observation now = worktree.observeFirst(TestScans.POLICY, () -> earlier);

    assertThat(content(now, "many/1")).isEqualTo(OTHER);
    assertThat(content(now, "many/2"))
        .isEqualTo(ContentId.of("9\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(content(now, "many/3"))
        .isEqualTo(ContentId.of("8\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void without_one_everything_is_read() {
    Observation now = worktree.observeFirst(TestScans.POLICY, () -> null);

    assertThat(content(now, "many/1"))
        .isEqualTo(ContentId.of("1\n".getBytes(StandardCharsets.UTF_8)));
  }
}
