package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setup of a repository at a terminal. */
class InitIT {
  @TempDir Path temp;

  @Test
  void it_shows_what_it_would_create_and_creates_it_after_a_yes_only() {
    TestRepo repo = TestRepo.create(temp);
    Cli cli = Cli.in(repo);
    Fingerprint before = Fingerprint.ofTree(repo.root());

    try (Pty pty = Pty.startAsked(cli, List.of("init"))) {
      pty.await("add     .exec-session.yml");
      pty.await("create 11 files\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isZero();
      assertThat(pty.transcript()).contains("nothing was changed");
    }
    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(before);

    try (Pty pty = Pty.startAsked(cli, List.of("init"))) {
      pty.await("create 11 files\\?");
      pty.type("y");
      assertThat(pty.exit()).as(pty.transcript()).isZero();
    }
    assertThat(cli.run("init").out()).contains("nothing to create");
    assertThat(cli.run("new", "first").exit()).isZero();
    assertThat(cli.run("validate", "first").exit()).isEqualTo(3);
  }
}
