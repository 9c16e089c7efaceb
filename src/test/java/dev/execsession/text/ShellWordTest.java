package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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
        "!x",
        "a!b",
        "a;b",
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

  @Test
  void a_path_is_never_taken_for_an_option_or_a_file_of_words() {
    assertThat(ShellWord.path("-x.md")).isEqualTo("./-x.md");
    assertThat(ShellWord.path("@x.md")).isEqualTo("./@x.md");
    assertThat(ShellWord.path("-g{1,2}.md")).isEqualTo("'./-g{1,2}.md'");
    assertThat(ShellWord.path("a/-x.md")).isEqualTo("a/-x.md");
    assertThat(ShellWord.option("--leave", "src/")).isEqualTo("--leave src/");
    assertThat(ShellWord.option("--leave", "-x y")).isEqualTo("--leave='-x y'");
    assertThat(ShellWord.option("--leave", "@x")).isEqualTo("--leave=@x");
  }
}
