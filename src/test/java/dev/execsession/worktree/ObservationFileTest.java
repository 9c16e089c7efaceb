package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationFileTest {
  @Test
  void an_observation_reads_back_as_it_was_written(@TempDir Path folder) {
    TestRepo repo = TestRepo.create(folder);
    repo.write(".gitignore", "*.log\n");
    repo.sh(
        "mkdir -p src; ln -s x src/l; mkfifo p; printf 1 > \"$(printf 'b\\377')\"; echo > a.log");
    repo.git("tag", "v1");
    Worktree worktree = TestScans.open(repo);
    Observation written = TestScans.first(worktree);
    Path file = repo.path(".git/exec-session/s/baseline");
    written.writeTo(file);
    Observation read = Observation.readFrom(file);
    assertThat(read.manifest()).isEqualTo(written.manifest());
    assertThat(read.refs()).isEqualTo(written.refs());
    assertThat(read.control()).isEqualTo(written.control());
    assertThat(read.ignore().files()).isEqualTo(written.ignore().files());
    assertThat(worktree.delta(read, TestScans.next(worktree, read)).isEmpty()).isTrue();
  }

  @Test
  void a_later_scan_is_stored_as_the_difference_from_the_first(@TempDir Path folder)
      throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.sh(
        "mkdir a b c d g h i j; for d in a b c d g h i j; do i=0; while [ $i -lt 30 ]; do echo $d$i >$d/f$i;"
            + " i=$((i+1)); done; done");
    Worktree worktree = TestScans.open(repo);
    Path scans = repo.path(".git/exec-session/s");
    ScanFolder writer = new ScanFolder(scans);
    Observation first = TestScans.first(worktree);
    writer.write("look-1", first);
    repo.sh("rm -r b; echo x >a/f1; mkdir -p e/f; echo y >e/f/g");
    Observation second = TestScans.next(worktree, first);
    writer.write("look-2", second);

    assertThat(Files.size(scans.resolve("look-2")) * 2)
        .isLessThan(Files.size(scans.resolve("look-1")));
    assertThat(Observation.readFrom(scans.resolve("look-2")).manifest())
        .isEqualTo(second.manifest());
    Files.copy(
        scans.resolve("look-2"), scans.resolve("look-1"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Observation.readFrom(scans.resolve("look-2")))
        .isInstanceOf(StopException.class)
        .hasMessageContaining("`look-1` is not the base it was written for");
  }

  @Test
  void a_file_that_was_cut_or_changed_is_refused(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    Path file = repo.path(".git/exec-session/baseline");
    TestScans.first(TestScans.open(repo)).writeTo(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(file);
    }
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertRefused(file);
    Files.delete(file);
    assertThatThrownBy(() -> Observation.readFrom(file)).isInstanceOf(StopException.class);
  }

  private static void assertRefused(Path file) {
    assertThatThrownBy(() -> Observation.readFrom(file))
        .isInstanceOfSatisfying(
            StopException.class,
            stop -> {
              assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE);
              assertThat(stop.problems().get(0).message())
                  .isEqualTo(
                      "cannot read the baseline `" + file + "`: its checksum does not match");
            });
  }
}
