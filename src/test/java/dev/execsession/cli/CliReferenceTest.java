package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds {@code docs/cli.md} to the commands; {@code -Dcases.rewrite=true} writes it. */
class CliReferenceTest {
  private static final Path PAGE = Path.of("docs/cli.md");

  /** A file of words may name any command, so the parser makes all of them. */
  private static final List<String> EVERY_COMMAND = List.of("@FILE");

  @Test
  void the_page_lists_every_command_with_its_options() throws IOException {
    String rendered = CliReference.render(tool());
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(PAGE, rendered);
    }
    assertThat(PAGE).content().isEqualTo(rendered);
  }

  @Test
  void a_nested_command_and_a_required_option_are_on_the_page() {
    assertThat(CliReference.render(tool()))
        .contains("\n## guard install\n", "\nexec-session guard hook --agent AGENT [OPTIONS]\n")
        .contains("\n| `--[no-]commit` | ", "\n| `-o, --output FILE` | ");
  }

  static CommandLine tool() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new ExecSession(
            new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of(),
                Path.of(""),
                false,
                false,
                false,
                Interrupts.NONE))
        .parser(EVERY_COMMAND);
  }
}
