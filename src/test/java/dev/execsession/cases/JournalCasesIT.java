package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The journal is authoritative: torn ends are dropped and reported, damage is refused, nothing is
 * lost.
 */
class JournalCasesIT {
  @TempDir Path temp;

  private static List<Path> journals(TestRepo files) {
    try (Stream<Path> sessions = Files.list(files.path(".git/exec-session"))) {
      return sessions
          .map(session -> session.resolve("journal.jsonl"))
          .filter(Files::exists)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path journal(CaseRepo repo) {
    List<Path> all = journals(repo.files());
    return all.get(all.size() - 1);
  }

  private static String sessionOf(Path journal) {
    return journal.subpath(journal.getNameCount() - 2, journal.getNameCount() - 1).toString();
  }

  /** A session of two blocks: the first is done, the second waits for approval. */
  private CaseRepo twoBlocks(boolean launched) {
    CaseRepo repo =
        CaseRepo.create(
            temp, PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"));
    if (!launched) {
      repo.inside();
    }
    repo.stepwise();
    Ran ran = repo.stepwise("--approve", "B01");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    return repo;
  }

  /** Returns the length of the last record, including its line end. */
  private static int lastRecord(byte[] bytes) {
    int start = bytes.length - 1;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return bytes.length - start;
  }

  @ParameterizedTest // case 91
  @ValueSource(strings = {"cut", "to one byte", "line end", "NULs", "half a line", "checksum"})
  void a_torn_end_is_dropped_and_reported_and_the_session_continues(String how) throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    if (!how.equals("cut")) {
      repo.inside();
    }
    NothingLost lost = NothingLost.since(repo);
    repo.stepwise();
    repo.stepwise("--approve", "B01");
    Path journal = journal(repo);
    byte[] whole = Files.readAllBytes(journal);
    int last = lastRecord(whole);
    boolean dropsPause = true;
    switch (how) {
      case "cut" -> Files.write(journal, Arrays.copyOf(whole, whole.length - last / 2));
      case "to one byte" -> Files.write(journal, Arrays.copyOf(whole, whole.length - last + 1));
      case "line end" -> Files.write(journal, Arrays.copyOf(whole, whole.length - 1));
      case "checksum" -> {
        byte[] bytes = whole.clone();
        bytes[bytes.length - 5] ^= 1;
        Files.write(journal, bytes);
      }
      default -> {
        dropsPause = false;
        byte[] more =
            how.equals("NULs")
                ? new byte[4096]
                : "{\"v\":1,\"seq\":".getBytes(StandardCharsets.UTF_8);
        Files.write(journal, more, StandardOpenOption.APPEND);
      }
    }
    byte[] torn = Files.readAllBytes(journal);

    Ran status = repo.cli().run("status");
    byte[] untouched = Files.readAllBytes(journal);
    Ran ran = repo.stepwise("--approve", "B02");

    assertThat(status.exit()).as(status.toString()).isEqualTo(0);
    assertThat(status.err())
        .startsWith("warning[JRNL-004]: the journal's last record is incomplete");
    assertThat(status.out()).contains(dropsPause ? "active, 1 of 3" : "paused, 1 of 3");
    assertThat(untouched).as("who only reads leaves it").isEqualTo(torn);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).containsOnlyOnce("warning[JRNL-004]").contains("B03 is good");
    int kept = dropsPause ? whole.length - last : whole.length;
    assertThat(Arrays.copyOf(Files.readAllBytes(journal), kept))
        .isEqualTo(Arrays.copyOf(whole, kept));
    assertThat(journal.resolveSibling("journal.torn"))
        .hasBinaryContent(Arrays.copyOfRange(torn, kept, torn.length));
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(lost.holdsWithChanges("src/A.java").texts("blocks.*.status"))
        .containsExactly("done", "done", "pending");
  }

  @ParameterizedTest // cases 91, 110
  @CsvSource({
    "flipped, checksum does not match",
    "missing, found record 4 where 3 was expected",
    "reordered, found record 4 where 3 was expected",
    "forged, checksum does not match",
    "spliced, does not follow the previous record"
  })
  void damage_is_refused_by_every_command_with_its_place(String how, String reason)
      throws IOException {
    CaseRepo repo = twoBlocks(how.equals("flipped"));
    Path journal = journal(repo);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    int place = lines.get(0).length() + lines.get(1).length() + 2;
    switch (how) {
      case "flipped" -> lines.set(2, lines.get(2).replace("B01", "B02"));
      case "missing" -> lines.remove(2);
      case "reordered" -> lines.add(2, lines.remove(3));
      case "forged" ->
          lines.set(2, lines.get(2).replaceFirst("\"type\":\"\\w+", "\"type\":\"done"));
      default -> {
        // A valid record of another session with the right number.
        repo.files().write("docs/exec-plans/active/y.md", PlanText.STANDARD);
        repo.cli()
            .run(
                "run",
                "y.md",
                "--executor-command",
                "true",
                "--mode",
                "autonomous",
                "--allow-dirty");
        lines.set(2, Files.readAllLines(journal(repo)).get(2));
        repo.files().sh("rm -r '" + journal(repo).getParent() + "'; git checkout -q docs");
      }
    }
    Files.writeString(journal, String.join("\n", lines) + "\n");
    String damaged = Files.readString(journal);
    Ran first = repo.stepwise("--approve", "B02");
    Fingerprint before = Fingerprint.ofEverything(repo.files().root());

    for (Ran ran :
        List.of(
            first,
            repo.stepwise("--approve", "B02"),
            repo.stepwise("--restart"),
            repo.cli().run("status"),
            repo.cli().run("report"),
            repo.cli().run("report", sessionOf(journal)),
            repo.cli().run("rollback", "B02"))) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
      assertThat(ran.err())
          .contains(
              "error[JRNL-001]: ",
              "the journal `"
                  + journal
                  + "` cannot be trusted: record 3 at byte "
                  + place
                  + ": "
                  + reason,
              "hint: look at the session's folder; at a terminal, `exec-session run --restart"
                  + " PLAN` starts a new session");
    }
    assertThat(Files.readString(journal)).isEqualTo(damaged);
    assertThat(before.differences(Fingerprint.ofEverything(repo.files().root()))).isEmpty();
    assertThat(repo.runs()).containsExactly("B01", "B02");

    if (how.equals("flipped")) {
      try (Pty pty = Pty.start(repo.cli(), repo.runWords("--restart"))) {
        pty.await("session `" + sessionOf(journal) + "` is refused since ");
        pty.await("What are they\\?");
        pty.type("k");
        pty.await("Approve B01\\?");
        pty.type("s");
        assertThat(pty.exit()).isEqualTo(5);
      }
      assertThat(repo.cli().run("status").out()).contains("paused, 0 of 2 blocks done");
      assertThat(Files.readString(journal)).isEqualTo(damaged);
    }
  }

  @Test
  void a_damaged_session_of_another_plan_is_not_this_plans_business() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().write("docs/exec-plans/active/y.md", PlanText.ONE_BLOCK);
    repo.files().commit("another plan");
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    Ran other = repo.cli().run("run", "y.md", "--executor-command", "echo y >>src/A.java");
    assertThat(other.exit()).as(other.toString()).isEqualTo(5);
    Path journal = journal(repo);
    String text = Files.readString(journal);
    Files.writeString(journal, text.replaceFirst("\"type\":\"intended\"", "\"type\":\"intend\""));

    assertThat(repo.cli().run("status").exit()).as("the newest of this worktree").isEqualTo(7);
    assertThat(repo.cli().run("status", "y.md").exit()).isEqualTo(7);
    assertThat(repo.cli().run("status", "x.md").out()).contains("plan    docs/exec-plans/active/x");
    repo.files().git("checkout", "-q", "src");
    repo.files().write("src/A.java", "a\nB01\n");
    Ran ran = repo.stepwise("--approve", "B01");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);

    // The first record holds the session's owner; without it the owner is unknown.
    Files.writeString(journal, text.replaceFirst("\"type\":\"locked\"", "\"type\":\"licked\""));
    Ran lost = repo.cli().run("status", "x.md");
    assertThat(lost.exit()).as(lost.toString()).isEqualTo(7);
    assertThat(lost.err()).contains("record 1 at byte 0");
  }

  @Test // case 85
  void a_clock_that_is_set_changes_neither_the_order_nor_a_duration() throws Exception {
    Needs.installed("faketime");
    CaseRepo repo = CaseRepo.create(temp).inside();
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran back = shifted(repo, "-3d", repo.runWords("--approve", "B01"));
    assertThat(back.exit()).as(back.toString()).isEqualTo(5);
    Ran again = shifted(repo, "+400d", repo.runWords("--approve", "B02"));
    assertThat(again.exit()).as(again.toString()).isEqualTo(5);
    Ran done = repo.stepwise("--approve", "B03");
    assertThat(done.exit()).as(done.toString()).isEqualTo(0);

    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    List<String> lines = Files.readAllLines(journal(repo));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(JsonDoc.parse(lines.get(i)).text("seq")).isEqualTo(String.valueOf(i + 1));
    }
    JsonDoc status = lost.holdsWithChanges("src/A.java");
    assertThat(status.text("state")).isEqualTo("completed");
    assertThat(status.texts("blocks.*.executor.durationMs")).allMatch(ms -> ms.matches("\\d+"));
    assertThat(status.texts("blocks.*.checks.*.durationMs")).allMatch(ms -> ms.matches("\\d+"));
    assertThat(repo.cli().run("report").out()).doesNotContainPattern("-\\d[0-9.]* (ms|s|min|h)\\b");

    // A session that starts in the past is still the newest.
    Ran anew = shifted(repo, "-3d", repo.runWords("--restart"));
    assertThat(anew.exit()).as(anew.toString()).isEqualTo(5);
    assertThat(journals(repo.files())).hasSize(2);
    assertThat(repo.cli().run("status").out()).contains("paused, 0 of 3 blocks done");
    Ran on = repo.stepwise("--approve", "B01");
    assertThat(on.exit()).as(on.toString()).isEqualTo(5);
    assertThat(repo.cli().run("status").out()).contains("paused, 1 of 3 blocks done");
  }

  private static Ran shifted(CaseRepo repo, String by, List<String> words) {
    StringBuilder line = new StringBuilder("exec faketime -f '" + by + "' \"$ES\"");
    words.forEach(word -> line.append(" \"").append(word).append('"'));
    return repo.cli().shell(line.toString());
  }

  @Test // cases 65, 66
  void cleaning_the_worktree_and_collecting_garbage_touch_no_session() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    // A removed file with secrets needs a person's answer; here is no person.
    repo.files().git("clean", "-qfdx");
    repo.executor("echo $B >>src/A.java; echo $B >src/$B; mkdir -p target; echo $B >target/$B");
    repo.stepwise();
    Ran second = repo.stepwise("--approve", "B01");
    assertThat(second.exit()).as(second.toString()).isEqualTo(5);
    // The person keeps the work, cleans up and expires everything that can expire.
    repo.files().commit("the first two blocks");
    repo.files().git("clean", "-qfdx");
    repo.files().git("reflog", "expire", "--expire=now", "--all");
    repo.files().git("gc", "-q", "--prune=now");

    Ran ran = repo.stepwise("--approve", "B02");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).contains("resuming session");
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    Ran undo = repo.cli().run("rollback", "B03");
    assertThat(undo.exit()).as(undo.toString()).isEqualTo(0);
    Ran both = repo.cli().run("rollback", "B02");
    assertThat(both.exit()).as(both.toString()).isEqualTo(0);
    Ran first = repo.cli().run("rollback", "B01");
    assertThat(first.exit()).as(first.toString()).isEqualTo(0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    assertThat(repo.files().path("src/B01")).doesNotExist();
  }

  @Test // case 66
  void a_worktree_that_was_removed_and_added_again_has_its_session_still() {
    CaseRepo main = CaseRepo.create(temp);
    Path place = temp.resolve("linked");
    main.files().git("branch", "other");
    main.files().git("switch", "-q", "other");
    main.files().git("worktree", "add", "-q", place.toString(), "feature/x");
    TestRepo linked = main.files().at(place);
    List<String> words = main.runWords();
    Ran first = Cli.in(linked).inside().run(words);
    assertThat(first.exit()).as(first.toString()).isEqualTo(5);
    linked.commit("the first block");
    main.files().git("worktree", "remove", "--force", place.toString());
    main.files().git("gc", "-q", "--prune=now");
    assertThat(journals(main.files())).hasSize(1);
    main.files().git("worktree", "add", "-q", place.toString(), "feature/x");

    Ran status = Cli.in(linked).inside().run("status");
    assertThat(status.exit()).as(status.toString()).isEqualTo(0);
    assertThat(status.out()).contains("paused, 0 of 3 blocks done");
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of("--approve", "B01"));
    Ran ran = Cli.in(linked).inside().run(more);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).contains("resuming session");
    assertThat(main.runs()).containsExactly("B01", "B02");
  }
}
