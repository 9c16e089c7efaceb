package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.agent.Activity;
import dev.execsession.process.Interrupts;
import dev.execsession.process.Terminal;
import dev.execsession.text.Columns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal of a given width shows, and what a log gets. */
class ConsoleTest {
  private static final String LONG =
      "  objective    keep the rate limit of every tenant apart from the limit of any other tenant";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Console console(boolean terminal, int columns, Map<String, String> environment) {
    PrintStream out = new PrintStream(shown, false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            out,
            out,
            environment,
            Path.of("/"),
            false,
            terminal,
            terminal,
            Interrupts.NONE);
    Screen screen = new Screen(() -> new Terminal.Size(columns, 24), () -> 0);
    return new Console(surroundings, Console.ColourWish.AUTO, Console.Verbosity.NORMAL, screen);
  }

  private Console terminal(int columns) {
    return console(true, columns, Map.of("TERM", "xterm"));
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 60, 40})
  void a_long_line_wraps_below_its_text(int columns) {
    terminal(columns).say(LONG);

    List<String> rows = shown().lines().toList();
    assertThat(rows).hasSizeGreaterThan(1).allMatch(row -> Columns.width(row) <= columns);
    assertThat(rows.subList(1, rows.size())).allMatch(row -> row.matches(" {15}\\S.*"));
    assertThat(String.join(" ", rows).replaceAll(" +", " ")).isEqualTo(LONG.replaceAll(" +", " "));
  }

  @Test
  void a_log_is_not_wrapped() {
    console(false, 40, Map.of()).say(LONG);

    assertThat(shown()).isEqualTo(LONG + "\n");
  }

  @Test
  void a_plain_terminal_shows_the_same_words() {
    console(true, 60, Map.of("TERM", "dumb")).say(LONG);
    String dumb = shown();
    shown.reset();
    console(true, 60, Map.of("TERM", "xterm", "NO_COLOR", "1")).say(LONG);

    assertThat(shown()).isEqualTo(dumb).doesNotContain("\u001b");
  }

  @Test
  void lines_of_a_result_wrap_and_commands_do_not() {
    terminal(40)
        .summary(
            List.of(
                Line.of("failed  " + "word ".repeat(9).strip()), new Line("x ".repeat(30), true)));

    assertThat(shown())
        .isEqualTo(
            "failed  word word word word word word\n        word word word\n"
                + "x ".repeat(30)
                + "\n");
  }

  @Test
  void a_status_line_never_wraps() {
    Console console = terminal(40);

    console.status("block 1/3 · check 1/1 · 00:01  令牌桶令牌桶令牌桶令牌桶");

    String row = shown().replaceAll("\u001b\\[[A-Z]|\r", "");
    assertThat(row).endsWith("…");
    assertThat(Columns.width(row)).isLessThan(40);
  }

  @Test
  void a_status_line_leaves_nothing_behind() {
    Console console = terminal(40);
    console.status("one");
    console.status("two");
    console.say("three");

    assertThat(shown()).isEqualTo("one\r\r\u001b[Jtwo\r\r\u001b[Jthree\n");
  }

  @Test
  void a_menu_wraps_between_its_entries() {
    terminal(40).entries(List.of("[c]ontinue", "[d]iff", "[l]og", "[n]ote", "[r]echeck", "[?]"));

    assertThat(shown()).isEqualTo("[c]ontinue  [d]iff  [l]og  [n]ote\n[r]echeck  [?]\n");
  }

  @Test
  void without_a_terminal_a_line_now_and_then_says_what_runs() {
    ConsoleListener listener =
        new ConsoleListener(console(false, 80, Map.of()), Duration.ofSeconds(30));
    listener.began("B01", "check 1/2", "mvn test\n");
    for (int seconds = 1; seconds <= 95; seconds++) {
      listener.tick("check 1/2", Duration.ofSeconds(seconds));
    }
    listener.began("B01", "check 2/2", "mvn verify");
    listener.tick("check 2/2", Duration.ofSeconds(29));

    assertThat(shown())
        .isEqualTo(
            """
              check 1/2  mvn test
              still running: check 1/2 `mvn test`, 00:30
              still running: check 1/2 `mvn test`, 01:00
              still running: check 1/2 `mvn test`, 01:30
              check 2/2  mvn verify
            """);
  }

  private static void work(ConsoleListener listener) {
    listener.began("B01", "claude", "claude -p");
    listener.acted(new Activity(Activity.Kind.EDIT, "src/A.java"));
    listener.acted(new Activity(Activity.Kind.MESSAGE, "Now the test.\u001b[2J"));
    listener.acted(new Activity(Activity.Kind.DENIED, "edit other/x"));
  }

  @Test
  void without_a_terminal_each_thing_that_an_agent_does_is_a_line() {
    work(new ConsoleListener(console(false, 80, Map.of()), null));

    assertThat(shown())
        .isEqualTo(
            """
              claude  claude -p
                edit    src/A.java
                denied  edit other/x
            """);
  }

  @Test
  void on_a_terminal_the_status_line_shows_what_an_agent_does_and_denials_stay() {
    work(new ConsoleListener(terminal(80), null));

    assertThat(shown())
        .contains("claude · 00:00  edit src/A.java", "claude · 00:00  says Now the test.^[[2J")
        .contains("denied  edit other/x\u001b[0m\n")
        .doesNotContain("    edit    src/A.java");
  }

  @Test
  void a_listener_without_a_heartbeat_is_silent() {
    ConsoleListener listener = new ConsoleListener(console(false, 80, Map.of()), null);

    listener.tick("agent", Duration.ofHours(1));

    assertThat(shown()).isEmpty();
  }

  @Test
  void the_size_is_asked_again_after_a_while() {
    long[] now = {0};
    int[] columns = {80};
    Screen screen = new Screen(() -> new Terminal.Size(columns[0], 24), () -> now[0]);
    assertThat(screen.columns()).isEqualTo(80);

    columns[0] = 60;
    assertThat(screen.columns()).isEqualTo(80);
    now[0] = Duration.ofSeconds(1).toNanos();
    assertThat(screen.columns()).isEqualTo(60);
  }

  @Test
  void an_unknown_size_is_80_by_24() {
    Screen screen = new Screen(() -> null, () -> 0);

    assertThat(screen.columns()).isEqualTo(80);
    assertThat(screen.rows()).isEqualTo(24);
  }

  @Test
  void text_of_more_rows_than_the_screen_exceeds_it() {
    Screen screen = new Screen(() -> new Terminal.Size(40, 4), () -> 0);

    assertThat(screen.isExceededBy(List.of("a", "", "c"))).isFalse();
    assertThat(screen.isExceededBy(List.of("a", "b".repeat(41), ""))).isTrue();
  }

  @Test
  void a_pager_is_less_unless_another_or_none_is_named() {
    assertThat(Pager.command(Map.of("PAGER", "more -s"))).isEqualTo("more -s");
    assertThat(Pager.command(Map.of("PAGER", "cat"))).isEmpty();
    assertThat(Pager.command(Map.of("PAGER", ""))).isEmpty();
    assertThat(Pager.command(Map.of("PATH", "/nonexistent"))).isEmpty();
  }
}
