package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.text.Columns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status line at a real terminal whose size changes: tmux wraps lines anew, as many do. */
class StatusLineTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir Path temp;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        temp.resolve("start"),
        "'"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -Dstderr.encoding=UTF-8 -cp '"
            + System.getProperty("java.class.path")
            + "' "
            + StatusLineProgram.class.getName()
            + " end; exec cat\n");
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "12", "sh start");
  }

  @AfterEach
  void end() throws Exception {
    tmux("kill-server");
  }

  @Test
  void no_row_is_left_behind_when_the_terminal_gets_narrower_and_wider() throws Exception {
    assertThat(await(rows -> isStatus(rows, 80))).startsWith("before 1");

    for (int columns : List.of(40, 25, 60)) {
      tmux("resize-window", "-x", String.valueOf(columns), "-y", "12");
      assertThat(await(rows -> isStatus(rows, columns))).startsWith("before 1");
    }
    Files.createFile(temp.resolve("end"));
    assertThat(await(rows -> rows.contains("after"))).hasSize(6).endsWith("before 5", "after");
  }

  /** Returns whether five lines are followed by one status line that was cut for this width. */
  private static boolean isStatus(List<String> rows, int columns) {
    String last = rows.isEmpty() ? "" : rows.get(rows.size() - 1);
    int width = Columns.width(last);
    return rows.size() == 6 && last.endsWith("…") && width < columns && width >= columns - 2;
  }

  /** Returns the rows, those scrolled off the top too, once the last is as expected. */
  private List<String> await(Predicate<List<String>> expected) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    List<String> rows = List.of();
    while (System.nanoTime() < end) {
      rows = tmux("capture-pane", "-p", "-S", "-").stripTrailing().lines().toList();
      if (expected.test(rows)) {
        return rows;
      }
    }
    throw new AssertionError("not shown within " + DEADLINE + ":\n" + String.join("\n", rows));
  }

  private String tmux(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-u", "-S", temp.resolve("s").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(0);
    return printed;
  }
}
