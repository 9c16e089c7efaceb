package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stepwise session in {@code README.md}: the demo's plan, at a terminal. */
class ReadmeSessionIT {
  private static final Path DEMO =
      Path.of("src/main/resources/dev/execsession/cli/demo/repository");

  @TempDir Path temp;

  @Test
  void the_readme_shows_a_session_as_it_is_printed() throws IOException {
    TestRepo repo = TestRepo.empty(temp);
    for (String name : List.of("docs/exec-plans/active/greeter.md", "src/greet.sh")) {
      repo.write(name, Files.readString(DEMO.resolve(name)));
    }
    repo.commit("First");
    repo.git("switch", "-q", "-c", "demo/greeter");

    String screen;
    try (Pty pty = Pty.start(Cli.in(repo).with("NO_COLOR", "1"), List.of("run", "greeter"))) {
      pty.await("Approve B01\\? ");
      pty.type("d");
      pty.await("Approve B01\\? ");
      pty.type("c");
      pty.await("Approve B02\\? ");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      screen = pty.transcript();
    }
    Transcript.holds(
        Path.of("README.md"), "a stepwise session", Transcript.afterSummary("run greeter", screen));
  }
}
