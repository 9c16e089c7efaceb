package dev.execsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares {@code docs/configuration.md} with the code. */
class ConfigurationPageTest {
  private static final Pattern FENCE =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path root;

  static List<String> examples(String page) throws IOException {
    return FENCE
        .matcher(Files.readString(Path.of(page)))
        .results()
        .map(fence -> fence.group(1))
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/configuration.md"));
  }

  @Test
  void every_example_of_the_page_loads_without_a_problem() throws Exception {
    List<String> seen = examples("docs/configuration.md");
    for (String example : seen) {
      assertThat(ConfigFixture.printed(ConfigFixture.load(root, example))).as(example).isEmpty();
    }
    assertThat(seen).hasSizeGreaterThan(ConfigKeys.TOP.size());
  }

  @Test
  void every_key_stands_on_the_page_and_in_an_example() throws Exception {
    String page = page();
    String examples = String.join("", examples("docs/configuration.md"));
    for (String key : ConfigKeys.TOP) {
      assertThat(page).contains("\n### `" + key + "`\n");
    }
    ConfigKeys.all()
        .forEach(
            (way, keys) -> {
              for (String key : keys) {
                assertThat(page).as(way).contains("`" + key);
                if (!key.equals("brief")) {
                  assertThat(examples).as(way).containsPattern("\\b" + key + ":");
                }
              }
            });
  }

  @Test
  void every_variable_is_documented() throws Exception {
    String page = page();
    assertThat(EnvironmentReader.NAMES)
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  @Test
  void the_documented_defaults_are_those_of_the_code() throws Exception {
    assertThat(page())
        .contains("`timeout` (`15m`), `idle` (`10m` without output)")
        .contains("`shell` that is given the text (`sh`)")
        .contains("(`keep-output`, `10MiB`)");
    assertThat(ConfigFixture.load(root, "").config().checkDefaults())
        .isEqualTo(
            ConfigFixture.load(
                    root,
                    "check-defaults: {timeout: 15m, idle: 10m, shell: sh, keep-output: 10MiB}")
                .config()
                .checkDefaults());
  }
}
