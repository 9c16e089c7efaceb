package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "docs/a-b_1.md",
        "g{1,2}.md",
        "{a..c}",
        "it's",
        "~",
        "a b",
        "$x",
        "*",
        "#"
      })
  void the_shell_returns_the_text_as_one_word(String text) throws IOException {
    Process shell =
        new ProcessBuilder("bash", "-c", "printf '[%s]' " + ShellWord.quote(text)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("[" + text + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "docs/a-b_1.md", "user@host:x", "--key=value", "50%", "a+b,c"})
  void plain_words_are_not_quoted(String text) {
    assertThat(ShellWord.quote(text)).isEqualTo(text);
  }
}
