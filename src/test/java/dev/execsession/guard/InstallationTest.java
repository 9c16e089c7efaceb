package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.json.Json;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  private static final Path LAUNCHER = Path.of("/opt/my tools/exec-session");
  private static final List<String> PLACES = List.of("/.git/", "AGENTS.md", "/src/secret/");

  @TempDir Path temp;

  private Installation of(Agent agent) {
    return new Installation(agent, temp.resolve("repo"), temp.resolve("git"));
  }

  private void install(Agent agent) {
    Installation installation = of(agent);
    installation.apply(installation.install(LAUNCHER, PLACES, file -> false));
  }

  private void uninstall(Agent agent) {
    Installation installation = of(agent);
    installation.apply(installation.uninstall());
  }

  private Path write(String file, String text) {
    try {
      Path path = temp.resolve("repo").resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> files() {
    Map<String, String> found = new TreeMap<>();
    Path root = temp.resolve("repo");
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          found.put(root.relativize(file).toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void a_round_trip_leaves_every_byte_as_it_was(Agent agent) throws IOException {
    // The same text for each: odd order, spacing and line ends, unknown keys.
    String text = "{ \"zz\":{\"k\": [ ]},\r\n\t\"version\" : 1,\"permissions\":{\"deny\":[\"X\"]}}";
    for (String file :
        List.of(
            ".claude/settings.local.json",
            ".codex/hooks.json",
            ".gemini/settings.json",
            ".cursor/hooks.json",
            ".cursor/cli.json",
            ".github/hooks/exec-session.json")) {
      write(file, text);
    }
    Map<String, String> before = files();

    install(agent);
    Map<String, String> installed = files();
    assertThat(installed).isNotEqualTo(before);
    assertThat(of(agent).install(LAUNCHER, PLACES, file -> false).changes())
        .as("a second time")
        .isEmpty();
    uninstall(agent);

    assertThat(files()).isEqualTo(before);
    try (Stream<Path> left = Files.walk(temp.resolve("git"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_round_trip_in_an_empty_project_leaves_nothing(Agent agent) {
    install(agent);
    assertThat(files()).isNotEmpty();
    uninstall(agent);
    assertThat(files()).isEmpty();
    assertThat(temp.resolve("repo"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  @ParameterizedTest
  @EnumSource
  void the_command_quotes_its_launcher_and_fails_closed(Agent agent) {
    install(agent);

    assertThat(String.join("\n", files().values()))
        .contains(
            "; '/opt/my tools/exec-session' guard hook --agent " + agent.word() + " || exit 2\"");
  }

  @Test
  void other_settings_and_what_was_edited_since_are_kept() throws IOException {
    Path settings =
        write(
            ".claude/settings.local.json",
            """
            {
              "env": {"TOKEN": "t"},
              "hooks": {
                "PreToolUse": [
                  {"matcher": "Bash", "hooks": [{"type": "command", "command": "mine"}]}
                ]
              },
              "permissions": {
                "deny": ["Edit(**/AGENTS.md)"]
              }
            }
            """);
    String before = Files.readString(settings);
    install(Agent.CLAUDE);
    Files.writeString(settings, Files.readString(settings).replace("\"t\"", "\"other\""));

    uninstall(Agent.CLAUDE);

    assertThat(settings).content().isEqualTo(before.replace("\"t\"", "\"other\""));
  }

  @Test
  void a_moved_launcher_replaces_the_old_one() {
    install(Agent.GEMINI);
    Installation again = of(Agent.GEMINI);
    again.apply(again.install(Path.of("/new/exec-session"), List.of(), file -> false));

    assertThat(String.join("\n", files().values()))
        .contains("/new/exec-session")
        .doesNotContain("/opt/my tools");
    assertThat(files()).containsOnlyKeys(".gemini/settings.json");
    uninstall(Agent.GEMINI);
    assertThat(files()).isEmpty();
  }

  @Test
  void the_agents_own_rules_deny_the_paths() {
    install(Agent.CLAUDE);
    install(Agent.CURSOR);
    install(Agent.GEMINI);

    assertThat(files().get(".claude/settings.local.json"))
        .contains("\"Edit(./.git/**)\"", "\"Edit(**/AGENTS.md)\"", "\"Edit(./src/secret/**)\"");
    assertThat(files().get(".cursor/cli.json"))
        .contains("\"Write(.git/**)\"", "\"Write(**/AGENTS.md)\"", "\"allow\": []");
    assertThat(files().get(".gemini/policies/exec-session-guard.toml"))
        .contains("argsPattern = \"\\\"file_path\\\":\\\"(?:[^\\\"]*/|)AGENTS\\\\.md\\\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ // mine\n}", "{\"hooks\": []}", "{\"a\":1,\"a\":2}", "", "nonsense"})
  void settings_that_are_not_plain_json_are_refused_and_left_alone(String text) {
    Path settings = write(".claude/settings.local.json", text);

    assertThatThrownBy(() -> install(Agent.CLAUDE))
        .isInstanceOfSatisfying(
            StopException.class,
            stop -> {
              assertThat(stop.stop()).isEqualTo(Stop.REFUSED);
              assertThat(stop.problems().get(0).code()).isEqualTo(ProblemCode.GUARD_SETTINGS);
              assertThat(stop.problems().get(0).path()).isEqualTo(".claude/settings.local.json");
            });
    assertThat(settings).content().isEqualTo(text);
  }

  @Test
  void a_link_is_refused_and_permissions_are_those_of_any_file_or_kept() throws IOException {
    Path elsewhere = Files.writeString(temp.resolve("shared.json"), "{}");
    Path settings = temp.resolve("repo/.claude/settings.local.json");
    Files.createDirectories(Objects.requireNonNull(settings.getParent()));
    Files.createSymbolicLink(settings, elsewhere);
    assertThatThrownBy(() -> install(Agent.CLAUDE)).isInstanceOf(StopException.class);

    Files.delete(settings);
    install(Agent.CLAUDE);
    assertThat(Files.getPosixFilePermissions(settings))
        .isEqualTo(Files.getPosixFilePermissions(elsewhere));
    uninstall(Agent.CLAUDE);
    write(".claude/settings.local.json", "{}");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));
    install(Agent.CLAUDE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> records = Files.list(temp.resolve("git/exec-session/guard"))) {
      assertThat(records)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void a_place_that_the_plan_opens_by_name_is_not_denied_and_an_exclude_by_name_is() {
    List<String> places =
        DenyPlaces.of(
            List.of("**", ".github/workflows/ci.yml", "src/AGENTS.md"),
            List.of("src/secret/**", "*.key", "legacy/", "src/[a]", "LICENSE"));

    assertThat(places)
        .contains("/.git/", "/src/secret/", "legacy/", "LICENSE", "/.github/actions/", "AGENTS.md")
        .doesNotContain("/.github/workflows/", "*.key", "src/[a]");
  }

  @Test
  void the_record_holds_the_previous_content() throws IOException {
    write(".codex/hooks.json", "{\"hooks\":{}}");
    install(Agent.CODEX);
    try (Stream<Path> records = Files.list(temp.resolve("git/exec-session/guard"))) {
      Path record = records.findFirst().orElseThrow();
      assertThat(Json.compact(Files.readString(record))).contains("hooks");
      // Without it, our entries are still recognized by their form.
      Files.delete(record);
    }

    uninstall(Agent.CODEX);

    assertThat(files().get(".codex/hooks.json")).isEqualTo("{}");
  }
}
