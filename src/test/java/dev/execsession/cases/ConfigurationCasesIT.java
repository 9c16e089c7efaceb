package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The team's configuration applies, after the command line and the environment. */
class ConfigurationCasesIT {
  /** Executors that write their name and the block into a file in scope. */
  private static final String EXECUTORS =
      """
      version: 1
      executors:
        one: {command: 'echo "one $EXEC_SESSION_BLOCK" >>src/log'}
        two: {command: ['sh', '-c', 'echo "two $EXEC_SESSION_BLOCK" >>src/log']}
        three: {command: 'echo "three $EXEC_SESSION_BLOCK" >>src/log'}
      """;

  private static final String THREE_WAYS =
      PlanText.with(
          PlanText.with(
              PlanText.STANDARD,
              "- **Goal:** The first step is made.",
              "- **Goal:** The first step is made.\n- **Executor:** one"),
          "- **Goal:** The third step is made.",
          "- **Goal:** The third step is made.\n- **Run:** `echo \"run $EXEC_SESSION_BLOCK\" >>src/log`");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # option          | environment | configuration | who did B01, B02 and B03
          -                 | -           | executor: two | one two two
          --executor=three  | -           | executor: two | one three three
          -                 | three       | executor: two | one three three
          --executor=two    | three       | -             | one two two
          """)
  void the_executor_is_the_blocks_own_else_the_named_one_else_the_teams(
      @Nullable String option, @Nullable String variable, @Nullable String key, String expected) {
    CaseRepo repo = repo(EXECUTORS + (key == null ? "" : key + "\n"), THREE_WAYS);
    Cli cli = variable == null ? repo.cli() : repo.cli().with("EXEC_SESSION_EXECUTOR", variable);

    Ran ran = cli.run(words(repo, option));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    String[] names = expected.split(" ", -1);
    assertThat(repo.files().read("src/log").lines())
        .containsExactly(names[0] + " B01", names[1] + " B02", names[2] + " B03");
    assertThat(repo.report().texts("blocks.*.executor.name")).containsExactly(names);
  }

  @Test
  void commands_of_the_block_run_without_another_executor() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- **Goal:** The first step is made.",
            "- **Goal:** The first step is made.\n- **Run:** `echo \"run $EXEC_SESSION_BLOCK\" >>src/log`");
    CaseRepo repo = repo("version: 1\n", plan);

    Ran ran = repo.cli().run(words(repo, null));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().read("src/log")).isEqualTo("run B01\n");
    assertThat(repo.report().texts("blocks.*.executor.name")).containsExactly("commands");
  }

  @Test
  void a_block_without_an_executor_is_refused() {
    CaseRepo repo = repo("version: 1\n", PlanText.STANDARD);
    NothingLost lost = NothingLost.since(repo);

    for (String option : new String[] {"--no-input", "--executor=manual", "--executor=nobody"}) {
      Ran ran = repo.cli().run(words(repo, option));

      assertThat(ran.exit()).as(option + "\n" + ran).isIn(2, 3);
      assertThat(ran.err()).contains("hint:");
      lost.holdsAndNothingWasStarted();
    }
  }

  @Test
  void the_teams_checks_run_with_the_plans_and_guards_can_be_acknowledged_permanently() {
    CaseRepo repo =
        repo(
            """
            version: 1
            acknowledge-guards: true
            checks:
              - run: test -f src/A.java
              - run: echo the end >>target/end
                at: completion
            """,
            PlanText.withExclude(PlanText.ONE_BLOCK, "`src/secret/**`", "nothing in payment code"));
    repo.files().write("target/old", "kept\n");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.checks.*.command"))
        .containsExactlyInAnyOrder("true", "test -f src/A.java");
    assertThat(report.texts("blocks.0.checks.*.by")).containsExactlyInAnyOrder("plan", "config");
    assertThat(repo.files().read("target/end")).isEqualTo("the end\n");
    lost.holdsWithChanges("src/A.java", "target/end");
  }

  @Test
  void every_problem_of_the_configuration_is_reported_at_once_and_nothing_starts() {
    CaseRepo repo =
        repo(
            """
            version: 1
            executers: {}
            commits: maybe
            commits: allow
            acknowledge-guards: [yes]
            """,
            PlanText.STANDARD);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .containsPattern("\\.exec-session\\.yml:2:1: error\\[")
        .contains("executers", "executors")
        .containsPattern("\\.exec-session\\.yml:4:1: error\\[")
        .containsPattern("\\.exec-session\\.yml:5:\\d+: error\\[");
    lost.holdsAndNothingWasStarted();
  }

  private CaseRepo repo(String configuration, String plan) {
    CaseRepo repo = CaseRepo.create(temp, plan);
    repo.files().write(".exec-session.yml", configuration);
    repo.files().commit("Configure");
    return repo;
  }

  private static List<String> words(CaseRepo repo, @Nullable String option) {
    List<String> words = new ArrayList<>(List.of("run", CaseRepo.PLAN, "--mode", "autonomous"));
    words.addAll(List.of("--report", repo.reportFile().toString()));
    if (option != null) {
      words.add(option);
    }
    return words;
  }
}
