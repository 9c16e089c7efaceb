package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is watched from another terminal. */
class WatchIT {
  @TempDir Path temp;

  @Test
  void the_screen_follows_the_session_and_ends_with_it() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    try (Pty run =
        Pty.start(repo.cli(), List.of("run", "x", "--executor-command", "echo // >>src/A.java"))) {
      run.await("Approve B01\\?");
      try (Pty watch = Pty.start(repo.cli(), List.of("status", "--watch"))) {
        watch.await("\\u001b\\[2J\\u001b\\[Hsession [^\\n]*active, 0 of 1 block done");
        watch.await("waiting at \\S+ for: approve B01\\?");
        run.type("c");
        assertThat(run.exit()).as(run.transcript()).isZero();
        watch.await("\\u001b\\[2J\\u001b\\[Hsession [^\\n]*completed, 1 of 1 block done");
        assertThat(watch.exit()).as(watch.transcript()).isZero();
      }
    }
  }
}
