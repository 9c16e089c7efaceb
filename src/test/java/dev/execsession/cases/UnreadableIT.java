package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Needs;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Folders that cannot be read. Permissions do not hold back root, so as root these tests run the
 * tool as another user.
 */
class UnreadableIT {
  private static final String USER = "65534";
  private static final String AS_USER =
      "setpriv --reuid=" + USER + " --regid=" + USER + " --clear-groups ";

  @TempDir Path temp;

  @AfterEach
  void open() throws Exception {
    new ProcessBuilder("chmod", "-R", "u+rwX", temp.toString()).inheritIO().start().waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"target", "target/keys"})
  void an_ignored_folder_with_an_excluded_one_that_becomes_unreadable_stops(String closed)
      throws IOException {
    CaseRepo repo = repo(PlanText.withExclude(PlanText.ONE_BLOCK, "`target/keys/`"));
    repo.files().write("target/keys/key", "k\n");
    repo.executor("echo x >>src/A.java; echo y >target/keys/key; chmod 0 " + closed);

    Ran ran = run(repo);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("cannot read `" + closed + "`");
  }

  @Test
  void an_ignored_folder_that_becomes_unreadable_stops() throws IOException {
    CaseRepo repo = repo(PlanText.ONE_BLOCK);
    repo.executor("echo x >>src/A.java; chmod 0 node_modules");

    assertThat(run(repo).exit()).isEqualTo(7);
  }

  @Test
  void an_ignored_folder_that_is_unreadable_at_lock_in_is_named_on_the_console_and_in_reports()
      throws IOException {
    CaseRepo repo = repo(PlanText.ONE_BLOCK);
    repo.files().sh("mkdir -p target; chmod 0 target");
    repo.executor("echo x >>src/A.java");

    Ran ran = run(repo, "--report", repo.outside().resolve("report.md").toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).contains("not watched: `target`");
    assertThat(repo.report().texts("unwatched.*")).isEqualTo(List.of("target"));
    assertThat(Files.readString(repo.outside().resolve("report.md")))
        .contains("## Not watched\n")
        .contains("- `target`\n");
  }

  private CaseRepo repo(String plan) {
    return CaseRepo.create(temp, plan).unconfined();
  }

  /** Runs the plan as a user whom permissions hold back. */
  private Ran run(CaseRepo repo, String... more) throws IOException {
    StringBuilder line = new StringBuilder("\"$ES\"");
    repo.runWords("--mode", "autonomous").forEach(word -> line.append(quoted(word)));
    List.of(more).forEach(word -> line.append(quoted(word)));
    if (!repo.files().sh("id -u").strip().equals("0")) {
      return repo.cli().shell(line.toString());
    }
    Needs.installed("setpriv");
    repo.files().sh("chown -R " + USER + ":" + USER + " '" + temp + "'");
    Needs.that(
        repo.cli().shell(AS_USER + "test -r '" + Cli.launcher() + "'").exit() == 0,
        "a folder of the launcher that user " + USER + " can read");
    return repo.cli().shell("exec " + AS_USER + line);
  }

  private static String quoted(String word) {
    return " \"" + word + '"';
  }
}
