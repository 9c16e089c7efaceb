package dev.execsession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places outside of the worktree that commands may write, in an empty home folder. */
class OutsidePlacesTest {
  @TempDir Path temp;

  private final Map<String, String> environment = new HashMap<>();
  private Path home = Path.of("/");
  private Path root = Path.of("/");

  @BeforeEach
  void folders() throws IOException {
    home = Files.createDirectories(temp.toRealPath().resolve("home"));
    root = Files.createDirectories(temp.toRealPath().resolve("home/repo"));
    Files.createDirectories(temp.resolve("bin"));
    environment.put("HOME", home.toString());
    environment.put("PATH", temp.resolve("bin").toString());
  }

  private void installed(String... programs) throws IOException {
    for (String program : programs) {
      Script.write(temp.resolve("bin").resolve(program), "#!/bin/sh\n");
    }
  }

  private OutsidePlaces find(String... configured) {
    return OutsidePlaces.find(environment, root, List.of(configured), false);
  }

  private List<String> belowHome(List<Path> places) {
    return places.stream()
        .filter(place -> place.startsWith(home))
        .map(place -> home.relativize(place).toString())
        .toList();
  }

  @Test
  void nothing_is_made_for_tools_that_are_not_there() throws IOException {
    assertThat(belowHome(find().make())).containsExactly(".cache");
    try (Stream<Path> made = Files.list(home)) {
      assertThat(made.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".cache", "repo");
    }
  }

  @Test
  void the_caches_of_installed_tools_are_made_but_not_where_their_settings_are()
      throws IOException {
    installed("mvn", "cargo", "npm");
    Files.writeString(root.resolve("gradlew"), "");

    OutsidePlaces places = find();
    assertThat(home.resolve(".m2")).doesNotExist();
    List<String> made = belowHome(places.make());

    assertThat(made)
        .contains(
            ".cache", ".cargo/git", ".cargo/registry", ".gradle/caches", ".gradle/wrapper", ".npm")
        .contains(".m2/repository")
        .doesNotContain(".m2", ".m2/wrapper", ".gradle", ".cargo", ".claude");
    assertThat(places.steering()).isEmpty();
    assertThat(belowHome(find().writable())).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void settings_that_an_agent_makes_at_its_first_start_are_closed_only_afterwards()
      throws IOException {
    installed("copilot");
    Path own = home.resolve(".copilot/config.json");

    find().make();
    assertThat(find().steering()).contains(home.resolve(".copilot/hooks")).doesNotContain(own);
    Files.writeString(own, "{}");

    assertThat(find().steering()).contains(own);
  }

  @Test
  void the_settings_of_an_agent_are_known_where_it_keeps_its_state() throws IOException {
    installed("claude");
    Files.createDirectories(home.resolve("dotfiles/codex"));
    Files.createSymbolicLink(home.resolve(".codex"), home.resolve("dotfiles/codex"));

    assertThat(belowHome(find().steering()))
        .contains(".claude/settings.json", ".claude/hooks", "dotfiles/codex/config.toml")
        .doesNotContain(".gemini/settings.json", ".m2/settings.xml");
    assertThat(belowHome(find().make())).contains(".claude");
  }

  @Test
  void a_tool_that_a_variable_moves_is_made_there_alone() throws IOException {
    installed("gradle");
    environment.put("GRADLE_USER_HOME", temp.resolve("moved").toString());

    List<Path> made = find().make();

    assertThat(made).contains(temp.toRealPath().resolve("moved/caches"));
    assertThat(home.resolve(".gradle")).doesNotExist();
  }

  @Test
  void configured_folders_are_made_when_absolute_or_below_home_but_not_in_closed_places()
      throws IOException {
    installed("claude");
    OutsidePlaces places =
        find(
            "~/.m2",
            temp.resolve("absolute").toString(),
            "~/.claude/hooks/new",
            "~/.claude/settings.json",
            "~/repo/target",
            "relative",
            "~/repo/../../escape");

    assertThat(belowHome(places.missing())).containsExactlyInAnyOrder(".cache", ".claude", ".m2");
    assertThat(places.missing()).contains(temp.toRealPath().resolve("absolute"));
    assertThat(belowHome(places.steering()))
        .contains(".m2/settings.xml", ".claude/hooks")
        .doesNotContain(".claude/settings.json");
    assertThat(places.shown()).contains("~/.m2", temp.toRealPath().resolve("absolute").toString());
  }

  @Test
  void a_link_that_appeared_since_is_not_followed() throws IOException {
    OutsidePlaces places = find("~/a/b");
    Files.createSymbolicLink(home.resolve("a"), Files.createDirectories(temp.resolve("elsewhere")));

    assertThat(belowHome(places.make())).doesNotContain("a/b");
    assertThat(temp.resolve("elsewhere/b")).doesNotExist();
  }

  @Test
  void every_shipped_section_names_a_place_and_each_settings_file_a_place_beside() {
    List<String> odd = new ArrayList<>();
    for (ToolPlaces tool : ToolPlaces.shipped()) {
      if ((tool.home().isEmpty() && tool.variable().isEmpty())
          || (tool.folders().isEmpty() && tool.existing().isEmpty())) {
        odd.add(tool.toString());
      }
    }
    assertThat(odd).isEmpty();
    assertThat(ToolPlaces.shipped()).hasSizeGreaterThan(20);
  }
}
