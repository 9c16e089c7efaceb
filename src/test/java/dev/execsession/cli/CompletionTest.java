package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shells get to complete a word with. */
class CompletionTest {
  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void aPlan() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
    repo.files().write("docs/exec-plans/active/in a folder/plan.md", PlanText.ONE_BLOCK);
    repo.files().commit("Another plan");
  }

  @ParameterizedTest
  @CsvSource({
    "st_, status",
    "guard unin_, uninstall",
    "help val_, validate",
    "run x_, x",
    "run in_, in a folder",
    "run --approve-gr_, --approve-group",
    "run --no-co_, --no-commit",
    "run --mode_, --mode --model",
    "run --mode _, stepwise autonomous",
    "run --mode=_, --mode=stepwise --mode=autonomous",
    "run --sandbox o_, on off",
    "--color a_, auto always",
    "run x --block _, B01",
    "run --block B01 x --executor man_, manual",
    "run x --executor cl_, claude",
    "report --format m_, md",
    "close x --outcome PASS_WITH_, PASS_WITH_NOTES",
    "guard install --agent co_, codex copilot",
    "completion f_, fish",
    "report -o _, :files",
    "report --output=src/_, :files",
    "run -- -_, ''",
    "run x _, ''",
    "new _, ''",
    "nonsense _, ''"
  })
  void a_word_is_completed(String line, String expected) {
    assertThat(String.join(" ", complete(line))).isEqualTo(expected);
  }

  @Test
  void sessions_and_their_blocks_are_those_of_the_repository_that_is_named() {
    assertThat(repo.autonomous().exit()).isZero();

    assertThat(complete("diff _")).containsExactly("B01");
    assertThat(complete("-C " + repo.files().root() + " report _"))
        .singleElement()
        .asString()
        .matches("\\d{8}-\\d{9}-[0-9a-f]{4}");
  }

  @Test
  void where_nothing_can_be_read_only_commands_are_completed() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));

    assertThat(complete("-C " + elsewhere + " run _")).isEmpty();
    assertThat(complete("-C " + elsewhere + " rep_")).containsExactly("report");
  }

  @Test
  void an_unknown_shell_is_refused() {
    Ran ran = repo.cli().run("completion", "csh");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("completion takes bash, zsh or fish, not `csh`");
  }

  /** Completes the word before the underscore. */
  private List<String> complete(String line) {
    List<String> words =
        new ArrayList<>(Arrays.asList(line.substring(0, line.length() - 1).split(" ", -1)));
    words.add(0, "__complete");
    Ran ran = repo.cli().run(words.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err()).isEmpty();
    return ran.out().lines().map(word -> word.replaceFirst("\t.*", "")).toList();
  }
}
