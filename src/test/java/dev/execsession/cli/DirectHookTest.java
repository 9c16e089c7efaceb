package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer without picocli equals the one with it. */
class DirectHookTest {
  private static final String PAYLOAD =
      "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"a\"}}";

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Surroundings surroundings(String input) {
    return new Surroundings(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of("PATH", "/usr/bin:/bin"),
        temp,
        false,
        false,
        false,
        Interrupts.NONE);
  }

  private @Nullable Integer answered(String[] words) {
    Surroundings here = surroundings(PAYLOAD);
    DirectHook hook = DirectHook.answer(words, temp, here.environment(), here.in());
    return hook == null ? null : hook.write(here);
  }

  private String said(@Nullable Integer exit) {
    String said = exit + "\n" + out.toString(StandardCharsets.UTF_8) + "\n" + err;
    out.reset();
    err.reset();
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"guard hook --agent claude", "guard hook --agent gemini"})
  void it_is_that_of_the_parser(String line) {
    String[] words = line.split(" ");

    String answer = said(answered(words));

    assertThat(answer).startsWith("0\n");
    assertThat(answer).isEqualTo(said(ExecSession.run(words, surroundings(PAYLOAD))));
  }

  @Test
  void a_denial_is_the_same_too() throws Exception {
    Path broken =
        Files.createDirectories(temp.resolve(".git/exec-session/20260101-000000000-0000"));
    Files.writeString(temp.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(temp.resolve(".git/objects"));
    Files.createDirectories(temp.resolve(".git/refs"));
    Files.writeString(broken.resolve("active-block"), "nonsense");
    String[] words = {"guard", "hook", "--agent", "codex"};

    String answer = said(answered(words));

    assertThat(answer).startsWith("2\n").contains("exec-session: ");
    assertThat(answer).isEqualTo(said(ExecSession.run(words, surroundings(PAYLOAD))));
  }

  @Test
  void all_other_commands_are_left_to_the_parser() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("run"),
            List.of("--version"),
            List.of("guard", "hook", "--agent", "nobody"),
            List.of("guard", "hook", "--agent=claude"),
            List.of("guard", "test", "--agent", "claude"))) {
      assertThat(answered(words.toArray(String[]::new))).isNull();
    }
    assertThat(said(null)).isEqualTo("null\n\n");
  }
}
