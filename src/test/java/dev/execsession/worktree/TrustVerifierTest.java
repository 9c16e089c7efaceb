package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustVerifierTest {
  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.sh("echo '*.txt text ident' >.git/info/attributes");
    repo.write("src/crlf.txt", "a\r\n");
    repo.write("src/id.txt", "$Id: 1$\n");
    repo.write("src/B.java", "b\n");
    repo.commit("Second");
    repo.sh("rm .git/info/attributes");
  }

  private TrustVerifier verifier() {
    Worktree worktree = TestScans.open(repo);
    return worktree.verifier(worktree.observeOlder(TestScans.POLICY, Long.MAX_VALUE));
  }

  @Test
  void a_file_with_other_content_than_its_blob_is_found_but_not_other_line_ends() {
    TrustVerifier verifier = verifier();
    assertThat(verifier.unread()).isGreaterThan(2);
    verifier.finish();
    assertThat(verifier.different()).containsExactly(TreePath.of("src/id.txt"));
    assertThat(verifier.unread()).isZero();
  }

  @Test
  void a_file_too_large_to_look_at_its_line_ends_is_found_too() {
    repo.sh(
        "echo '*.bin ident' >.git/info/attributes; echo '$Id: 1$' >src/large.bin;"
            + " truncate -s 65M src/large.bin; git add src; git commit -qm Large;"
            + " rm .git/info/attributes");
    TrustVerifier verifier = verifier();

    verifier.finish();

    assertThat(verifier.different()).contains(TreePath.of("src/large.bin"));
  }

  @Test
  void a_file_that_changed_since_is_left_to_the_next_scan() {
    TrustVerifier verifier = verifier();
    repo.sh("echo c >src/B.java; touch src/id.txt");
    verifier.finish();
    assertThat(verifier.different()).isEmpty();
  }

  @Test
  void it_reads_in_the_background_until_it_is_done() {
    TrustVerifier verifier = verifier();
    verifier.resume();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    while (verifier.unread() > 0 && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(verifier.different()).containsExactly(TreePath.of("src/id.txt"));
  }
}
