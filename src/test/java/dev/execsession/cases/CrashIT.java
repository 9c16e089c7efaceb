package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.ContentId;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Crashes;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tool is interrupted at every write, and resuming reaches the same end.
 *
 * <p>By default a plan of one block is photographed at every call; with {@code -Dcases.crash=all}
 * one of three blocks is really killed at each of them.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {
  private static final boolean ALL = "all".equals(System.getProperty("cases.crash"));
  private static final String DOUBT = "was interrupted while its executor ran";
  private static final String WORK =
      "echo $B >>src/A.java; echo n >src/$B; rm src/old-$B; mkdir src/d-$B; echo d >src/d-$B/d";

  private static final String SOME_OF_EVERYTHING =
      """
      echo more >>src/A.java; chmod 755 src/mode; rm -r src/gone
      mkdir -p src/new; echo n >src/new/f; ln -sfn util src/link
      rm src/becomes-folder; mkdir src/becomes-folder; echo x >src/becomes-folder/x
      rm -r src/becomes-link; ln -s util src/becomes-link; echo x >>"$(printf 'src/l\\nf')"
      """;
  private static final String BEFORE_EVERYTHING =
      """
      cd src
      echo old >old; mkdir -p gone/deep folder becomes-file/in becomes-link
      echo g >gone/deep/f; echo m >mode; echo f >folder/f
      ln -s A.java link; ln -s old kept-link; ln -s A.java was-link
      echo b >becomes-folder; echo b >becomes-file/in/f; echo b >becomes-link/f
      echo l >"$(printf 'l\\nf')"; echo b >"$(printf 'bad\\377x')"; mkdir -m 700 gone/empty
      """;
  private static final String EVERYTHING =
      """
      echo more >>src/A.java; echo T=2 >.env
      rm src/old; rm -r src/gone
      chmod 755 src/mode; chmod 700 src/folder
      mkdir -p src/new/deep src/hollow; echo n >src/new/deep/f
      ln -sfn util src/link; ln -s /nowhere src/dangling; rm src/kept-link
      rm src/becomes-folder; mkdir src/becomes-folder; echo x >src/becomes-folder/x
      rm -r src/becomes-file; echo x >src/becomes-file
      rm -r src/becomes-link; ln -s util src/becomes-link
      rm src/was-link; echo x >src/was-link
      echo x >>"$(printf 'src/l\\nf')"; rm "$(printf 'src/bad\\377x')"
      """;

  @TempDir Path temp;

  private Path folder;
  private CaseRepo repo;
  private NothingLost lost;
  private boolean commits;
  private final List<String> blocks = ALL ? List.of("B01", "B02", "B03") : List.of("B01");

  /** Resumes after a crash and returns a word that describes how. */
  private interface GoingOn {
    String from();
  }

  @BeforeEach
  void makeRepository() throws IOException {
    Needs.tracing();
    folder = Files.createDirectories(temp.resolve("case"));
    repo = CaseRepo.create(folder, ALL ? PlanText.STANDARD : PlanText.ONE_BLOCK).executor(WORK);
    blocks.forEach(block -> repo.files().write("src/old-" + block, "old\n"));
    repo.files().commit("Old files");
    // A photograph has other inodes, and inodes are all that is known of unread files.
    repo.files().sh("rm -r node_modules");
    repo.inside();
    lost = NothingLost.since(repo);
  }

  @Test // case 86
  void a_run_interrupted_anywhere_reaches_the_same_end() {
    List<String> words = repo.runWords("--mode", "autonomous");
    Fingerprint end = endOf(words, 0);

    enumerate(words, () -> goOnTo(end, words));
  }

  @Test // case 86
  void an_approval_interrupted_anywhere_reaches_the_same_end() {
    Fingerprint end = endOf(repo.runWords("--mode", "autonomous"), 0);
    Ran first = repo.stepwise();
    assertThat(first.exit()).as(first.toString()).isEqualTo(5);
    List<String> words = repo.runWords("--approve", "B01");

    enumerate(words, () -> goOnTo(end, words));
  }

  @Test // case 87
  void an_undo_interrupted_anywhere_reaches_the_same_end() {
    String last = work();

    enumerateTurn(List.of("rollback", last), "is already undone");
  }

  @Test
  void a_redo_interrupted_anywhere_reaches_the_same_end() {
    String last = work();
    Ran undone = repo.cli().run("rollback", last);
    assertThat(undone.exit()).as(undone.toString()).isEqualTo(0);

    enumerateTurn(List.of("rollback", last, "--redo"), "was not undone last");
  }

  /** Makes the last block change something of every kind and returns its id. */
  private String work() {
    String last = blocks.get(blocks.size() - 1);
    repo.executor(
        "[ $B = "
            + last
            + " ] || { echo n >src/$B; exit 0; }\n"
            + (ALL ? EVERYTHING : SOME_OF_EVERYTHING));
    repo.files().sh(BEFORE_EVERYTHING);
    repo.files().commit("Names of every kind");
    lost = NothingLost.since(repo);
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(ALL ? 4 : 0);
    return last;
  }

  private void enumerateTurn(List<String> words, String finished) {
    Fingerprint end = endOf(words, 0);
    String[] changed = lost.tree().differences(end).stream().toArray(String[]::new);

    enumerate(
        words,
        () -> {
          String way = stateAfterCrash();
          Ran again = repo.cli().run(words);
          if (again.exit() == 3) {
            assertThat(again.err()).contains(finished);
          } else {
            assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          }
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
          assertThat(end).isEqualTo(Fingerprint.ofTree(repo.files().root()));
          lost.holdsWithChanges(changed);
          return way + " " + again.exit();
        });
  }

  /** By default at a few moments, with the option at each call. */
  @Test
  void a_folder_that_is_swapped_for_a_link_in_the_midst_of_an_undo_leads_nowhere()
      throws IOException {
    repo.executor("echo x >>src/util/U.java; echo n >src/util/new; rm src/util/old");
    repo.files().write("src/util/old", "old\n");
    repo.files().commit("A file to go");
    Fingerprint before = Fingerprint.ofTree(repo.files().root());
    Ran ran = repo.autonomous("--until", "B01");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    Path trap = Files.createDirectories(repo.outside().resolve("trap"));
    for (String name : List.of("U.java", "new")) {
      Files.copy(repo.files().path("src/util/" + name), trap.resolve(name));
    }
    Fingerprint outside = Fingerprint.ofTree(repo.outside());
    Path start = temp.resolve("start");
    Crashes.develop(folder, start);
    List<String> words = List.of("rollback", "B01");
    String swap = "mv src/util src/away; ln -s '" + trap + "' src/util";
    for (String call : ALL ? Crashes.each() : List.of("renameat", "unlinkat", "fsync")) {
      Crashes crashes = crashes(call);
      for (int n = 1; ; n += ALL ? 1 : 8) {
        OptionalInt exit = crashes.interfere(words, n, () -> repo.files().sh(swap));
        if (exit.isEmpty()) {
          break;
        }
        String where = call + " " + n;
        assertThat(exit.getAsInt()).as(where).isIn(0, 5, 7);
        assertThat(Fingerprint.ofTree(repo.outside())).as(where).isEqualTo(outside);
        repo.files().sh("rm src/util; mv src/away src/util");
        Ran again = repo.cli().run(words);
        assertThat(again.exit()).as(where + ": " + again).isIn(0, 3);
        assertThat(Fingerprint.ofTree(repo.files().root())).as(where).isEqualTo(before);
        Crashes.develop(start, folder);
      }
      Crashes.develop(start, folder);
    }
  }

  @Test
  void a_report_is_whole_or_not_there_and_leaves_nothing_in_the_worktree() {
    List<String> words = new ArrayList<>(repo.runWords());
    words.addAll(List.of("--report", "report.json", "--report", "report.md"));
    Ran ran = repo.cli().run(words);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    Fingerprint end = Fingerprint.ofTree(repo.files().root());

    enumerate(
        words,
        () -> {
          String way = stateAfterCrash();
          Ran again = repo.cli().run(words);
          assertThat(again.exit()).as(again.toString()).isEqualTo(5);
          assertThat(again.err()).doesNotContain("between blocks");
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root())))
              .isSubsetOf("report.json", "report.md");
          assertReportsAreWhole();
          return way;
        });
    for (String file : List.of("report.md", "again.json")) {
      enumerate(
          List.of("report", "-o", file),
          () -> {
            assertReportsAreWhole();
            assertThat(end.differences(Fingerprint.ofTree(repo.files().root())))
                .isSubsetOf(file, "report.json", "report.md");
            return "whole";
          });
    }
  }

  @Test // case 86
  void a_commit_that_is_cut_off_anywhere_is_made_once() {
    repo.files().git("config", "user.name", "Ann");
    repo.files().git("config", "user.email", "ann@example.org");
    lost = NothingLost.since(repo).exceptTheCommits();
    commits = true;
    List<String> words = repo.runWords("--mode", "autonomous", "--commit");
    Fingerprint end = endOf(words, 0);
    if (!ALL) {
      Ran first = repo.stepwise("--commit");
      assertThat(first.exit()).as(first.toString()).isEqualTo(5);
      words = repo.runWords("--approve", "B01");
    }
    List<String> last = words;

    enumerate(last, () -> goOnTo(end, last));
  }

  @Test
  void a_removal_of_sessions_that_is_cut_off_anywhere_leaves_none_half_and_is_finished_by_the_next()
      throws IOException {
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    // Some refs are packed, and one is loose.
    repo.files().git("pack-refs", "--all");
    repo.files().git("update-ref", "refs/exec-session/" + session() + "/loose", "HEAD");
    Fingerprint tree = Fingerprint.ofTree(repo.files().root());
    List<String> words = List.of("sessions", "--prune");

    enumerate(
        words,
        () -> {
          Ran listed = repo.cli().run("sessions");
          assertThat(listed.exit()).as(listed.toString()).isEqualTo(0);
          assertThat(listed.out()).doesNotContain("damaged");
          String way = stateAfterCrash();
          Ran again = repo.cli().run(words);
          assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          assertThat(repo.files().git("for-each-ref", "refs/exec-session")).isEmpty();
          assertThat(repo.files().path(".git/packed-refs.lock")).doesNotExist();
          assertThat(repo.files().sh("ls .git/exec-session .git/exec-session/removed"))
              .doesNotContain("20", "packed-refs");
          assertThat(repo.files().git("fsck", "--strict", "--no-dangling")).doesNotContain("error");
          assertThat(Fingerprint.ofTree(repo.files().root())).isEqualTo(tree);
          return way;
        });
  }

  @Test
  void an_import_that_is_cut_off_anywhere_is_complete_or_not_there() {
    repo.files().write("notes.md", "# Limits\n\n## Goal\n\nSixty a minute.\n");
    List<String> words = List.of("import", "notes.md", "-o", "limits");
    writesAllOrNothing(words, "IMPORT-002");
  }

  /** Repeats the command after each cut: it writes the file, or is told that it is there. */
  private void writesAllOrNothing(List<String> words, String isThere) {
    Fingerprint end = endOf(words, 0);

    enumerate(
        words,
        () -> {
          Ran again = repo.cli().run(words);
          if (again.exit() == 3) {
            assertThat(again.err()).contains(isThere);
          } else {
            assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          }
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
          return "exit " + again.exit();
        });
  }

  @Test
  void an_amendment_that_is_cut_off_anywhere_is_made_once() {
    repo.executor("echo n >src/$B; [ $B = B02 ] || echo n >notes");
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    List<String> words =
        List.of("amend", CaseRepo.PLAN, "--include", "notes", "--reason", "wanted");

    enumerate(
        words,
        () -> {
          String way = stateAfterCrash();
          Ran again = repo.cli().run(words);
          if (again.exit() == 3) {
            assertThat(again.err()).contains("RUN-022");
          } else {
            assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          }
          Ran done = repo.autonomous();
          assertThat(done.exit()).as(done.toString()).isEqualTo(0);
          assertThat(repo.files().read(CaseRepo.PLAN)).containsOnlyOnce("- `notes`");
          assertThat(repo.runs()).containsOnlyOnce(blocks.get(0));
          return way + " " + again.exit();
        });
  }

  @Test
  void a_setup_that_is_cut_off_anywhere_is_completed_by_the_next_run() {
    // Its files are those of the next test.
    repo.cli().run("skill", "--install");
    List<String> words = List.of("init");
    Fingerprint end = endOf(words, 0);

    enumerate(
        words,
        () -> {
          Ran again = repo.cli().run(words);
          assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
          return again.out().contains("nothing to create") ? "complete" : "continued";
        });
  }

  @Test
  void a_skill_whose_installation_is_cut_off_anywhere_is_completed_by_the_next_one() {
    String old = "Old.\n";
    String digest = ContentId.of(old.getBytes(StandardCharsets.UTF_8)).hex();
    repo.files()
        .write(
            ".agents/skills/exec-session/SKILL.md",
            old + "<!-- from exec-session, SHA-256 of the lines above: " + digest + " -->\n");
    List<String> words = List.of("skill", "--install");
    Fingerprint end = endOf(words, 0);

    enumerate(
        words,
        () -> {
          Ran again = repo.cli().run(words);
          assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
          return again.out().contains("nothing to change") ? "complete" : "continued";
        });
  }

  @Test
  void a_new_plan_that_is_cut_off_anywhere_is_complete_or_not_there() {
    List<String> words = List.of("new", "limit");
    writesAllOrNothing(words, "SETUP-003");
  }

  @Test
  void a_closeout_that_is_cut_off_anywhere_is_completed() {
    repo.executor("echo n >>src/A.java");
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    repo.files().write("docs/exec-plans/active/index.md", "- [X](x.md)\n- [Y](y.md)\n");
    repo.files().write("docs/exec-plans/completed/index.md", "- [Old](old.md)\n");
    repo.files().commit("Work");
    List<String> words = List.of("close", CaseRepo.PLAN, "--yes", "--defer", "later");
    Fingerprint end = endOf(words, 0);

    enumerate(
        words,
        () -> {
          Ran again = repo.cli().run(words);
          if (again.exit() == 3) {
            assertThat(again.err()).contains("is closed already");
          } else {
            assertThat(again.exit()).as(again.toString()).isEqualTo(0);
          }
          assertThat(end.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
          return String.valueOf(again.exit());
        });
  }

  @Test
  void a_finish_that_is_cut_off_anywhere_goes_on() {
    Ran begun = repo.cli().run("begin", CaseRepo.PLAN);
    assertThat(begun.exit()).as(begun.toString()).isZero();
    repo.files().write("src/A.java", "by an agent\n");

    enumerate(
        List.of("finish"),
        () -> {
          String way = stateAfterCrash();
          finishes();
          return way;
        });
  }

  @Test
  void a_begin_that_is_cut_off_anywhere_opens_the_block_the_next_time() {
    enumerate(
        List.of("begin", CaseRepo.PLAN),
        () -> {
          String way = stateAfterCrash();
          Ran begun = repo.cli().run("begin", CaseRepo.PLAN);
          assertThat(begun.exit()).as(begun.toString()).isZero();
          assertThat(begun.out()).startsWith("# B01: First\n");
          assertThat(repo.files().sh("ls .git/exec-session/2*/active-block")).isNotEmpty();
          return way;
        });
  }

  /** Checks that an agent's work is judged and waits for a person, once. */
  private void finishes() {
    repo.files().write("src/A.java", "by an agent\n");
    Ran finished = repo.cli().run("finish");
    if (finished.exit() == 3) {
      // The verdict was on record.
      assertThat(finished.err()).contains("no block is open");
      finished = repo.cli().run("begin");
    }
    assertThat(finished.exit()).as(finished.toString()).isEqualTo(5);
    assertThat(finished.out()).startsWith("B01 waits for your approval");
    JsonDoc status = repo.cli().run("status", "--json", CaseRepo.PLAN).json();
    assertThat(status.texts("blocks.*.changes.*.path")).containsExactly("src/A.java");
    assertThat(status.texts("blocks.*.changes.*.by")).containsExactly("executor");
  }

  private String session() throws IOException {
    try (Stream<Path> folders = Files.list(repo.files().path(".git/exec-session"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("20"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertCommits() {
    List<String> subjects = repo.files().git("log", "--format=%s").lines().toList();
    assertThat(subjects).hasSize(blocks.size() + 2);
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(subjects.get(blocks.size() - 1 - i)).startsWith(blocks.get(i) + ": ");
    }
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    assertThat(repo.files().git("fsck", "--strict", "--no-dangling")).doesNotContain("error");
    assertThat(repo.files().path(".git/index.lock")).doesNotExist();
  }

  private String goOnTo(Fingerprint end, List<String> words) {
    List<String> way = new ArrayList<>(List.of(stateAfterCrash()));
    String asked = bring(words, way);
    if (asked == null) {
      assertEnd(end);
      return String.join(" ", way);
    }
    Path doubt = temp.resolve("doubt");
    Crashes.develop(folder, doubt);
    answer("k");
    assertEnd(end);
    assertThat(repo.runs()).as("runs when the work is kept").isEqualTo(blocks);
    Crashes.develop(doubt, folder);
    answer("a");
    assertEnd(end);
    return String.join(" ", way) + " asked " + asked;
  }

  /** Repeats the command until it is done; returns the block that only a person can decide on. */
  private @Nullable String bring(List<String> words, List<String> way) {
    List<String> next = words;
    for (int turn = 0; turn < 2 + blocks.size(); turn++) {
      Ran ran = repo.cli().run(next);
      if (ran.exit() == 0) {
        return null;
      }
      way.add(ran.exit() + "(" + ran.err().replaceAll("(?s).*\\n\\n", "").strip() + ")");
      if (ran.exit() == 5 && ran.all().contains(DOUBT)) {
        return ran.all().replaceAll("(?s).*block `(B\\d+)` " + DOUBT + ".*", "$1");
      }
      JsonDoc status = repo.cli().run("status", "--json", CaseRepo.PLAN).json();
      boolean approved = ran.all().contains("nothing to approve for `--approve");
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(approved ? 3 : 5);
      next =
          blocks.stream()
              .filter(block -> status.text("question").contains("approve block " + block))
              .findFirst()
              .map(block -> repo.runWords("--approve", block))
              .orElse(repo.runWords());
    }
    throw new AssertionError("does not come to an end: " + way);
  }

  private void answer(String key) {
    try (Pty pty =
        Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords("--mode", "stepwise"))) {
      int exit =
          pty.answerUntilTheEnd(
              Map.of(
                  "Keep the work of B0\\d\\?", key, "Approve B0\\d\\?", "c", "What now\\?", "s"));
      assertThat(exit).as(pty.transcript()).isEqualTo(0);
    }
  }

  private void assertEnd(Fingerprint end) {
    assertThat(end.differences(Fingerprint.ofTree(repo.files().root())))
        .as("files that differ from those of a run that nothing cut off")
        .isEmpty();
    List<String> changes = new ArrayList<>(List.of("src/A.java"));
    for (String block : blocks) {
      changes.addAll(List.of("src/" + block, "src/old-" + block, "src/d-" + block + "/d"));
    }
    JsonDoc status = lost.holdsWithChanges(changes.toArray(String[]::new));
    assertThat(status.text("state")).isEqualTo("completed");
    assertReportsAreWhole();
    assertThat(Files.exists(repo.reportFile())).isTrue();
    if (commits) {
      assertCommits();
    }
  }

  /** Checks that right after the crash the status works and reports are complete or absent. */
  private String stateAfterCrash() {
    assertReportsAreWhole();
    Ran ran = repo.cli().run("status", "--json", CaseRepo.PLAN);
    if (ran.exit() == 3) {
      assertThat(ran.err()).contains("RUN-007");
      return "none";
    }
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc status = ran.json();
    return status.text("state") + status.texts("blocks.*.status");
  }

  private void assertReportsAreWhole() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().matches(".*/report\\.\\w+")).toList()) {
        if (file.toString().endsWith(".json")) {
          JsonDoc.read(file);
        } else {
          assertThat(Files.readString(file)).startsWith("# ").endsWith("\n").contains("## Next");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tree after an uninterrupted run, and restores everything. */
  private Fingerprint endOf(List<String> words, int exit) {
    Path start = temp.resolve("undisturbed");
    Crashes.develop(folder, start);
    Ran ran = repo.cli().run(words);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    Fingerprint end = Fingerprint.ofTree(repo.files().root());
    Crashes.develop(start, folder);
    return end;
  }

  private void enumerate(List<String> words, GoingOn goingOn) {
    List<String> told = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    if (ALL) {
      for (String call : Crashes.each()) {
        killAll(call, words, goingOn, told, wrong);
      }
    } else {
      Crashes crashes = crashes(Crashes.SYNCS + "," + Crashes.NAMES);
      List<Path> album = crashes.photographs(words, folder);
      assertThat(album).as("moments").hasSizeGreaterThan(1);
      for (int n = 1; n <= album.size(); n++) {
        Crashes.develop(album.get(n - 1), folder);
        tell("moment " + n, goingOn, told, wrong);
      }
    }
    if (ALL || !wrong.isEmpty()) {
      told.forEach(System.err::println);
    }
    assertThat(wrong).as("moments of " + told.size() + " that did not go on well").isEmpty();
  }

  private void killAll(
      String call, List<String> words, GoingOn goingOn, List<String> told, List<String> wrong) {
    Path start = temp.resolve("start");
    Crashes.develop(folder, start);
    Crashes crashes = crashes(call);
    for (int n = 1; ; n++) {
      Crashes.develop(start, folder);
      if (!crashes.kill(words, n)) {
        break;
      }
      tell(call + " " + n, goingOn, told, wrong);
    }
    Crashes.develop(start, folder);
  }

  private Crashes crashes(String calls) {
    return Crashes.at(calls, repo.cli(), temp.resolve("tools"));
  }

  private static void tell(String where, GoingOn goingOn, List<String> told, List<String> wrong) {
    try {
      told.add(where + ": " + goingOn.from());
    } catch (AssertionError | RuntimeException e) {
      String first =
          e.toString().replaceAll("(?s)\\n {4}\"[^\\n]*(?=\\n)", "")
              + " at "
              + Arrays.stream(e.getStackTrace())
                  .filter(line -> line.getClassName().contains("CrashIT"))
                  .findFirst()
                  .orElse(null);
      told.add(where + ": WRONG " + first);
      wrong.add(where + ": " + first);
    }
  }
}
