package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.ForgedJournal;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.Needs;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A session is out of reach of what it runs: its files are closed to commands where there is a
 * sandbox, what was changed elsewhere is remembered, and no command of a session approves anything.
 */
class OutOfReachIT {
  @TempDir Path temp;

  /** Returns a shell line in which an executor forges the end of its block. */
  private static String forging() {
    return "'"
        + Path.of(System.getProperty("java.home")).resolve("bin/java")
        + "' -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + ForgedJournal.class.getName()
        + " .git/exec-session/2* $B";
  }

  private static Path session(CaseRepo repo) {
    return repo.files().path(repo.files().sh("ls -d .git/exec-session/2*").strip());
  }

  @Test
  void a_forged_journal_is_refused_until_a_person_restarts() throws Exception {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).unconfined();
    repo.executor("echo $B >>src/A.java; " + forging());

    Ran first = repo.autonomous();

    assertThat(first.exit()).as(first.toString()).isEqualTo(7);
    assertThat(first.err()).contains("JRNL-001", "another program changed it during the session");
    assertThat(session(repo).resolve("report.md"))
        .content()
        .contains("another program changed it during the session")
        .doesNotContain("completed");
    repo.executor("echo $B >>src/A.java");
    for (List<String> words :
        List.of(
            repo.runWords("--mode", "autonomous"),
            repo.runWords("--mode", "autonomous"),
            repo.runWords("--mode", "autonomous", "--restart"),
            repo.runWords("--approve", "B01"),
            List.of("accept", "B01"),
            List.of("rollback", "B01"),
            List.of("status"),
            List.of("report"))) {
      Ran again = repo.cli().run(words);
      assertThat(again.exit()).as(words + ": " + again).isEqualTo(7);
      assertThat(again.err())
          .contains(
              "error[JRNL-001]: session `" + session(repo).getFileName() + "` is refused since ",
              "another program changed it during the session",
              "at a terminal, `exec-session run --restart PLAN`");
    }
    assertThat(repo.cli().run("sessions").out()).contains("  damaged  ");
    try (Pty pty = Pty.start(repo.cli(), repo.runWords("--restart", "--allow-dirty"))) {
      pty.await("` is refused since ");
      assertThat(pty.answerUntilTheEnd(Map.of("Approve B01\\?", "y"))).isZero();
    }
    assertThat(repo.cli().run("status").out()).contains("completed");
  }

  @Test
  void a_forged_scan_is_refused_by_each_later_run() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.executor("echo x >>src/A.java; echo x >>secret/key");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    List<Path> scans = new ArrayList<>();
    try (Stream<Path> files = Files.list(session(repo).resolve("looks"))) {
      files.sorted().forEach(scans::add);
    }
    // As if nothing had been different before the block.
    Files.copy(scans.get(scans.size() - 1), scans.get(0), StandardCopyOption.REPLACE_EXISTING);

    for (int i = 0; i < 2; i++) {
      Ran again = repo.autonomous();
      assertThat(again.exit()).as(again.toString()).isEqualTo(7);
      assertThat(again.err()).contains("JRNL-001", scans.get(0).toString(), "cannot be trusted");
    }
    assertThat(repo.report().text("distrusted")).contains(scans.get(0).toString());
    assertThat(repo.report().text("next")).endsWith(" --restart");
    assertThat(session(repo).resolve("report.md")).content().contains("Not to be trusted");
  }

  @ParameterizedTest
  @CsvSource({"auto", "on"})
  void a_sandbox_closes_the_sessions_files(String mode) {
    Needs.confining();
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.executor(
        "echo $B >>src/A.java; exec 2>>../outside/said; "
            + forging()
            + "; rm -rf .git/exec-session; (echo x >.git/exec-session/y) || true");

    Ran ran = repo.autonomous("--sandbox", mode);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.outside().resolve("said")).content().contains("Read-only file system");
    assertThat(repo.files().path(".git/exec-session/y")).doesNotExist();
    assertThat(repo.cli().run("status").out()).contains("completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auto | "$ES" accept B01
          auto | env -i PATH="$PATH" EXEC_SESSION_JAVA="$EXEC_SESSION_JAVA" "$ES" run PLAN --approve B01
          auto | setsid -w env -u EXEC_SESSION_COOKIE "$ES" run PLAN --mode autonomous --executor-command true
          auto | EXEC_SESSION_COOKIE=20000101-000000000-abcd/x "$ES" amend PLAN --include secret/** --reason x
          off  | "$ES" run PLAN --approve B01
          off  | env -i PATH="$PATH" EXEC_SESSION_JAVA="$EXEC_SESSION_JAVA" "$ES" accept B01
          off  | "$ES" amend PLAN --include 'secret/**' --reason x
          off  | "$ES" rollback B01
          off  | "$ES" sessions --prune
          off  | "$ES" run PLAN --restart --mode autonomous --executor-command true
          """)
  void no_command_of_a_session_answers_for_a_person_in_any_worktree(String sandbox, String line)
      throws IOException {
    if (sandbox.equals("auto")) {
      Needs.confining();
    }
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    Path linked = temp.resolve("linked");
    repo.files().git("worktree", "add", "-q", "-b", "feature/y", linked.toString());
    String plan = PlanText.ONE_BLOCK.replace("feature/x", "feature/y");
    Files.writeString(linked.resolve(CaseRepo.PLAN), plan);
    repo.files().git("-C", linked.toString(), "commit", "-qam", "Plan for feature/y");
    Ran waits =
        repo.cli()
            .run(
                "-C",
                linked.toString(),
                "run",
                CaseRepo.PLAN,
                "--executor-command",
                "echo x >src/x");
    assertThat(waits.exit()).as(waits.toString()).isEqualTo(5);
    Fingerprint before = Fingerprint.ofEverything(linked);
    repo.executor(
        "echo x >>src/A.java; export EXEC_SESSION_JAVA='"
            + System.getProperty("java.home")
            + "'; ES='"
            + Cli.launcher()
            + "'; cd '"
            + linked
            + "'; for i in 1 2; do\n"
            + "said=$("
            + line.replace("PLAN", CaseRepo.PLAN)
            + " 2>&1) || said=\"$said exit $?\"; echo \"$said\" | tee -a '"
            + repo.outside()
            + "/said'\ndone");

    Ran ran = repo.autonomous("--sandbox", sandbox);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(Files.readString(repo.outside().resolve("said")))
        .containsPattern("(?s)RUN-024.*exit 3\n.*RUN-024.*exit 3\n$");
    assertThat(repo.report().texts("blocks.*.notes.*"))
        .anyMatch(
            note -> note.startsWith("its executor called `exec-session`, which refused (RUN-024)"));
    assertThat(before.differences(Fingerprint.ofEverything(linked))).isEmpty();
    assertThat(repo.cli().run("-C", linked.toString(), "status").out())
        .contains("paused, 0 of 1 block");
  }

  @Test
  void a_check_may_run_sessions_in_repositories_that_it_made() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.with(PlanText.ONE_BLOCK, "- `true`", "- `sh \"$CHECK\"`"));
    repo.executor("echo x >>src/A.java");
    repo.files()
        .sh(
            "cat >../outside/check <<'END'\n"
                + "set -eu; echo 'error[RUN-024]: a command of session `x` started this';"
                + " d=$(mktemp -d); cd \"$d\"; git init -q -b feature/x; mkdir -p src $(dirname "
                + CaseRepo.PLAN
                + ")\n"
                + "cp \"$OLDPWD/"
                + CaseRepo.PLAN
                + "\" "
                + CaseRepo.PLAN
                + "; sed -i 's/`sh .*`/`true`/' "
                + CaseRepo.PLAN
                + "; echo a >src/A.java; git add -A; git -c user.name=x -c user.email=x@x commit -qm init\n\""
                + Cli.launcher()
                + "\" run "
                + CaseRepo.PLAN
                + " --mode autonomous --executor-command 'echo x >>src/A.java'\nEND");

    Ran ran =
        repo.cli()
            .with("CHECK", repo.outside().resolve("check").toString())
            .run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.*.notes.*")).as("what a test prints").isEmpty();
  }

  @Test
  void a_hook_of_the_commit_approves_nothing_either() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    repo.executor("echo x >>src/A.java");
    repo.files().sh("git config user.name ana; git config user.email ana@example.org");
    Script.write(
        repo.files().path(".git/hooks/pre-commit"),
        "#!/bin/sh\nEXEC_SESSION_JAVA='"
            + System.getProperty("java.home")
            + "' '"
            + Cli.launcher()
            + "' accept B01 || true\n");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.*.notes.*"))
        .anyMatch(
            note ->
                note.startsWith(
                    "a hook of its commit called `exec-session`, which refused (RUN-024)"));
  }
}
