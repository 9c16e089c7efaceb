package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.problem.DamagedException;
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
  void an_observation_reads_back_as_it_was_written(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.write(".gitignore", "*.log\n");
    repo.sh(
        "mkdir -p src; ln -s x src/l; mkfifo p; printf 1 > \"$(printf 'b\\377')\"; echo > a.log");
    repo.git("tag", "v1");
    Worktree worktree = TestScans.open(repo);
    Observation written = TestScans.first(worktree);
    Path scans = Files.createDirectories(repo.path(".git/exec-session/s/looks"));
    String name = new ScanFolder(scans).write(written);
    Observation read = Observation.readFrom(scans.resolve(name));
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
    Path scans = Files.createDirectories(repo.path(".git/exec-session/s/looks"));
    ScanFolder writer = new ScanFolder(scans);
    Observation first = TestScans.first(worktree);
    Path whole = scans.resolve(writer.write(first));
    repo.sh("rm -r b; echo x >a/f1; mkdir -p e/f; echo y >e/f/g");
    Observation second = TestScans.next(worktree, first);
    Path later = scans.resolve(writer.write(second));

    assertThat(Files.size(later) * 2).isLessThan(Files.size(whole));
    assertThat(Observation.readFrom(later).manifest()).isEqualTo(second.manifest());
    Files.copy(later, whole, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Observation.readFrom(later))
        .hasMessage("the scan `" + whole + "` cannot be trusted: its checksum does not match");
  }

  @Test
  void the_name_tells_a_file_that_another_scan_replaced(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    Worktree worktree = TestScans.open(repo);
    Path scans = Files.createDirectories(repo.path(".git/exec-session/s/looks"));
    Observation first = TestScans.first(worktree);
    Path before = scans.resolve(new ScanFolder(scans).write(first));
    repo.write("src/forged", "x");
    Path forged = scans.resolve(new ScanFolder(scans).write(TestScans.next(worktree, first)));

    Files.copy(forged, before, StandardCopyOption.REPLACE_EXISTING);

    assertThat(before.getFileName().toString()).matches("look-0001-[0-9a-f]{32}");
    assertThat(forged.getFileName().toString()).matches("look-0002-[0-9a-f]{32}");
    assertRefused(before);
  }

  @Test
  void a_file_that_was_cut_or_changed_is_refused(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    Path scans = Files.createDirectories(repo.path(".git/exec-session/s/looks"));
    Path file = scans.resolve(new ScanFolder(scans).write(TestScans.first(TestScans.open(repo))));
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
            DamagedException.class,
            stop -> {
              assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE);
              assertThat(stop.folder().getFileName()).hasToString("s");
              assertThat(stop.problems().get(0).message())
                  .isEqualTo(
                      "the scan `" + file + "` cannot be trusted: its checksum does not match");
            });
  }
}
