package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.LoadedClasses;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line's syntax and usage errors. */
class CommandLineIT {
  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rum x.md                               | `rum`          | `run`
          rn x.md                                | `rn`           | `run`
          stat                                   | `stat`         | `status`
          deploy                                 | command `deploy` |
          help nosuch                            | `nosuch`       |
          help statsu                            | `statsu`       | `status`
          help guard isntall                     | `isntall`      | `install`
          deploy --help                          | command `deploy` |
          nonsense --help                        | command `nonsense` |
          help nonsense                          | `nonsense`     |
          rn --help                              | `rn`           | `run`
          help rn                                | `rn`           | `run`
          sesions                                | `sesions`      | `sessions`
          explan src                             | `explan`       | `explain`
          dif B01                                | `dif`          | `diff`
          diff                                   | BLOCK          |
          explain                                | PATH           |
          sessions --purne                       | `--purne`      | `--prune`
          --help runn                            | `runn`         | `run`
          guard isntall --help                   | `isntall`      | `install`
          status x.md y.md                       | `y.md`         |
          run x.md --mod auto                    | `--mod`        | `--mode`
          run x.md --mod=auto                    | `--mod`        | `--mode`
          run x.md --exec claude                 | `--exec`       | `--executor`
          run x.md --dry_run                     | `--dry_run`    | `--dry-run`
          run x.md -dry-run                      | `-dry-run`     | `--dry-run`
          run x.md --no-comit                    | `--no-comit`   | `--no-commit`
          run x.md --list --json                 | --list         | --json
          --quiet -C . rum x.md                  | `rum`          | `run`
          -C run x.md                            | -C             | run
          guard isntall                          | `isntall`      | `install`
          guard --verbose hok                    | `hok`          | `hook`
          run x.md --moed autonomous             | `--moed`       | `--mode`
          run x.md --mode auto                   | `auto`         | stepwise or autonomous
          run x.md --retries many                | many           | --retries
          run x.md --retries -1                  | --retries      |
          run x.md --retries                     | --retries      |
          run                                    | PLAN           |
          run x.md --executor a --executor-command b | --executor-command |
          run x.md --block B01 --from B02        | --block        |
          --color sometimes status               | `sometimes`    | never
          --quiet --verbose status               | --verbose      |
          -C nowhere status                      | `nowhere`      | -C
          validate                               | PLAN           |
          report --format yaml                   | `yaml`         | md
          """)
  void wrong_words_get_a_suggestion(
      String words, String wrong, @org.jspecify.annotations.Nullable String right) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run(words.split(" "));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("error")
        .contains(wrong, "--help")
        .contains(right == null ? "" : right);
    assertThat(ran.err().lines().count()).as("short").isLessThan(4);
    String last = ran.err().lines().reduce((one, next) -> next).orElseThrow();
    assertThat(last).matches("hint: `exec-session [a-z ]*--help` lists .*");
    String command = last.replaceAll("^hint: `exec-session |`.*", "");
    assertThat(repo.inside().cli().run(command.split(" ")).exit()).as(command).isEqualTo(0);
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void without_a_command_the_tool_shows_where_things_are() {
    CaseRepo repo = CaseRepo.create(temp);

    Ran ran = repo.cli().run();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .contains("no session in this worktree", "exec-session run " + CaseRepo.PLAN);
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          guard hook --agent claude |
          status                    | StatusCommand
          guard check x.md          | GuardCommand GuardCheckCommand
          """)
  void a_start_loads_the_command_it_runs_and_no_other(
      String words, @org.jspecify.annotations.Nullable String commands) {
    List<String> classes = loadedBy(CaseRepo.create(temp), words);

    assertThat(classes)
        .filteredOn(name -> name.matches("dev[.]execsession[.]cli[.]\\w+Command"))
        .extracting(name -> name.substring(name.lastIndexOf('.') + 1))
        .containsExactlyInAnyOrder(commands == null ? new String[0] : commands.split(" "));
    assertThat(classes)
        .as("annotations read")
        .noneMatch(name -> name.contains("AnnotationInvocation"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --version                               | org.eclipse.jgit com.vladsch org.yaml
          --help                                  | org.eclipse.jgit com.vladsch org.yaml
          guard hook --agent claude               | picocli org.eclipse.jgit com.vladsch org.yaml
          guard check x.md                        | org.eclipse.jgit com.vladsch org.yaml
          validate docs/exec-plans/active/x.md    | org.eclipse.jgit
          """)
  void a_start_loads_no_library_that_it_does_not_use(String words, String libraries) {
    List<String> classes = loadedBy(CaseRepo.create(temp), words);

    for (String library : List.of(libraries.split(" ", -1))) {
      assertThat(classes).noneMatch(name -> name.startsWith(library + '.'));
    }
    assertThat(classes).noneMatch(name -> name.startsWith("java.util.logging."));
  }

  private List<String> loadedBy(CaseRepo repo, String words) {
    return LoadedClasses.by(repo.cli(), temp.resolve("loaded"), "{}", words);
  }

  @ParameterizedTest
  @CsvSource({"status", "report", "status x.md", "status --json"})
  void status_without_a_session_is_refused(String words) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run(words.split(" "));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("RUN-007", "no session", "exec-session run");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void another_folder_can_be_named_and_paths_are_relative_to_it() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo);
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));

    Ran ran =
        repo.cli()
            .at(elsewhere)
            .run(
                "-C",
                "../repo/src",
                "run",
                "../" + CaseRepo.PLAN,
                "--mode=autonomous",
                "--executor-command",
                repo.executor().command(),
                "--report",
                "../../outside/report.json",
                "--report",
                "../../outside/report.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("state")).isEqualTo("completed");
    assertThat(repo.outside().resolve("report.md")).exists();
    try (var files = Files.list(elsewhere)) {
      assertThat(files).isEmpty();
    }
    lost.holdsWithChanges("src/A.java");
    assertThat(repo.cli().at(elsewhere).run("-C", "../repo", "status").out()).contains("completed");
    assertThat(repo.cli().at(elsewhere).run("status", "-C", "../repo").out()).contains("completed");
  }

  @Test
  void the_report_can_be_had_again_in_both_forms() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    Path markdown = repo.outside().resolve("r.md");
    Ran ran = repo.autonomous("--report", markdown.toString());
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).contains(markdown.toString(), repo.reportFile().toString());

    Ran md = repo.cli().run("report");
    Ran json = repo.cli().run("report", "--format", "json");
    Ran file = repo.cli().run("report", "--format", "json", "-o", "../outside/again.json");

    assertThat(md.exit()).as(md.toString()).isEqualTo(0);
    assertThat(md.out()).isEqualTo(Files.readString(markdown)).contains("# ", "B01", "src/A.java");
    assertThat(json.json().toString()).isEqualTo(repo.report().toString());
    assertThat(file.exit()).as(file.toString()).isEqualTo(0);
    assertThat(Files.readString(repo.outside().resolve("again.json"))).isEqualTo(json.out());
    assertThat(md.err() + json.err()).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_report_that_could_not_be_written_is_refused_before_anything_starts() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--report", temp.resolve("no/such/folder/r.md") + "");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.err()).contains("no/such/folder/r.md`", "an existing folder");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_finished_plan_is_not_run_again() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.autonomous().exit()).isEqualTo(0);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).contains("completed");
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_retry_after_a_failed_check_has_its_output_in_the_brief() throws IOException {
    String check = "```sh\ngrep -q B01.2 src/A.java || { echo needle-$((6 * 7)); exit 9; }\n```";
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.with(PlanText.ONE_BLOCK, "- `true`\n", check + "\n"))
            .executor(
                "cat >\"$PWD/../outside/brief-$EXEC_SESSION_ATTEMPT\"\n"
                    + "echo \"$B.$EXEC_SESSION_ATTEMPT\" >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--retries", "2");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B01");
    assertThat(repo.report().text("blocks.0.attempts")).isEqualTo("2");
    assertThat(Files.readString(repo.outside().resolve("brief-1"))).doesNotContain("needle-42");
    assertThat(Files.readString(repo.outside().resolve("brief-2")))
        .contains("needle-42", "The first step is made.");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void retries_end_with_the_last_one_and_never_hide_a_change_out_of_scope() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`false`"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--retries", "1");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(repo.runs()).containsExactly("B01", "B01");
    lost.holdsWithChanges("src/A.java");

    CaseRepo other =
        CaseRepo.create(temp.resolve("other"), PlanText.ONE_BLOCK).executor("echo x >>secret/key");
    NothingLost unharmed = NothingLost.since(other);

    Ran escalated = other.autonomous("--retries", "3");

    assertThat(escalated.exit()).as(escalated.toString()).isEqualTo(4);
    assertThat(other.runs()).containsExactly("B01");
    unharmed.holdsWithChanges("secret/key");
  }

  @Test // case 46
  void a_second_session_is_refused_with_the_owner_and_its_start() throws Exception {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; echo go >../outside/begun; read x <../outside/end");
    Pipe begun = Pipe.make(repo.outside().resolve("begun"));
    Pipe end = Pipe.make(repo.outside().resolve("end"));
    NothingLost lost = NothingLost.since(repo);

    Process first = repo.cli().start(repo.runWords("--mode", "autonomous").toArray(String[]::new));
    assertThat(begun.heard()).isEqualTo("go\n");
    Ran second = repo.autonomous("--restart");
    Ran status = repo.cli().run("status", "--json");
    end.say("on");

    assertThat(first.waitFor()).isEqualTo(0);
    assertThat(second.exit()).as(second.toString()).isEqualTo(6);
    assertThat(second.err())
        .contains("RUN-006", "" + first.pid(), java.net.InetAddress.getLocalHost().getHostName())
        .containsPattern("since (\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d");
    assertThat(status.exit()).as(status.toString()).isEqualTo(0);
    assertThat(status.json().text("state")).isEqualTo("active");
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void several_plans_are_validated_as_one_document() {
    CaseRepo repo = CaseRepo.create(temp);
    Fingerprint before = Fingerprint.ofEverything(repo.files().root());

    Ran ran = repo.cli().run("validate", "--json", "x.md", "y.md", "z.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    JsonDoc json = ran.json();
    assertThat(json.text("ok")).isEqualTo("false");
    assertThat(json.texts("plans.*.ok")).containsExactly("true", "false", "false");
    assertThat(json.texts("plans.2.problems.*.code")).containsExactly("PLAN-030");
    assertThat(json.texts("plans.0.plan.blocks.*.id")).containsExactly("B01", "B02", "B03");
    assertThat(json.texts("plans.0.plan.checks.*.at")).containsExactly("block");
    assertThat(json.text("plans.0.plan.include.0.pattern")).isEqualTo("src/**");
    assertThat(Fingerprint.ofEverything(repo.files().root())).isEqualTo(before);
    assertThat(repo.files().path(".git/exec-session")).doesNotExist();
  }

  @Test
  void a_report_of_no_known_form_is_refused_before_anything_starts() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--report", "report.txt");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.err()).contains("`report.txt`", ".md, .json, .html");
    lost.holdsAndNothingWasStarted();
  }
}
