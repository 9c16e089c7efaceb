package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every bundled library has its notice. */
class ThirdPartyNoticesTest {
  private static final Path LICENSES = Path.of("src/main/distribution/licenses");
  private static final Pattern BUNDLED =
      Pattern.compile("^ +([^:\\s]+:[^:\\s]+):jar:\\S+:(?:compile|runtime)\\b.*$");
  private static final Pattern ROW = Pattern.compile("^(\\S+:\\S+) {2,}(\\S.*?) {2,}(\\S.*)$");

  @Test
  void every_bundled_library_has_a_row_and_every_row_a_library() throws IOException {
    assertThat(rows().stream().map(Row::library))
        .as("rows of licenses/THIRD-PARTY.txt against the runtime dependencies of pom.xml")
        .containsExactlyInAnyOrderElementsOf(bundled());
  }

  @Test
  void every_licence_text_a_row_names_is_there() throws IOException {
    for (Row row : rows()) {
      for (String file : row.files()) {
        Path text = file.equals("../LICENSE") ? Path.of("LICENSE") : LICENSES.resolve(file);
        assertThat(text).as(row.library()).isNotEmptyFile();
      }
    }
  }

  @Test
  void every_licence_text_is_named_by_a_row() throws IOException {
    try (var files = Files.list(LICENSES)) {
      List<String> named =
          new ArrayList<>(rows().stream().flatMap(row -> row.files().stream()).distinct().toList());
      named.remove("../LICENSE");
      named.add("THIRD-PARTY.txt");
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private record Row(String library, String licence, List<String> files) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(LICENSES.resolve("THIRD-PARTY.txt"))) {
      var matcher = ROW.matcher(line);
      if (matcher.matches()) {
        rows.add(
            new Row(matcher.group(1), matcher.group(2), List.of(matcher.group(3).split(", ", -1))));
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  /**
   * Returns the list that the build wrote: {@code org.yaml:snakeyaml:jar:2.7:compile -- module …}.
   */
  private static List<String> bundled() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ThirdPartyNoticesTest.class.getResourceAsStream("/bundled-libraries.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
          .map(BUNDLED::matcher)
          .filter(matcher -> matcher.matches())
          .map(matcher -> matcher.group(1))
          .toList();
    }
  }
}
