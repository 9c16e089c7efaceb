package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that fails in the sandbox is told so when it names a place that is closed. */
class SandboxHintTest {
  @TempDir Path temp;

  private Path home = Path.of("/");

  @BeforeEach
  void files() throws IOException {
    home = temp.toRealPath();
    Files.createDirectories(home.resolve("repo/src"));
    Files.createDirectories(home.resolve("repo/docs/.git/x"));
    Files.createDirectories(home.resolve(".cache"));
    Files.createDirectories(home.resolve(".nvm"));
    Files.writeString(home.resolve(".nvm/x.js"), "");
    Files.writeString(home.resolve(".state"), "");
    Files.createSymbolicLink(home.resolve("link"), home.resolve(".cache"));
  }

  private Optional<String> hint(int exit, String output) {
    Confinement confinement =
        new Confinement(
            new Bubblewrap(Path.of("/usr/bin/bwrap"), true),
            List.of(Path.of("/tmp"), home.resolve("repo"), home.resolve(".cache")),
            List.of(home, home.resolve("repo/docs")),
            null);
    String text = output.replace("HOME", home.toString());
    ProcessResult result =
        new ProcessResult(Ending.EXITED, exit, null, 1, 1, home, text, List.of(), List.of(), null);
    return ProcessWords.confinedHint(result, confinement, Map.of("HOME", home.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ERROR] Could not create local repository at HOME/.m2/repository -> [Help 1]",
        "oops: HOME/.m2/repository",
        "open '~/.foo/lock': nope",
        "{\"path\":\"HOME/.new\"}",
        "Cannot open HOME/.state for append",
        "a line\nPermission denied: \"HOME/.nvm\"",
        "no luck with HOME/repo/docs/new.md",
        "path=HOME/.new.",
        "file:HOME/.new is not there",
      })
  void a_failure_that_names_a_closed_place_gets_a_hint_whatever_the_words(String output) {
    assertThat(hint(1, output))
        .hasValueSatisfying(
            hint ->
                assertThat(hint).contains("the sandbox let it only read `", "`sandbox.writable`"));
    assertThat(hint(0, output)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tests failed",
        "error: /usr/bin/new and /etc/new and /tmp/new",
        "cannot find HOME/repo/src/new or HOME/.cache/new or HOME/link/new",
        "    at Object.<anonymous> (HOME/.nvm/x.js:1:2)",
        "Error in HOME/.nvm/x.js:12",
        "HOME/.nvm/x.js: line 12: error",
        "using HOME/.nvm",
        "HOME/repo/docs/.git/x: cannot do that",
        "see https://host.invalid/HOME/new and src/HOME/new",
        "1 / 2 failed, ~ and /",
        "Not logged in · Please run /login",
        "{\"statusCode\":429,\"apiEndpoint\":\"/chat/completions\",\"error\":\"rate limit\"}",
      })
  void a_failure_that_only_mentions_other_places_gets_none(String output) {
    assertThat(hint(1, output)).isEmpty();
  }

  @Test
  void the_place_is_shown_as_the_command_printed_it() {
    assertThat(hint(1, "mkdir ~/.foo/bar failed").orElseThrow())
        .startsWith("the sandbox let it only read `~/.foo/bar`: add the folder it needs to");
    assertThat(hint(1, "x: Read-only file system").orElseThrow())
        .startsWith("the sandbox restricts where it can write");
  }
}
