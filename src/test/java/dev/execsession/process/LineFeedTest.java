package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineFeedTest {
  private final LineFeed feed = new LineFeed(false);

  private void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    feed.write(bytes, 0, bytes.length);
  }

  private void printMany() {
    print("line\n".repeat(100));
  }

  @Test
  void a_line_is_returned_when_complete_however_it_arrived() {
    print("one\r\n\ntw");
    print("o\rthr");

    assertThat(feed.fetch()).containsExactly("one", "two");
    print("ee");
    assertThat(feed.fetch()).isEmpty();
    feed.close();
    assertThat(feed.fetch()).containsExactly("three");
  }

  @Test
  void the_first_lines_of_many_are_returned_and_later_ones_after_these_were_fetched() {
    print(String.join("\n", IntStream.range(0, 100).mapToObj(Integer::toString).toList()));
    print("00\n");

    assertThat(feed.fetch()).isEqualTo(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    print("next\n");
    assertThat(feed.fetch()).containsExactly("next");
  }

  @Test
  void a_line_that_began_among_skipped_lines_is_returned_whole() {
    printMany();
    print("left out\nbe");
    print("g");
    feed.fetch();
    print("an\n");

    assertThat(feed.fetch()).containsExactly("began");
  }

  @Test
  void a_long_line_is_cut_and_the_next_one_is_not() {
    String line = "x".repeat(50_000);
    print(line + "\nshort\n");
    assertThat(feed.fetch()).containsExactly(line.substring(0, 4096), "short");

    printMany();
    print(line);
    feed.fetch();
    print(line + "\nshort\n");

    assertThat(feed.fetch()).isEqualTo(List.of(line.substring(0, 4096), "short"));
  }
}
