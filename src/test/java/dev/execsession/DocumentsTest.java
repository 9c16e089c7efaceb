package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.cli.ExitCode;
import dev.execsession.config.Presets;
import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the pages of {@code docs} with the code, and checks their links. */
class DocumentsTest {
  private static final Path DOCS = Path.of("docs");

  @Test
  void every_problem_has_its_entry_and_every_entry_its_problem() {
    List<String> entries =
        groups("(?m)^### (\\w+-\\d+)\\b", read(DOCS.resolve("problems.md"))).toList();

    assertThat(entries)
        .containsExactlyElementsOf(Stream.of(ProblemCode.values()).map(ProblemCode::id).toList());
  }

  @Test
  void every_problem_page_has_cause_and_remedy() {
    String page = read(DOCS.resolve("problems.md"));

    for (String entry : page.split("(?m)^### ", -1)) {
      if (entry.matches("(?s)\\w+-\\d+.*")) {
        assertThat(entry).contains("\n- **Cause:** ").contains("\n- **Remedy:** ");
      }
    }
  }

  @Test
  void the_table_of_exit_codes_is_that_of_the_code() throws IllegalAccessException {
    Map<Integer, String> codes = new TreeMap<>();
    for (Field field : ExitCode.class.getFields()) {
      codes.put(field.getInt(null), field.getName().toLowerCase(java.util.Locale.ROOT));
    }
    Map<Integer, String> table = new TreeMap<>();
    Pattern.compile("(?m)^\\| (\\d+) \\| (\\w+) \\|")
        .matcher(read(DOCS.resolve("exit-codes.md")))
        .results()
        .filter(row -> !row.group(2).equals("signal"))
        .forEach(row -> table.put(Integer.valueOf(row.group(1)), row.group(2)));

    assertThat(table).isEqualTo(codes);
  }

  @Test
  void every_preset_is_in_the_table_of_executors() {
    assertThat(groups("(?m)^\\| `(\\w+)` \\|", section("Presets")).toList())
        .containsExactlyElementsOf(Presets.shipped().keySet());
  }

  @Test
  void every_link_between_the_pages_leads_somewhere() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.walk(DOCS)) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      String text = read(page).replaceAll("(?ms)^```.*?^```$", "");
      groups("\\]\\(([^)#]+)", text)
          .filter(target -> !target.contains("://"))
          .filter(target -> !Files.exists(page.toAbsolutePath().resolveSibling(target).normalize()))
          .forEach(target -> broken.add(page + " -> " + target));
    }

    assertThat(broken).isEmpty();
    assertThat(pages).hasSizeGreaterThan(10);
  }

  @Test
  void the_readme_leads_to_every_page() throws IOException {
    String readme = read(Path.of("README.md"));
    try (Stream<Path> files = Files.list(DOCS)) {
      assertThat(files.map(Path::toString))
          .allSatisfy(page -> assertThat(readme).contains("(" + page));
    }
  }

  private static String section(String heading) {
    String page = read(DOCS.resolve("executors.md"));
    return Arrays.stream(page.split("(?m)^## ", -1))
        .filter(part -> part.startsWith(heading + "\n"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> groups(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> Objects.requireNonNull(found.group(1)));
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
