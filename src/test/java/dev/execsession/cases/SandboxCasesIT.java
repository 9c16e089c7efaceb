package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Job;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.Script;
import dev.execsession.testing.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What executors and checks can and cannot do in the sandbox. */
class SandboxCasesIT {
  private static final String REFUSED = "Read-only file system";

  @TempDir Path temp;

  @BeforeEach
  void needsBubblewrap() {
    Needs.confining();
  }

  private CaseRepo repo(String plan, String body) {
    return CaseRepo.create(temp, plan).executor(body);
  }

  /** Creates an executor that works, runs the script, and saves its output. */
  private CaseRepo trying(String script) {
    return repo(
        PlanText.ONE_BLOCK, "echo x >>src/A.java\n{ " + script + "\n} 2>>../outside/said || true");
  }

  private static String said(CaseRepo repo) throws IOException {
    return Files.readString(repo.outside().resolve("said"));
  }

  @ParameterizedTest // case 118
  @ValueSource(strings = {"auto", "on"})
  void a_write_outside_of_the_worktree_is_refused(String mode) throws IOException {
    CaseRepo repo =
        trying("echo x >>\"$HOME/.gitconfig\"\n} 2>>../outside/said || true\n{ echo x >../x")
            .inside();
    NothingLost lost = NothingLost.since(repo);
    Path markdown = temp.resolve("report.md");

    Ran ran = repo.autonomous("--sandbox", mode, "--report", markdown.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).contains(REFUSED);
    assertThat(repo.files().home().resolve(".gitconfig")).doesNotExist();
    // With `auto` commands share the folder for temporary files, which contains this test's
    // worktree.
    assertThat(Files.exists(temp.resolve("x"))).isEqualTo(mode.equals("auto"));
    JsonDoc report = repo.report();
    assertThat(report.text("outsideWorktree")).isEqualTo("prevented");
    assertThat(report.texts("blocks.*.outsideWorktree")).containsExactly("prevented");
    assertThat(report.text("sandbox.strength")).isEqualTo(mode);
    assertThat(markdown).content().contains("**prevented**: the sandbox (`" + mode + "`)");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "on"})
  void what_the_launcher_keeps_among_the_caches_is_closed_to_commands(String mode)
      throws IOException {
    CaseRepo repo =
        trying(
                "echo x >\"$HOME/.cache/tool\"; mkdir -p \"$HOME/.cache/exec-session/classes\" &&"
                    + " echo x >\"$HOME/.cache/exec-session/classes/x\"")
            .inside();
    Path caches = Files.createDirectory(repo.files().home().resolve(".cache"));

    Ran ran =
        repo.cli()
            .without("XDG_CACHE_HOME")
            .run(repo.runWords("--mode", "autonomous", "--sandbox", mode));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).contains(REFUSED);
    assertThat(caches.resolve("tool")).hasContent("x");
    assertThat(caches.resolve("exec-session/classes")).doesNotExist();
  }

  @Test // case 118
  void without_a_sandbox_the_report_does_not_claim_to_have_watched() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK, "echo x >>src/A.java; echo x >../x").inside();
    NothingLost lost = NothingLost.since(repo);
    Path markdown = temp.resolve("report.md");

    Ran ran = repo.autonomous("--sandbox", "off", "--report", markdown.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(temp.resolve("x")).exists();
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("not watched");
    assertThat(markdown).content().contains("**not watched**: executors and checks ran without");
    lost.holdsWithChanges("src/A.java");

    CaseRepo second = CaseRepo.create(temp.resolve("second"), PlanText.ONE_BLOCK).inside();
    second.executor("echo x >>src/A.java; git config --global user.name x");
    Ran noted = second.autonomous("--sandbox", "off");
    assertThat(noted.exit()).as(noted.toString()).isEqualTo(0);
    assertThat(second.report().texts("blocks.0.notes.*"))
        .anyMatch(note -> note.contains("`user.name`") && note.contains(".gitconfig"));

    CaseRepo third = CaseRepo.create(temp.resolve("third"), PlanText.ONE_BLOCK).inside();
    third.executor("echo x >>src/A.java; git config --global alias.st '!x'");
    Ran caught = third.autonomous("--sandbox", "off");
    assertThat(caught.exit()).as(caught.toString()).isEqualTo(4);
    assertThat(caught.err()).contains("`alias.st`", ".gitconfig");
  }

  @Test // cases 108 and 25
  void a_daemon_dies_with_the_command_that_started_it() {
    CaseRepo repo =
        repo(
            PlanText.withCheck(PlanText.ONE_BLOCK, "`" + daemon("987652") + "`"),
            "echo x >>src/A.java; " + daemon("987651"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertGone("987651", "987652");
    lost.holdsWithChanges("src/A.java");
  }

  /**
   * Returns a script that ends when a daemon with its own session and an empty environment is
   * running.
   */
  private static String daemon(String seconds) {
    return "setsid env -i sleep "
        + seconds
        + " & until grep -qsx sleep /proc/$!/comm; do sleep 0.05; done";
  }

  private static void assertGone(String... commands) {
    for (String command : commands) {
      assertThat(
              ProcessHandle.allProcesses()
                  .map(process -> process.info().commandLine().orElse(""))
                  .filter(line -> line.endsWith("sleep " + command)))
          .isEmpty();
    }
  }

  @Test
  void nothing_outlives_a_tool_that_is_killed() throws IOException {
    CaseRepo repo =
        repo(
            PlanText.ONE_BLOCK,
            "echo x >>src/A.java; "
                + daemon("987653")
                + "; sleep 600 & echo now >../outside/started; wait");
    NothingLost lost = NothingLost.since(repo);
    Pipe pipe = Pipe.make(repo.outside().resolve("started"));

    try (Job job = repo.cli().startJob(repo.runWords("--mode", "autonomous"))) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      assertThat(job.signal("KILL").end().exit()).isEqualTo(137);
    }

    assertThat(Survivors.of(Cli.MARK, repo.files().root().toString())).isEmpty();
    assertGone("987653");
    Ran again = repo.inside().autonomous();
    assertThat(again.exit()).as(again.toString()).isEqualTo(5);
    assertThat(again.all()).contains("keep its work, or run it again?");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 117
  void nothing_can_be_typed_into_the_terminal_of_the_person() throws IOException {
    CaseRepo repo =
        trying(
            """
            perl -e '
              for my $name ($ENV{CASE_TTY}, "/dev/tty", "/proc/self/fd/0", "/proc/self/fd/1") {
                open(my $tty, "+<", $name) or next;
                ioctl($tty, 0x5412, my $key = $_) and print STDERR "typed" for ("c", "\\n");
              }
              print STDERR "tried";'
            """
                .strip());
    Needs.installed("perl");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      assertThat(said(repo)).isEqualTo("tried");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 119
  void the_control_files_of_a_build_job_are_neither_named_nor_writable() throws IOException {
    CaseRepo repo =
        repo(
                PlanText.ONE_BLOCK,
                "echo x >>src/A.java; env >../outside/env; echo A=1 >>\"$HOME/github-env\" || true")
            .inside();
    Path steering = Files.createFile(repo.files().home().resolve("github-env"));
    NothingLost lost = NothingLost.since(repo);

    Cli cli = repo.cli();
    for (String name : List.of("ENV", "OUTPUT", "PATH", "STATE", "STEP_SUMMARY")) {
      cli = cli.with("GITHUB_" + name, steering.toString());
    }
    Ran ran = cli.run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.outside().resolve("env")).content().doesNotContain("GITHUB_");
    assertThat(steering).isEmptyFile();
    lost.holdsWithChanges("src/A.java");
  }

  @Test // cases 10 and 12
  void auto_lets_an_executor_commit_and_a_check_build_into_a_fresh_ignored_folder() {
    CaseRepo repo =
        repo(
                PlanText.withCheck(
                    PlanText.ONE_BLOCK, "`mkdir target && mktemp && echo x >target/x`"),
                "echo x >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam x")
            .inside();
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.commits.*")).hasSize(1);
    assertThat(report.texts("blocks.0.sideEffects.*.path")).containsExactly("target/");
    assertThat(report.text("outsideWorktree")).isEqualTo("prevented");
    lost.holdsWithChanges("src/A.java", "target/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x >>pom.xml",
        "rm .env",
        "echo x >>src/secret/key",
        "mv src/secret src/moved",
        "echo x >>docs/exec-plans/active/x.md",
        "echo x >docs/exec-plans/active/new.md",
        "echo x >.exec-session.yml",
        "echo x >.git/hooks/post-commit",
        "git -c user.name=x -c user.email=x@x commit -qam x",
        "mkdir target",
        "ln -s ../secret src/l; echo x >src/l/key; rm src/l",
      })
  void on_lets_nothing_be_written_that_the_block_does_not_include(String script)
      throws IOException {
    CaseRepo repo = trying(script).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--sandbox", "on");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).containsAnyOf(REFUSED, "Device or resource busy");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void on_lets_builds_write_ignored_folders_and_whatever_is_configured() {
    CaseRepo repo =
        repo(
                PlanText.ONE_BLOCK,
                "echo x >>src/A.java; echo x >node_modules/m/new; echo x >target/x;"
                    + " echo x >\"$HOME/state/x\"")
            .inside();
    repo.files().sh("mkdir target \"$HOME/state\"");
    repo.files().write(".exec-session.yml", "sandbox:\n  writable: [~/state, missing]\n");
    repo.files().commit("Configure");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--sandbox", "on");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().home().resolve("state/x")).exists();
    assertThat(repo.report().texts("sandbox.writable.*")).contains("~/state");
    lost.holdsWithChanges("src/A.java", "node_modules/m/new", "target/x");
  }

  @Test
  void on_with_an_include_at_the_root_keeps_git_plans_and_configuration_closed()
      throws IOException {
    CaseRepo repo =
        CaseRepo.create(
                temp,
                PlanText.withExclude(
                    PlanText.withInclude(PlanText.ONE_BLOCK, "`*.xml`"), "`secret/`"))
            .inside();
    repo.executor(
        """
        echo x >>pom.xml
        for f in .git/x docs/exec-plans/active/x.md .exec-session.yml secret/key src/secret/key; do
          { echo x >>"$f"; } 2>>../outside/said || true
        done
        """);
    repo.files().write(".exec-session.yml", "version: 1\n");
    repo.files().commit("Configure");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--sandbox", "on");

    // A name excluded at any depth is closed at the root, and detected elsewhere.
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(said(repo).lines()).hasSize(4).allMatch(line -> line.endsWith(REFUSED));
    assertThat(ran.err()).contains("src/secret/key");
    lost.holdsWithChanges("pom.xml", "src/secret/key");
  }

  /** Creates a folder of programs with a {@code bwrap} of this text, or without. */
  private String path(String bwrap) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("programs"));
    for (String program : List.of("sh", "env", "true", "setsid", "sleep", "grep", "ls", "mkdir")) {
      Path real = Path.of("/usr/bin", program);
      Files.createSymbolicLink(folder.resolve(program), real.toRealPath());
    }
    if (!bwrap.isEmpty()) {
      Script.write(folder.resolve("bwrap"), "#!/bin/sh\n" + bwrap + "\n");
    }
    return folder.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | `bwrap` (bubblewrap) was not found",
        "echo 'bwrap: setting up uid map: Permission denied'; exit 1"
            + " | bwrap: setting up uid map: Permission denied",
        "exit 7 | `bwrap` exited with status 7",
      })
  void without_a_possible_sandbox_auto_reports_it_and_on_starts_nothing(String bwrap, String why)
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    NothingLost lost = NothingLost.since(repo);
    Cli cli = repo.cli().with("PATH", path(bwrap));

    Ran refused = cli.run(repo.runWords("--mode", "autonomous", "--sandbox", "on"));

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("error[EXEC-009]", why, "`--sandbox auto`");
    lost.holdsAndNothingWasStarted();

    Ran without = cli.run(repo.runWords("--mode", "autonomous"));

    assertThat(without.exit()).as(without.toString()).isEqualTo(0);
    assertThat(without.err()).contains("sandbox      off: " + why);
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("not watched");
    assertThat(repo.report().text("sandbox.obstacle")).isEqualTo(why);
    lost.holdsWithChanges("src/A.java");
  }

  /** Returns such a folder in which nothing but a sandbox is missing. */
  private String pathWithoutBubblewrap() throws IOException {
    String folder = path("");
    for (String program : List.of("unshare", "setpriv")) {
      Files.createSymbolicLink(Path.of(folder, program), Path.of("/usr/bin", program));
    }
    return folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "setpriv --reuid=65534 --regid=65534 --clear-groups "})
  void without_bubblewrap_late_writers_end_with_their_command(String as) throws IOException {
    CaseRepo repo =
        repo(
            PlanText.withCheck(
                PlanText.ONE_BLOCK, "`" + daemon("987655") + "; test -w src/A.java`"),
            "echo x >>src/A.java; id -u >../outside/id; " + daemon("987654"));
    Needs.installed("setpriv", "unshare");
    Files.createSymbolicLink(
        Path.of(pathWithoutBubblewrap(), "id"), Path.of("/usr/bin/id").toRealPath());
    if (!as.isEmpty()) {
      repo.files().sh("chown -R 65534:65534 '" + temp + "'");
    }
    StringBuilder line = new StringBuilder("exec " + as + "\"$ES\"");
    repo.runWords("--mode", "autonomous")
        .forEach(word -> line.append(" \"").append(word).append('"'));

    Ran ran = repo.cli().with("PATH", temp.resolve("programs").toString()).shell(line.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err())
        .contains("sandbox      off: `bwrap` (bubblewrap) was not found; processes end with their");
    assertGone("987654", "987655");
    assertThat(repo.outside().resolve("id")).hasContent(as.isEmpty() ? "0" : "65534");
    assertThat(repo.report().text("sandbox.processesEnd")).isEqualTo("true");
  }

  @Test
  void without_bubblewrap_nothing_outlives_a_tool_that_is_killed() throws IOException {
    CaseRepo repo =
        repo(
            PlanText.ONE_BLOCK,
            "echo x >>src/A.java; "
                + daemon("987656")
                + "; sleep 600 & echo now >../outside/started; wait");
    Needs.installed("setpriv", "unshare");
    Pipe pipe = Pipe.make(repo.outside().resolve("started"));
    Cli cli = repo.cli().with("PATH", pathWithoutBubblewrap());

    try (Job job = cli.startJob(repo.runWords("--mode", "autonomous"))) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      assertThat(job.signal("KILL").end().exit()).isEqualTo(137);
    }

    assertThat(Survivors.of(Cli.MARK, repo.files().root().toString())).isEmpty();
    assertGone("987656");
  }

  @Test
  void without_any_namespace_a_late_writer_of_the_next_moment_is_found() throws IOException {
    CaseRepo repo =
        repo(
            PlanText.ONE_BLOCK,
            "echo x >>src/A.java; setsid env -i sh -c 'sleep 0.5; echo x >>src/secret/key' >&- 2>&-"
                + " </dev/null & until grep -qsx sleep /proc/[0-9]*/comm; do :; done");
    Cli cli = repo.cli().with("PATH", path(""));

    Ran ran = cli.run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isNotEqualTo(0);
    assertThat(ran.all()).contains("late writers are not prevented", "src/secret/key");
  }

  @Test
  void root_finds_no_way_out() throws IOException {
    CaseRepo repo =
        trying(
                """
                true >>/proc/sys/kernel/domainname && echo ESCAPED >&2
                mount -o remount,rw /; mount -o remount,rw,bind /
                unshare -Urm sh -c 'mount -o remount,rw,bind /; mount -o remount,rw /; echo x >"$HOME/x"'
                echo x >"$HOME/x\"""")
            .inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).contains(REFUSED, "permission denied").doesNotContain("ESCAPED");
    assertThat(repo.files().home().resolve("x")).doesNotExist();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_link_in_the_worktree_leads_nowhere_that_can_be_written() throws IOException {
    CaseRepo repo = trying("ln -s \"$HOME\" src/l; echo x >src/l/x; rm src/l").inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).contains(REFUSED);
    assertThat(repo.files().home().resolve("x")).doesNotExist();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void an_interactive_executor_has_the_terminal_and_the_rest_of_the_sandbox() throws IOException {
    CaseRepo repo = trying("test -t 0 && echo 'at the terminal' && echo x >\"$HOME/x\"");
    repo.files()
        .write(
            ".exec-session.yml",
            "executors:\n  agent:\n    command: ['"
                + repo.executor().path()
                + "']\n    prompt: file\n    interactive: true\n");
    repo.files().commit("Configure");
    NothingLost lost = NothingLost.since(repo);

    List<String> words =
        List.of("run", CaseRepo.PLAN, "--executor", "agent", "--report", "" + repo.reportFile());
    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), words)) {
      pty.await("at the terminal");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(said(repo)).contains(REFUSED);
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("prevented");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_check_that_hits_the_sandbox_gets_a_hint() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`echo x >\"$HOME/state\"`"))
            .inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains("`sandbox.writable`", "`--sandbox off`");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void settings_that_a_command_makes_beside_an_agents_state_stop_the_block() throws IOException {
    CaseRepo repo =
        repo(PlanText.ONE_BLOCK, "echo x >>src/A.java; echo {} >\"$HOME/.claude/settings.json\"")
            .inside();
    Files.createDirectories(repo.files().home().resolve(".claude"));

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all())
        .contains("/.claude/settings.json` was created outside the worktree", "rm -- /");
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("found");
  }

  @Test
  void an_executor_that_hits_the_sandbox_gets_a_hint() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK, "echo x >>src/A.java; mkdir \"$HOME/state\"").inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all())
        .contains("the executor ended with exit status 1", "`sandbox.writable`", "`--sandbox off`");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void commit_stays_on_for_the_session_and_one_open_block_for_its_report() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise("--sandbox", "off").exit()).isEqualTo(5);

    Ran silent = repo.stepwise("--approve", "B01");

    assertThat(silent.exit()).as(silent.toString()).isEqualTo(5);
    assertThat(repo.report().text("sandbox.strength")).isEqualTo("off");

    Ran confined = repo.stepwise("--approve", "B02", "--sandbox", "auto");

    assertThat(confined.exit()).as(confined.toString()).isEqualTo(5);
    assertThat(repo.report().text("sandbox.strength")).isEqualTo("auto");
    assertThat(repo.report().texts("blocks.*.outsideWorktree"))
        .containsExactly("not watched", "not watched", "prevented");
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("not watched");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void the_environment_chooses_below_the_command_line() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    Cli off = repo.cli().with("EXEC_SESSION_SANDBOX", "off");

    assertThat(off.run(repo.runWords("--dry-run")).out()).contains("sandbox      off\n");
    assertThat(off.run(repo.runWords("--dry-run", "--sandbox", "on")).out())
        .contains("sandbox      on: ");
    Ran wrong = repo.cli().with("EXEC_SESSION_SANDBOX", "no").run(repo.runWords("--dry-run"));
    assertThat(wrong.exit()).isEqualTo(3);
    assertThat(wrong.err()).contains("`EXEC_SESSION_SANDBOX` must be ");
    Ran usage = repo.cli().run(repo.runWords("--sandbox", "maybe"));
    assertThat(usage.exit()).isEqualTo(2);
    assertThat(repo.runs()).isEmpty();
  }

  @Test
  void an_ordinary_user_is_confined_as_root_is() throws IOException {
    CaseRepo repo = trying("echo x >\"$HOME/x\"");
    Needs.that(
        repo.files().sh("id -u").strip().equals("0"), "root: no other user can become another one");
    Needs.installed("setpriv");
    repo.files().sh("chown -R 65534:65534 '" + temp + "'");
    StringBuilder line =
        new StringBuilder("exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$ES\"");
    repo.runWords("--mode", "autonomous")
        .forEach(word -> line.append(" \"").append(word).append('"'));

    Ran ran = repo.cli().shell(line.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(said(repo)).contains(REFUSED);
    assertThat(repo.files().home().resolve("x")).doesNotExist();
    assertThat(repo.report().text("outsideWorktree")).isEqualTo("prevented");
  }
}
