package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagerTest {
  private static final List<String> LONG = Collections.nCopies(9, "line");

  @TempDir Path temp;

  private static Pager pager(String command) {
    PrintStream none = new PrintStream(OutputStream.nullOutputStream());
    Map<String, String> environment = Map.of("PAGER", command);
    Console console =
        new Console(
            new Surroundings(
                InputStream.nullInputStream(),
                none,
                none,
                environment,
                Path.of("/"),
                false,
                true,
                true,
                Interrupts.NONE),
            Console.ColourWish.NEVER,
            Console.Verbosity.NORMAL,
            new Screen(() -> new Terminal.Size(80, 5), () -> 0));
    return Pager.of(console, Terminal.NONE, environment);
  }

  @Test
  void text_longer_than_the_screen_goes_through_the_pager() throws Exception {
    Path shown = temp.resolve("shown");

    assertThat(pager("cat >'" + shown + "'").shows(LONG)).isTrue();

    assertThat(Files.readAllLines(shown)).isEqualTo(LONG);
  }

  @Test
  void text_that_fits_does_not() {
    assertThat(pager("false").shows(LONG.subList(0, 4))).isFalse();
  }

  @Test
  void a_pager_that_is_left_early_has_shown_enough() {
    assertThat(pager("exit 1").shows(Collections.nCopies(100_000, "line"))).isTrue();
  }

  @Test
  void without_a_pager_that_starts_the_text_is_left_to_be_printed() {
    assertThat(pager("/nonexistent/pager 2>/dev/null").shows(LONG)).isFalse();
    assertThat(pager("").shows(LONG)).isFalse();
  }
}
