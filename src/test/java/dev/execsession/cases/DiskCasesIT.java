package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full, failing or unreliable disks: nothing further starts, and nothing is lost. */
class DiskCasesIT {
  /** As many syncs as a session of one block makes, and some more. */
  private static final int MANY = 42;

  @TempDir Path temp;

  private static String tool(CaseRepo repo, String... more) {
    StringBuilder line = new StringBuilder("\"$ES\"");
    repo.runWords(more).forEach(word -> line.append(" \"").append(word).append('"'));
    return line.toString();
  }

  /** Returns the prefix of a shell that may mount. */
  private static String mounting(CaseRepo repo) {
    boolean root = repo.files().sh("id -u").strip().equals("0");
    return "unshare " + (root ? "-m" : "-Urm") + " sh -c ";
  }

  private static Path session(CaseRepo repo) {
    try (Stream<Path> sessions = Files.list(repo.files().path(".git/exec-session"))) {
      return sessions
          .filter(session -> Files.exists(session.resolve("journal.jsonl")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a line under strace, which injects {@code faults}. */
  private static Ran faulty(CaseRepo repo, String faults, String line) {
    Needs.tracing();
    return repo.cli()
        .shell(
            "exec strace -f -qq --seccomp-bpf -o ../outside/trace -e"
                + " trace=write,fsync,fdatasync "
                + faults
                + " "
                + line);
  }

  private static void assertStopped(Ran ran, String... words) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err())
        .contains(words)
        .contains("hint: ")
        .doesNotContain("Exception", "internal");
  }

  @ParameterizedTest // case 89
  @CsvSource({"worktrees, 1, 3", "worktrees, 9, 7", "refs/heads, 1, 3", "refs/heads, 5, 7"})
  void a_folder_of_git_that_cannot_be_listed_stops_the_run(String folder, int call, int exit) {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().git("worktree", "add", "-q", "--detach", "../other");

    Ran ran =
        repo.cli()
            .shell(
                "exec strace -f -qq --seccomp-bpf -o ../outside/trace -e trace=getdents64 -P '"
                    + repo.files().path(".git/" + folder)
                    + "' -e inject=getdents64:error=EIO:when="
                    + call
                    + "+ "
                    + tool(repo, "--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.err()).contains("Input/output error", "hint: ").doesNotContain("internal");
    assertThat(repo.runs()).isEmpty();
  }

  @Test // case 68
  void a_full_disk_stops_before_the_next_block_and_the_session_continues_when_there_is_space()
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    repo.files().path(".git/exec-session").toFile().mkdirs();
    Files.writeString(
        repo.outside().resolve("all.sh"),
        String.join(
            "\n",
            "mount -t tmpfs -o size=64k tmpfs .git/exec-session",
            tool(repo) + " 2>../outside/small; echo $? >>../outside/small",
            "ls .git/exec-session/2*/logs >../outside/logs",
            "mount -o remount,size=18m .git/exec-session; rm -r .git/exec-session/2*",
            tool(repo) + " 2>../outside/first; echo $? >>../outside/first",
            "head -c 8m /dev/zero >.git/exec-session/filler",
            tool(repo, "--approve", "B01") + " 2>../outside/full; echo $? >>../outside/full",
            "rm .git/exec-session/filler",
            tool(repo) + " 2>../outside/room; echo $? >>../outside/room",
            tool(repo, "--approve", "B02") + " 2>../outside/last; echo $? >>../outside/last",
            "umount .git/exec-session 2>/dev/null || true; cp -r .git/exec-session ../outside/es"));

    Ran ran = repo.cli().shell(mounting(repo) + "'. ../outside/all.sh'");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(Files.readString(repo.outside().resolve("small")))
        .containsPattern(
            "error\\[JRNL-002\\]: the disk of `.*` has \\d+ KiB left, but the next block needs"
                + " 163\\d\\d KiB: \\d+ KiB of content")
        .endsWith("\n7\n");
    assertThat(repo.outside().resolve("logs")).isEmptyFile();
    assertThat(Files.readString(repo.outside().resolve("first"))).endsWith("\n5\n");
    assertThat(Files.readString(repo.outside().resolve("full")))
        .containsPattern("error\\[JRNL-002\\]: the disk of `.*` has \\d+ KiB left")
        .contains("B01 is done")
        .endsWith("\n7\n");
    assertThat(Files.readString(repo.outside().resolve("room"))).endsWith("\n5\n");
    assertThat(Files.readString(repo.outside().resolve("last"))).endsWith("\n5\n");
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB02\nB03\n");
    assertThat(lost).isNotNull();
  }

  @Test // cases 68, 90
  void a_file_that_may_not_grow_stops_the_session_and_its_torn_record_is_dropped()
      throws IOException {
    // More than the first scan with the settings of every agent, less than the journal.
    int kib = 9;
    CaseRepo repo = CaseRepo.create(temp).inside();

    Ran ran =
        repo.cli().shell("ulimit -f " + 2 * kib + "; exec " + tool(repo, "--mode", "autonomous"));

    assertStopped(ran, "JRNL-002", "`: File too large");
    byte[] journal = Files.readAllBytes(session(repo).resolve("journal.jsonl"));
    boolean torn = journal[journal.length - 1] != '\n';
    int ran1 = repo.runs().size();

    Ran again = repo.autonomous();

    assertThat(again.exit()).as(again.toString()).isIn(0, 5);
    assertThat(again.err().contains("warning[JRNL-004]")).as(again.toString()).isEqualTo(torn);
    assertThat(repo.runs()).startsWith("B01").doesNotHaveDuplicates();
    assertThat(repo.runs().size()).isGreaterThanOrEqualTo(ran1);
    if (again.exit() == 0) {
      assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    } else {
      assertThat(again.err() + again.out()).contains("keep its work, or run it again?");
    }
  }

  @ParameterizedTest // case 90
  @ValueSource(
      strings = {
        "write:error=ENOSPC:when=1+",
        "write:error=ENOSPC:when=3+",
        "write:error=EIO:when=4",
        "write:retval=10:when=2",
        "fsync,fdatasync:error=EIO:when=1"
      })
  void a_journal_that_cannot_be_written_starts_nothing_and_is_repaired(String fault)
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    Path journal = session(repo).resolve("journal.jsonl");
    byte[] before = Files.readAllBytes(journal);

    Ran ran =
        faulty(
            repo,
            "-P '" + journal + "' -e inject=" + fault,
            tool(repo, "--approve", "B01", "--mode", "autonomous"));

    assertStopped(
        ran,
        "error[JRNL-002]: cannot write the journal `" + journal + "`: ",
        fault.contains("ENOSPC")
            ? "No space left on device"
            : fault.contains("EIO") ? "Input/output error" : "shorter than what was written");
    assertThat(repo.runs()).containsExactly("B01");
    byte[] after = Files.readAllBytes(journal);
    assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);

    // The approval may have been lost with its record: then it is given again.
    Ran again = repo.autonomous();
    if (again.exit() == 5) {
      again = repo.autonomous("--approve", "B01");
    }
    assertThat(again.exit()).as(again.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
  }

  /** With {@code -Dcases.every.sync=true} every N of case 89. */
  static Stream<Integer> syncs() {
    return Boolean.getBoolean("cases.every.sync")
        ? Stream.iterate(1, n -> n <= MANY, n -> n + 1)
        : Stream.of(3, 13, 24, 27, 33);
  }

  @ParameterizedTest // case 89
  @MethodSource("syncs")
  void a_sync_that_fails_is_not_tried_again_and_no_block_starts_after_it(int n) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();

    Ran ran =
        faulty(
            repo,
            "-e inject=fsync,fdatasync:error=EIO:when=" + n,
            tool(repo, "--mode", "autonomous"));

    if (ran.exit() == 0) {
      assertThat(n).as("a sync behind the last one").isGreaterThan(37);
      return;
    }
    assertStopped(ran, "cannot ", "`: Input/output error");
    assertThat(repo.runs().size()).isLessThanOrEqualTo(1);

    Ran again = repo.autonomous("--allow-dirty");

    assertThat(again.exit()).as(again.toString()).isIn(0, 5);
    if (again.exit() == 5) {
      // It was started, and ended before it said so.
      assertThat(repo.runs().size()).isLessThanOrEqualTo(1);
      assertThat(again.out()).contains("keep its work, or run it again?");
    } else {
      assertThat(repo.runs()).containsExactly("B01");
    }
  }

  @Test // case 68
  void a_log_that_cannot_be_written_is_named_and_no_other_block_starts() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.executor("echo said; echo $B >>src/A.java");
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    Path log = session(repo).resolve("logs/B02-1-executor.log");

    Ran ran =
        faulty(
            repo,
            "-P '" + log + "' -e inject=write:error=ENOSPC:when=1+",
            tool(repo, "--approve", "B01", "--mode", "autonomous"));

    assertStopped(
        ran, "error[JRNL-002]: cannot write the log `" + log + "`: No space left on device");
    assertThat(repo.runs()).containsExactly("B01", "B02");
    Ran again = repo.autonomous();
    assertThat(again.exit()).as(again.toString()).isIn(0, 5);
    assertThat(repo.runs()).doesNotHaveDuplicates();
  }

  @Test // case 68
  void report_files_are_whole_or_as_they_were() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    assertThat(repo.autonomous().exit()).isEqualTo(0);
    Path copy = repo.outside().resolve("copy.md");
    Files.writeString(copy, "old\n");

    Ran full = repo.cli().shell("ulimit -f 1; exec \"$ES\" report -o ../outside/copy.md");
    Ran nowhere = repo.cli().run("report", "-o", "nodir/x.md");
    Ran folder = repo.cli().run("report", "-o", "src", "--format", "md");

    assertStopped(full, "error[RUN-013]: cannot write `", "copy.md`: File too large");
    assertThat(copy).hasContent("old\n");
    assertThat(nowhere.exit()).as(nowhere.toString()).isEqualTo(2);
    assertThat(nowhere.err())
        .isEqualTo(
            """
            error[RUN-014]: the report cannot be written to `nodir/x.md`
            hint: name a file in an existing folder
            """);
    assertThat(folder.exit()).as(folder.toString()).isEqualTo(2);
    assertThat(repo.files().sh("ls -a src .. ../outside")).doesNotContain(".exec-session-");
    assertThat(repo.cli().run("report", "-o", "../outside/copy.md").exit()).isEqualTo(0);
    assertThat(copy).content().startsWith("# ").endsWith("\n");
  }

  @Test // case 69
  void a_repository_on_a_read_only_mount_is_refused_before_the_first_block() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .shell(
                mounting(repo)
                    + "'mount --bind . . && mount -o remount,ro,bind . && cd . && exec "
                    + tool(repo, "--mode", "autonomous").replace("'", "'\\''")
                    + "'");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("error[GIT-008]", "hint: ");
    lost.holdsAndNothingWasStarted();
  }
}
