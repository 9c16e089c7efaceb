package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.file.ContentId;
import dev.execsession.file.RacyWindow;
import dev.execsession.git.GitIndex;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scope.Ignored;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestScannerTest {
  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
  }

  private ManifestScanner.Scan scan(ContentPolicy policy, long largest) {
    return new ManifestScanner(repo.root())
        .scan(
            null,
            new ScanRules(
                new IgnoreRules(List.of()),
                () -> GitIndex.EMPTY,
                null,
                () -> EarlierContents.NONE,
                policy,
                Set.of(),
                Set.of(),
                largest),
            List.of());
  }

  @Test
  void a_path_too_long_to_be_read_stops_and_names_itself() {
    repo.sh(
        "i=0; while [ $i -lt 60 ]; do mkdir -p \"$(printf 'd%.0s' $(seq 90))\";"
            + " cd -P \"$(printf 'd%.0s' $(seq 90))\"; i=$((i+1)); done");
    try {
      assertThatThrownBy(() -> scan(TestScans.POLICY, ScanRules.LARGEST))
          .isInstanceOfSatisfying(
              StopException.class,
              stop -> {
                assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE);
                assertThat(stop.problems().get(0).message())
                    .startsWith("cannot read `ddd")
                    .endsWith("…`: File name too long");
              });
    } finally {
      repo.sh("rm -rf d*");
    }
  }

  @Test
  void a_tree_that_never_holds_still_stops_after_three_tries() {
    repo.write("src/moving", "0");
    List<TreePath> asked = new ArrayList<>();
    ContentPolicy rewriting =
        new ContentPolicy() {
          @Override
          public boolean watchesContent(TreePath path, Ignored ignored) {
            if (path.equals(TreePath.of("src/moving"))) {
              asked.add(path);
              repo.write("src/moving", "x".repeat(asked.size() + 1));
            }
            return true;
          }

          @Override
          public boolean isGenerated(TreePath path) {
            return false;
          }

          @Override
          public boolean mayIgnoreItself(TreePath folder) {
            return false;
          }

          @Override
          public boolean speaksOf(TreePath folder, TreePath ignored) {
            return true;
          }
        };
    assertThatThrownBy(() -> scan(rewriting, ScanRules.LARGEST))
        .isInstanceOfSatisfying(
            StopException.class,
            stop ->
                assertThat(stop.problems().get(0).message())
                    .isEqualTo("`src/moving` changes while it is read"));
    assertThat(asked).hasSize(3);
  }

  @Test
  void a_file_that_is_too_large_is_watched_by_its_times_and_never_read() throws IOException {
    repo.write("large", "12345");
    Manifest before = scan(TestScans.POLICY, 4).manifest();
    assertThat(before.find(TreePath.of("large")).orElseThrow().content()).isNull();
    repo.write("large", "54321");
    Manifest after = scan(TestScans.POLICY, 4).manifest();
    assertThat(FileDelta.between(before, after, new IgnoreRules(List.of())))
        .extracting(change -> change.kind() + " " + change.path().display())
        .containsExactly("MODIFIED large");
  }

  @Test
  void of_an_ignored_folder_that_holds_very_much_only_what_counts_is_read() {
    repo.sh(
        "mkdir few many; for d in few many; do echo 1 >$d/f0; echo A=1 >$d/.env; done;"
            + " i=0; while [ $i -le "
            + HeavyFolders.MANY_FILES
            + " ]; do : >many/f$i; i=$((i+1)); done");
    IgnoreRules ignored = new IgnoreRules(List.of(new IgnoreFile(TreePath.ROOT, "few/\nmany/\n")));
    Manifest manifest =
        new ManifestScanner(repo.root())
            .scan(
                null,
                new ScanRules(
                    ignored,
                    () -> GitIndex.EMPTY,
                    null,
                    () -> EarlierContents.NONE,
                    TestScans.POLICY,
                    Set.of(),
                    Set.of(),
                    ScanRules.LARGEST),
                List.of())
            .manifest();
    assertThat(content(manifest, "few/f0")).isNotNull();
    assertThat(content(manifest, "many/f0")).isNull();
  }

  private static @Nullable ContentId content(Manifest manifest, String path) {
    return manifest.find(TreePath.of(path)).orElseThrow().content();
  }

  @Test
  void a_digest_is_reused_only_if_the_timestamps_are_older_than_the_last_scan() throws IOException {
    Path file = repo.write("src/a", "one");
    Manifest before = scan(TestScans.POLICY, ScanRules.LARGEST).manifest();
    ManifestEntry seen = before.find(TreePath.of("src/a")).orElseThrow();
    ContentId wrong = ContentId.of(new byte[] {1});
    Manifest doctored = manifest(before, before.startedNanos(), wrong);
    assertThat(again(doctored, file)).isEqualTo(seen.content());
    Manifest later =
        manifest(
            before, before.startedNanos() + RacyWindow.of(repo.root()) + 1_000_000_000L, wrong);
    assertThat(again(later, file)).isEqualTo(wrong);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    assertThat(again(later, file)).isEqualTo(seen.content());
  }

  private ContentId again(Manifest previous, Path file) {
    assertThat(file).exists();
    ContentId content =
        new ManifestScanner(repo.root())
            .scan(
                previous,
                new ScanRules(
                    new IgnoreRules(List.of()),
                    () -> GitIndex.EMPTY,
                    null,
                    () -> EarlierContents.NONE,
                    TestScans.POLICY,
                    Set.of(),
                    Set.of(),
                    ScanRules.LARGEST),
                List.of())
            .manifest()
            .find(TreePath.of("src/a"))
            .orElseThrow()
            .content();
    return Objects.requireNonNull(content);
  }

  /** Returns the manifest with every digest replaced. */
  private static Manifest manifest(Manifest from, long started, ContentId content) {
    List<Listing> listings = new ArrayList<>();
    for (Listing listing : from.folders()) {
      List<ManifestEntry> entries = new ArrayList<>();
      listing.forEach(entries::add);
      Listing.Builder builder =
          new Listing.Builder(
              listing.folder(), entries.stream().map(entry -> entry.path().name()).toList());
      for (ManifestEntry entry : entries) {
        int place = builder.add(entry);
        if (entry.content() != null) {
          builder.setContent(place, content);
        }
      }
      listings.add(builder.build(null));
    }
    return new Manifest(started, listings);
  }
}
