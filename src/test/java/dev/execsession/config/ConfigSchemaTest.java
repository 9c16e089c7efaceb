package dev.execsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema by which editors complete and check {@code .exec-session.yml}. */
final class ConfigSchemaTest {
  private static final Path FILE = Path.of("docs/schema/config.schema.json");
  private static final Schemas SCHEMA = Schemas.in(FILE);

  @TempDir Path root;

  @Test
  void every_example_of_the_page_is_valid() throws IOException {
    for (String example : ConfigurationPageTest.examples("docs/configuration.md")) {
      assertThat(SCHEMA.problemsOfYaml(example)).as(example).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "excutor: manual",
        "version: 2",
        "checks: make test",
        "checks: [{directory: web}]",
        "checks: [{run: make, at: end}]",
        "checks: [{run: make, expect-exit: 256}]",
        "checks: ['']",
        "check-defaults: {timeout: soon}",
        "check-defaults: {keep-output: 10MB}",
        "plans: []",
        "plans: {any-path: yes}",
        "approval: {mode: recorded, words: []}",
        "executors: {mine: {command: x, prompt: mail}}",
        "executors: {manual: {command: x}}",
        "executors: {mine: {command: x, env: {EXEC_SESSION_ID: 1}}}",
        "executors: {mine: {command: []}}",
        "executors: {mine: {from: claude, command: x}}",
        "executors: {mine: {from: claude, args: fast}}",
        "executors: {mine: {from: claude, budget: {cost: free}}}",
        "executors: {mine: {from: claude, budget: {turns: 3}}}",
        "scope: {protect: [/etc]}",
        "scope: {protect: ['../x']}",
        "scope: {protected: [x]}",
        "sandbox: {writable: ['build/*']}",
        "policies: {mine: {whn: [x]}}",
        "docs: {on-missing: maybe}",
        "acknowledge-guards: yes",
        "commits: never",
        "report: {files: report.md}",
        "git: {allow: [core.pager]}",
        "skills: [backend]",
      })
  void what_the_tool_refuses_is_marked(String text) throws Exception {
    assertThat(ConfigFixture.printed(ConfigFixture.load(root, text))).isNotEmpty();
    assertThat(SCHEMA.problemsOfYaml(text)).isNotEmpty();
  }

  @Test
  void every_key_is_in_the_schema() throws IOException {
    JsonDoc schema = JsonDoc.parse(Files.readString(FILE));
    ConfigKeys.all()
        .forEach(
            (way, keys) ->
                assertThat(properties(schema, way).keySet())
                    .as(way)
                    .map(String::valueOf)
                    .containsExactlyInAnyOrderElementsOf(keys));
  }

  private static Map<?, ?> properties(JsonDoc schema, String way) {
    String place =
        switch (way) {
          case "" -> "properties";
          case "checks" -> "$defs.checks.items.anyOf.1.properties";
          case "plans" -> "properties.plans.anyOf.2.properties";
          case "approval" -> "properties.approval.anyOf.1.properties";
          default ->
              "properties."
                  + way.replace(".*.", ".*.properties.").replace(".*", ".additionalProperties")
                  + ".properties";
        };
    @Nullable Object found = schema.all(place).get(0);
    return (Map<?, ?>) Objects.requireNonNull(found);
  }
}
