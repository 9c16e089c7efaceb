package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the session in {@code README.md}, at a terminal. */
class ReadmeSessionIT {
  private static final Path DEMO =
      Path.of("src/main/resources/dev/execsession/cli/demo/repository");

  private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

  private static final String PRICE =
      """
      sed -i.old s/100/90/ src/price.sh tests/price.sh && rm src/price.sh.old tests/price.sh.old""";

  /** Blank of a new plan → what a planner writes. */
  private static final List<List<String>> BLANKS =
      List.of(
          List.of("**Objective:** TBD", "**Objective:** A tenth off every price."),
          List.of("**In Scope:** TBD", "**In Scope:** the price"),
          List.of("**Out of Scope:** TBD", "**Out of Scope:** currencies"),
          List.of("**Success Criteria:**\n  - TBD", "**Success Criteria:**\n  - the price is 90"),
          List.of("**Commits Reviewed:** TBD", "**Commits Reviewed:** all"),
          List.of("**Delivered Behavior:** TBD", "**Delivered Behavior:** a price"),
          List.of("Runtime Flow:** TBD", "Runtime Flow:** the price is a constant"),
          List.of("### Block B01: TBD", "### Block B01: Discount"),
          List.of("**Goal:** TBD", "**Goal:** The price is 90."),
          List.of("**Steps:**\n  1. TBD", "**Run:** `" + PRICE + "`"),
          List.of("- TBD\n\n## Branch", "- `sh tests/price.sh`\n\n## Branch"),
          List.of("api/src/**` -->\n- TBD", "api/src/**` -->\n- `src/**`"),
          List.of("or none -->\n- TBD", "or none -->\n- none"),
          List.of("**Stop Conditions:**\n  - TBD", "**Stop Conditions:**\n  - a currency"));

  @TempDir Path temp;

  @Test
  void the_readme_shows_a_session_as_it_is_printed() throws IOException {
    TestRepo repo = TestRepo.empty(temp);
    for (String name : List.of("docs/exec-plans/active/greeter.md", "src/greet.sh")) {
      repo.write(name, Files.readString(DEMO.resolve(name)));
    }
    repo.commit("First");
    repo.git("switch", "-q", "-c", "demo/greeter");

    String screen;
    try (Pty pty = Pty.start(Cli.in(repo).with("NO_COLOR", "1"), List.of("run", "greeter"))) {
      pty.await("Approve B01\\? ");
      pty.type("d");
      pty.await("Approve B01\\? ");
      pty.type("c");
      pty.await("Approve B02\\? ");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      screen = pty.transcript();
    }
    Transcript.holds(
        Path.of("README.md"), "a stepwise session", Transcript.afterSummary("run greeter", screen));
  }

  @Test
  void the_readmes_commands_take_a_plan_from_an_empty_repository_to_its_end() throws IOException {
    TestRepo repo = TestRepo.empty(temp);
    repo.write("src/price.sh", "echo 100\n");
    repo.write("tests/price.sh", "sh src/price.sh | grep -x 100\n");
    repo.commit("A price");
    repo.git("branch", "-m", "main");
    repo.git("config", "user.name", "Ana");
    repo.git("config", "user.email", "ana@example.org");
    Map<String, String> answers =
        Map.of(
            "init", "create \\d+ files\\?",
            "approve", "approve docs/exec-plans/active/discount.md\\?",
            "close", "close docs/exec-plans/active/discount.md\\?");
    Iterator<Integer> exits = List.of(0, 0, 3, 0, 4, 0, 0, 0, 0).iterator();
    Cli cli = Cli.in(repo).with("NO_COLOR", "1");
    int runs = 0;
    for (List<String> words : life()) {
      String command = words.get(0);
      if (command.equals("verify")) {
        repo.commit("A tenth off");
      }
      try (Pty pty = Pty.start(cli, words)) {
        if (answers.containsKey(command)) {
          pty.await(answers.get(command));
          pty.type("y");
        } else if (command.equals("run") && ++runs == 2) {
          pty.await("Approve B01\\? ");
          pty.type("c");
        }
        assertThat(pty.exit()).as(pty.transcript()).isEqualTo(exits.next());
      }
      if (command.equals("init")) {
        repo.commit("Set up");
        repo.git("switch", "-q", "-c", "feature/discount");
      } else if (command.equals("validate")) {
        fill(repo, "docs/exec-plans/active/discount.md");
      } else if (command.equals("approve")) {
        repo.commit("Plan the discount");
      }
    }

    assertThat(exits.hasNext()).isFalse();
    assertThat(repo.git("log", "-1", "--format=%s").strip()).isEqualTo("Close Discount");
    assertThat(repo.read("docs/exec-plans/completed/discount.md"))
        .contains("**Status:** Completed on ", "  - include `tests/price.sh` by ");
    assertThat(repo.git("status", "--porcelain")).isEmpty();
  }

  /** Returns the words of each command below the heading of the README. */
  private static List<List<String>> life() throws IOException {
    String section = Files.readString(Path.of("README.md")).split("## A plan's life\n", 2)[1];
    return section
        .split("```", -1)[1]
        .lines()
        .filter(line -> line.startsWith("exec-session "))
        .map(line -> line.replaceFirst("^exec-session ", "").replaceFirst(" +#.*", ""))
        .map(
            line ->
                WORD.matcher(line).results().map(word -> word.group().replace("'", "")).toList())
        .toList();
  }

  private static void fill(TestRepo repo, String plan) {
    String text = repo.read(plan);
    for (List<String> blank : BLANKS) {
      text = PlanText.with(text, blank.get(0), blank.get(1));
    }
    repo.write(plan, text);
  }
}
