package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One session per worktree: who holds it, what a crash leaves behind, what outlives it. */
class LockCasesIT {
  /** The executor starts before the tool has recorded that. */
  private static final String AWAIT_THE_RECORD =
      "until grep -q '\"type\":\"started\"' .git/exec-session/2*/journal.jsonl; do sleep 0.1; done;";

  /** Kills the tool without a chance to clean up; the executor continues. */
  private static final String KILL_THE_TOOL = "kill -9 $(cat ../outside/tool);";

  @TempDir Path temp;

  /** Creates a repository whose executors may kill the tool, and outlive it. */
  private CaseRepo repo() {
    return CaseRepo.create(temp, PlanText.ONE_BLOCK).unconfined();
  }

  private Path locks(CaseRepo repo) {
    return repo.files().path(".git/exec-session/locks");
  }

  private Path lockFile(CaseRepo repo, String end) {
    try (Stream<Path> files = Files.list(locks(repo))) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs the tool so that the executor can find its pid. */
  private static Ran killable(CaseRepo repo, String... more) {
    StringBuilder line = new StringBuilder("echo $$ >../outside/tool; exec \"$ES\"");
    repo.runWords(more).forEach(word -> line.append(" \"").append(word).append('"'));
    return repo.cli().shell(line.toString());
  }

  private static void end(String pids) {
    for (String pid : pids.strip().split(" ", -1)) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().join();
              });
    }
  }

  /** Returns the pids that the tool suggests to kill. */
  private static String offered(Ran ran) {
    return ran.err().replaceAll("(?s).*end it with `kill ([0-9 ]+)`.*", "$1");
  }

  @ParameterizedTest // case 46
  @ValueSource(strings = {"as it is", "missing", "half-written", "of an older owner", "a pipe"})
  void a_second_run_is_refused_whatever_the_owner_file_holds(String what) throws Exception {
    CaseRepo repo = repo().inside();
    repo.executor("echo x >>src/A.java; until [ -e ../outside/end ]; do sleep 0.1; done");
    Process first = repo.cli().start(repo.runWords("--mode", "autonomous").toArray(String[]::new));
    repo.files()
        .sh(
            "until grep -q '\"type\":\"started\"' .git/exec-session/*/journal.jsonl; do sleep 0.1;"
                + " done 2>/dev/null");
    Path owner = lockFile(repo, "owner.json");
    String text = Files.readString(owner);
    switch (what) {
      case "missing" -> Files.delete(owner);
      case "half-written" -> Files.writeString(owner, text.substring(0, text.length() / 2));
      case "of an older owner" ->
          Files.writeString(owner, "{\"session\":\"p.md\",\"pid\":7,\"host\":\"old\"}");
      case "a pipe" -> {
        Files.delete(owner);
        repo.files().sh("mkfifo '" + owner + "'");
      }
      default -> {}
    }

    Ran second = repo.autonomous();
    Ran undo = repo.cli().run("rollback", "B01");
    Files.writeString(repo.outside().resolve("end"), "on\n");
    int ended = first.waitFor();

    for (Ran ran : List.of(second, undo)) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
      assertThat(ran.err()).contains("error[RUN-006]: ", " holds this worktree\nhint: wait");
    }
    if (what.equals("as it is")) {
      JsonDoc facts = JsonDoc.parse(text);
      assertThat(second.err())
          .contains("session " + CaseRepo.PLAN + " (pid " + first.pid() + " on ", ", since ");
      assertThat(facts.text("boot"))
          .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
      assertThat(facts.text("pidns")).matches("\\d+");
      assertThat(facts.text("ticks")).matches("\\d+").isNotEqualTo("0");
    } else if (what.equals("of an older owner")) {
      assertThat(second.err()).contains("(pid 7 on old)");
    } else {
      assertThat(second.err()).contains("an unidentified session holds");
    }
    // Changing the lock's files may have let others in: nothing more is recorded.
    assertThat(ended).isEqualTo(what.equals("as it is") ? 0 : 7);
    assertThat(repo.runs()).containsExactly("B01");
  }

  @ParameterizedTest // case 94
  @ValueSource(strings = {".lock", ".owner.json", "journal.jsonl", "everything"})
  void what_is_removed_by_hand_stops_the_session_at_the_next_record(String what) {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo $B >>src/A.java; [ $B = B01 ] || "
                    + (what.equals("everything")
                        ? "rm -r .git/exec-session"
                        : "rm $(find .git/exec-session -name '*" + what + "')"))
            .inside()
            .unconfined();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err())
        .contains("JRNL-001", "removed", "during the session: no such file", "hint: ")
        .doesNotContain("Exception");
    assertThat(repo.runs()).containsExactly("B01", "B02");
    assertThat(repo.files().path(".git/exec-session").resolve("locks").toFile().list())
        .as("no owner is left, and no lock or journal appeared by itself")
        .satisfiesAnyOf(
            names -> assertThat(names).isNull(),
            names -> assertThat(List.of(names)).noneMatch(name -> name.endsWith("owner.json")));
    if (what.startsWith(".")) {
      // The journal holds the progress; a person decides about the active block.
      Ran again = repo.autonomous();
      assertThat(again.exit()).as(again.toString()).isEqualTo(5);
      assertThat(lost.holdsWithChanges("src/A.java").texts("blocks.*.status"))
          .containsExactly("done", "pending", "pending");
    }
  }

  @Test
  void what_a_session_writes_is_its_users_alone_whatever_the_umask() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);

    Ran ran =
        repo.cli()
            .with("CMD", repo.executor().command())
            .shell(
                "umask 000; \"$ES\" run "
                    + CaseRepo.PLAN
                    + " --mode autonomous --executor-command \"$CMD\"");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(repo.files().sh("find .git/exec-session -perm /077")).isEmpty();
  }

  @Test // case 94
  void an_executor_that_removes_the_lock_gets_no_second_session() throws IOException {
    CaseRepo repo = repo();
    repo.executor(
        AWAIT_THE_RECORD
            + " echo $B >>src/A.java; rm .git/exec-session/locks/*;"
            + " \"$ES\" run x.md --restart --executor-command true --no-input >../outside/inner 2>&1;"
            + " echo $? >>../outside/inner");

    Ran ran = killable(repo, "--mode", "autonomous");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(Files.readString(repo.outside().resolve("inner")))
        .contains("error[RUN-024]: a command of session `")
        .endsWith("\n3\n");
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.files().sh("ls .git/exec-session | grep -c ^2")).isEqualTo("1\n");
  }

  @Test // case 94
  void a_lock_that_was_replaced_stays_with_its_new_holder() {
    CaseRepo repo = repo().inside();
    repo.executor(
        "echo x >>src/A.java; cd .git/exec-session/locks; f=$(echo *.owner.json);"
            + " echo '{\"pid\":1}' >new; mv new $f");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err())
        .contains("was removed or changed during the session: it was replaced by another");
    assertThat(lockFile(repo, "owner.json")).hasContent("{\"pid\":1}");
  }

  @ParameterizedTest // case 93
  @ValueSource(
      strings = {
        "the same in every respect",
        "another boot",
        "another namespace",
        "another host",
        "nonsense"
      })
  void a_stale_owner_blocks_no_run_and_is_not_killed(String what) throws Exception {
    CaseRepo repo = repo().inside();
    Ran first = repo.stepwise();
    assertThat(first.exit()).as(first.toString()).isEqualTo(5);
    Process unrelated = new ProcessBuilder("sleep", "600").start();
    try {
      String stat = Files.readString(Path.of("/proc/" + unrelated.pid() + "/stat"));
      String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String pidns =
          Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
      String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      String key = lockFile(repo, ".lock").toString().replaceAll("\\.lock$", "");
      Files.writeString(
          Path.of(key + ".owner.json"),
          what.equals("nonsense")
              ? "{"
              : String.format(
                  "{\"plan\":\"%s\",\"pid\":%d,\"host\":\"%s\",\"since\":\"2026-01-01T00:00:00Z\","
                      + "\"boot\":\"%s\",\"pidns\":\"%s\",\"ticks\":%s}",
                  CaseRepo.PLAN,
                  unrelated.pid(),
                  what.equals("another host") ? "elsewhere" : host,
                  what.equals("another boot") ? "b" : boot,
                  what.equals("another namespace") ? "1" : pidns,
                  ticks));

      Ran ran = repo.stepwise("--approve", "B01");

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
      assertThat(unrelated.isAlive()).isTrue();
      assertThat(Path.of(key + ".owner.json")).doesNotExist();
    } finally {
      unrelated.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_file_system_without_locks_is_reported() {
    Needs.tracing();
    CaseRepo repo = repo().inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    Path lock = lockFile(repo, ".lock");

    Ran ran =
        repo.cli()
            .shell(
                "exec strace -f -qq --seccomp-bpf -o ../outside/trace -P '"
                    + lock
                    + "' -e trace=fcntl -e inject=fcntl:error=ENOLCK \"$ES\" run "
                    + CaseRepo.PLAN);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err())
        .contains(
            "error[JRNL-002]: cannot take the lock `" + lock + "`: No locks available\nhint: ");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test // cases 44, 45
  void an_executor_that_outlived_the_tool_is_found_and_its_work_kept() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .unconfined()
            .inside()
            .executor(
                "echo $B >>src/A.java; [ $B != B02 ] || { "
                    + KILL_THE_TOOL
                    + " sleep 600; true; }; true");
    repo.files().write("docs/exec-plans/active/y.md", PlanText.ONE_BLOCK);
    repo.files().commit("another plan");
    NothingLost lost = NothingLost.since(repo);
    Ran killed = killable(repo, "--mode", "autonomous");
    assertThat(killed.exit()).as(killed.toString()).isEqualTo(137);

    Ran early = repo.autonomous();
    Ran restart = repo.autonomous("--restart");
    Ran other =
        repo.cli()
            .run(
                "run",
                "y.md",
                "--executor-command",
                "true",
                "--mode",
                "autonomous",
                "--allow-dirty");
    Ran undo = repo.cli().run("rollback", "B02");

    for (Ran ran : List.of(early, restart, other, undo)) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
      assertThat(ran.err())
          .containsPattern(
              "error\\[RUN-006\\]: the executor of block `B02` of session `[0-9a-f-]+` still runs:"
                  + " pid \\d+ `.*x\\.sh.*`, pid \\d+ `sleep 600`\n"
                  + "hint: wait for it, or end it with `kill [0-9 ]+`, then run the same command");
    }
    assertThat(repo.runs()).containsExactly("B01", "B02");
    end(offered(early));

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Keep the work of B02\\?");
      pty.type("k");
      pty.await("Approve B02\\?");
      assertThat(repo.runs()).containsExactly("B01", "B02");
      pty.type("c");
      pty.await("Approve B03\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 44
  void an_executor_that_dropped_its_environment_is_found_by_its_start() {
    CaseRepo repo = repo();
    repo.executor(
        AWAIT_THE_RECORD
            + " echo $B >>src/A.java; echo $$ >../outside/pid; "
            + KILL_THE_TOOL
            + " exec env -i sleep 600");
    Ran killed = killable(repo, "--mode", "autonomous");
    assertThat(killed.exit()).as(killed.toString()).isEqualTo(137);
    repo.files().sh("until grep -qx sleep /proc/$(cat ../outside/pid)/comm; do sleep 0.1; done");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
    assertThat(ran.err()).contains("the executor of block `B01`", "`sleep 600`");
    end(offered(ran));
    Ran later = repo.autonomous();
    assertThat(later.exit()).as(later.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void a_nested_run_of_a_surviving_executor_is_refused_with_the_reason() throws Exception {
    CaseRepo repo = repo();
    Pipe over = Pipe.make(repo.outside().resolve("over"));
    repo.executor(
        "echo $B >>src/A.java; "
            + KILL_THE_TOOL
            + " sh -c '\"$0\" run "
            + CaseRepo.PLAN
            + " --no-input >../outside/inner 2>&1; echo $? >>../outside/inner' '"
            + dev.execsession.testing.Cli.launcher()
            + "'; echo over >../outside/over");
    Ran killed = killable(repo, "--mode", "autonomous");
    assertThat(killed.exit()).as(killed.toString()).isEqualTo(137);

    assertThat(over.heard()).isEqualTo("over\n");

    assertThat(Files.readString(repo.outside().resolve("inner")))
        .contains("error[RUN-024]", "hint: leave that to the person; run it in a terminal that")
        .endsWith("\n3\n");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void an_end_that_was_not_recorded_in_another_namespace_is_a_warning() {
    CaseRepo repo = repo();
    repo.executor("echo $B >>src/A.java; " + KILL_THE_TOOL + " sleep 600");
    StringBuilder line = new StringBuilder("echo $$ >../outside/tool; exec \"$ES\"");
    repo.runWords("--mode", "autonomous")
        .forEach(word -> line.append(" \"").append(word).append('"'));
    repo.files().write("../outside/run.sh", line.toString());
    // The tool's children die with the first process of the namespace.
    Ran first =
        repo.cli()
            .shell("unshare -Urpf --kill-child --mount-proc sh -c 'sh ../outside/run.sh; exit 9'");
    assertThat(first.exit()).as(first.toString()).isEqualTo(9);
    assertThat(repo.runs()).containsExactly("B01");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err())
        .contains(
            "warning[RUN-018]: the executor of block `B01` of session",
            "its end is not recorded; it may still run, which cannot be seen from here");
    assertThat(repo.runs()).containsExactly("B01");
  }
}
