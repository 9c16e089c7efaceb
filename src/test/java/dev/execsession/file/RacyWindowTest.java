package dev.execsession.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Needs;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacyWindowTest {
  @Test
  void it_is_longer_than_the_system_leaves_a_page_unwritten(@TempDir Path folder)
      throws IOException {
    Path setting = Path.of("/proc/sys/vm/dirty_expire_centisecs");
    Needs.that(Files.exists(setting), "a Linux that tells how long that is");
    String hundredths = TestRepo.create(folder).sh("cat " + setting).strip();

    assertThat(RacyWindow.of(folder)).isGreaterThan(Long.parseLong(hundredths) * 10_000_000L);
  }
}
