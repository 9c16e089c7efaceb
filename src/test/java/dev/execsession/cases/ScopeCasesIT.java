package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an executor does to files, only what the contract includes is accepted. */
class ScopeCasesIT {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case 2: a tracked file outside of every include
          echo x >>src/A.java; echo x >>pom.xml            | pom.xml          | outside  | src/A.java
          # case 3: a file in a new, untracked folder is named itself
          mkdir docs/n; echo x >docs/n/a.md                | docs/n/a.md      | outside  |
          # case 4: exclude beats include
          mkdir -p src/new src/secret/new; echo x >src/new/ok; echo x >src/secret/new/k \
                                                           | src/secret/new/k | excluded | src/new/ok
          """)
  void a_change_that_the_contract_does_not_include_stops_after_its_block(
      String work, String forbidden, String verdict, @Nullable String good) {
    CaseRepo repo = CaseRepo.create(temp).executor(work).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains(forbidden, verdict, "B01");
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("escalated");
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(report.text("escalation.reason")).isEqualTo("scope");
    assertThat(report.text("escalation.block")).isEqualTo("B01");
    assertThat(report.texts("escalation.paths.*")).containsExactly(forbidden);
    assertThat(verdictOf(report, forbidden)).isEqualTo(verdict);
    if (verdict.equals("excluded")) {
      assertThat(ran.all()).contains("src/secret/**");
    } else {
      assertThat(report.texts("escalation.proposal.*"))
          .anyMatch(line -> line.contains("`" + forbidden + "`"));
    }
    if (good == null) {
      lost.holdsWithChanges(forbidden);
    } else {
      assertThat(verdictOf(report, good)).isEqualTo("included");
      lost.holdsWithChanges(forbidden, good);
    }
  }

  @Test // case 5
  void work_of_the_user_is_refused_or_kept_byte_for_byte() {
    CaseRepo repo = CaseRepo.create(temp).executor("echo \"$B\" >>src/new.txt");
    repo.files().write("src/A.java", "a\nmine\n");
    repo.files().write("src/util/U.java", "u\nstaged\n");
    repo.files().git("add", "src/util/U.java");
    repo.files().write("src/wip", "mine\n");
    NothingLost lost = NothingLost.since(repo);

    Ran refused = repo.autonomous();

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("src/A.java", "src/util/U.java", "src/wip", "--allow-dirty");
    lost.holdsAndNothingWasStarted();

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.*.changes.*.path")).containsOnly("src/new.txt");
    lost.holdsWithChanges("src/new.txt");
  }

  @Test // case 5
  void stepwise_continues_in_a_dirty_tree_and_reports_it() {
    CaseRepo repo = CaseRepo.create(temp).executor("echo \"$B\" >>src/new.txt");
    repo.files().write("src/wip", "mine\n");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.stepwise();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).contains("src/wip");
    lost.holdsWithChanges("src/new.txt");
  }

  @Test // case 6
  void a_second_change_of_a_file_that_was_already_dirty_is_found() {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo 2 >>src/A.java; echo 2 >>secret/key").inside();
    repo.files().write("src/A.java", "a\n1\n");
    repo.files().write("secret/key", "k\n1\n");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly("secret/key");
    lost.holdsWithChanges("src/A.java", "secret/key");
  }

  @Test // case 11
  void an_ignored_file_with_secrets_is_watched_and_never_shown() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).executor("echo TOKEN=newsecretvalue >.env");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--report", temp.resolve("outside/report.md").toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly(".env");
    assertThat(verdictOf(repo.report(), ".env")).isEqualTo("sensitive");
    Path escalation = escalationOf(repo);
    assertThat(escalation).content().contains(".env");
    assertThat(
            ran.all()
                + Files.readString(repo.reportFile())
                + Files.readString(temp.resolve("outside/report.md"))
                + Files.readString(escalation))
        .doesNotContain("newsecretvalue", CaseRepo.SECRET);
    lost.holdsWithChanges(".env");
  }

  @Test // case 13
  void an_excluded_change_that_was_committed_is_found_in_a_clean_tree() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .executor(
                "echo x >>secret/key; git -c user.name=x -c user.email=x@x commit -qam hidden");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly("secret/key");
    assertThat(repo.report().texts("blocks.0.commits.*")).containsExactly(repo.files().head());
    lost.holdsWithChanges("secret/key");
  }

  @Test // case 13
  void an_excluded_change_that_was_committed_and_reverted_again_is_found() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .executor(
                """
                g() { git -c user.name=x -c user.email=x@x "$@"; }
                echo x >>secret/key; g commit -qam hidden; g revert --no-edit HEAD >/dev/null
                """);
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("secret/key");
    assertThat(repo.report().texts("escalation.paths.*")).contains("secret/key");
    lost.holdsWithChanges();
  }

  @ParameterizedTest // case 32
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          `src/A.java` (note)       | echo x >>src/A.java                            | 0
          `src/A.java` (note)       | echo x >>src/util/U.java                       | 4
          `src/A.java:12-34`        | echo x >>src/A.java                            | 0
          `src/`                    | mkdir -p src/a/b; echo x >src/a/b/c            | 0
          `**/*.java`               | echo x >X.java; echo x >>src/A.java            | 0
          `**/*.java`               | echo x >X.kt                                   | 4
          """)
  void an_include_has_the_semantics_of_the_plan_format(String entry, String work, int exit) {
    String plan =
        PlanText.withInclude(PlanText.ONE_BLOCK, entry).replace("- `src/secret/**`", "- `secret/`");
    CaseRepo repo = CaseRepo.create(temp, plan).executor(work).inside();

    assertThat(repo.autonomous()).extracting(Ran::exit).as(entry + " " + work).isEqualTo(exit);
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test // case 32
  void validate_shows_patterns_and_notes_as_they_were_understood() {
    CaseRepo repo =
        CaseRepo.create(
            temp,
            PlanText.withInclude(
                PlanText.STANDARD,
                "`src/A.java` (only the header)",
                "`src/util/`",
                "`src/B.java:12-34`",
                "src/plain.txt",
                "`src/a`, `src/b` — both of them"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run("validate", "--json", CaseRepo.PLAN);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc plans = ran.json();
    assertThat(plans.texts("plans.0.plan.include.*.pattern"))
        .containsExactly(
            "src/A.java", "src/util/", "src/B.java", "src/plain.txt", "src/a", "src/b");
    assertThat(plans.text("plans.0.plan.include.0.note")).isEqualTo("only the header");
    assertThat(plans.text("plans.0.plan.include.5.note")).isEqualTo("both of them");
    assertThat(plans.text("plans.0.plan.include.0.line"))
        .isEqualTo("" + PlanText.lineOf(repo.files().read(CaseRepo.PLAN), "only the header"));
    lost.holdsAndNothingWasStarted();
  }

  private static String verdictOf(JsonDoc report, String path) {
    return report.docs("blocks.0.changes.*").stream()
        .filter(change -> change.text("path").equals(path))
        .map(change -> change.text("verdict"))
        .findFirst()
        .orElse("not named");
  }

  /** Returns the escalation's document: relative to the session's folder, or absolute. */
  static Path escalationOf(CaseRepo repo) {
    JsonDoc report = repo.report();
    String file = report.text("escalation.file");
    for (Path base :
        new Path[] {
          repo.files().path(".git/exec-session").resolve(report.text("session")),
          repo.files().path(".git/exec-session"),
          repo.files().root()
        }) {
      if (Files.isRegularFile(base.resolve(file))) {
        return base.resolve(file);
      }
    }
    throw new AssertionError("no such file: " + file);
  }
}
