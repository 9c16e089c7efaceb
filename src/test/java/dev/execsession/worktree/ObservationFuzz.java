package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.file.Digests;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A damaged observation file is rejected; one with a corrected checksum is read or rejected. */
public final class ObservationFuzz implements FuzzTarget {
  private static final int CHECKSUM = 32;

  private final Path file;
  private final byte[] whole;

  /** Scans a repository and writes the observation. */
  public ObservationFuzz(Path folder) throws IOException {
    TestRepo repo = TestRepo.create(folder);
    repo.write(".gitignore", "*.log\n");
    repo.sh("mkdir -p src/a; ln -s x src/l; echo 1 > src/a/b; echo 2 > src/c; echo > a.log");
    repo.git("tag", "v1");
    Path scans = Files.createDirectories(repo.path(".git/exec-session/s/looks"));
    file = scans.resolve(new ScanFolder(scans).write(TestScans.first(TestScans.open(repo))));
    whole = Files.readAllBytes(file);
  }

  @Override
  public void round(Random random) throws IOException {
    if (random.nextBoolean()) {
      Files.write(file, Mutator.bytes(whole, random));
      assertThatThrownBy(() -> Observation.readFrom(file))
          .isInstanceOfSatisfying(
              StopException.class, stop -> assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE));
      return;
    }
    byte[] content = Mutator.bytes(Arrays.copyOf(whole, whole.length - CHECKSUM), random);
    byte[] checksum = Digests.sha256().digest(content);
    Path named =
        file.resolveSibling("look-0002-" + HexFormat.of().formatHex(checksum).substring(0, 32));
    Files.write(named, Mutator.join(content, checksum));
    try {
      Observation.readFrom(named);
    } catch (StopException e) {
      assertThat(e.stop()).isEqualTo(Stop.UNVERIFIABLE);
    }
  }
}
