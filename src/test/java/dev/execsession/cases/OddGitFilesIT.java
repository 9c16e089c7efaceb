package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Odd files in place of git's own never block and are never read beyond a limit: every command
 * reports "not verifiable" at once.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddGitFilesIT {
  private static final String[][] THINGS = {
    {"a pipe", "mkfifo \"$f\""},
    {"a folder", "mkdir \"$f\""},
    {"a terabyte of nothing", "truncate -s 1T \"$f\""},
    {
      "a socket",
      "python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \"$f\""
    },
  };

  private static final String[][] PLACES = {
    {
      "the commit",
      "c=$(git rev-parse HEAD); f=.git/objects/$(echo $c | cut -c1-2)/$(echo $c | cut -c3-)"
    },
    {"the branch", "f=.git/refs/heads/feature/x"},
    {"packed-refs", "f=.git/packed-refs"},
    {"the index", "f=.git/index"},
    {"HEAD's log", "f=.git/logs/HEAD"},
    {"a pack", "mkdir -p .git/objects/pack; f=.git/objects/pack/pack-0.idx"},
    {"shallow", "f=.git/shallow"},
  };

  private static final String[][] OWN_PLACES = {
    {"the journal", "f=$(echo .git/exec-session/2*/journal.jsonl)"},
    {"the head of the journal", "f=$(echo .git/exec-session/2*/journal.head)"},
    {"the locked plan", "f=$(echo .git/exec-session/2*/plan.md)"},
    {"the first look", "f=$(echo .git/exec-session/2*/looks/look-0001-*)"},
    {"the last look", "f=$(ls -d .git/exec-session/2*/looks/* | tail -n 1)"},
    {"the lock's owner", "f=$(echo .git/exec-session/locks/*.owner.json)"},
  };

  @TempDir Path temp;

  static Stream<Arguments> places() {
    return in(PLACES);
  }

  static Stream<Arguments> ownPlaces() {
    return in(OWN_PLACES);
  }

  private static Stream<Arguments> in(String[][] places) {
    return Stream.of(places)
        .flatMap(
            place ->
                Stream.of(THINGS)
                    .filter(thing -> isTold(thing[0], place[0]))
                    .map(
                        thing ->
                            Arguments.of(
                                thing[0] + " in place of " + place[0], place[1], thing[1])));
  }

  /** One socket represents all, because it is treated like a pipe. A folder does not block. */
  private static boolean isTold(String thing, String place) {
    return switch (thing) {
      case "a socket" -> place.equals("the index");
      case "a folder" -> place.equals("the commit") || place.equals("the branch");
      default -> true;
    };
  }

  @ParameterizedTest(name = "{0}") // case 111
  @MethodSource("places")
  void is_reported_and_never_blocks(String name, String place, String thing) {
    Needs.calledIn(thing, "python3");
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.executor("echo x >>src/A.java; " + place + "; rm -rf \"$f\"; " + thing);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isIn(4, 7);
    commandsEnd(repo);
    assertThat(repo.runs()).startsWith("B01");
  }

  @ParameterizedTest(name = "{0}") // cases 94, 110
  @MethodSource("ownPlaces")
  void in_place_of_the_sessions_own_files_it_stops_no_command(
      String name, String place, String thing) {
    Needs.calledIn(thing, "python3");
    CaseRepo repo = CaseRepo.create(temp).inside().unconfined();
    repo.executor(
        "echo $B >>src/A.java; [ $B != B02 ] || { " + place + "; rm -rf \"$f\"; " + thing + "; }");

    Ran ran = repo.autonomous();

    // A note for later runs is not missed by this one.
    assertThat(ran.exit()).as(ran.toString()).isIn(0, 7);
    commandsEnd(repo);
    assertThat(repo.runs()).startsWith("B01", "B02");
  }

  private static void commandsEnd(CaseRepo repo) {
    for (List<String> words :
        List.of(
            List.of("status", CaseRepo.PLAN),
            List.of("report"),
            List.of("rollback", "B01", CaseRepo.PLAN),
            repo.runWords("--mode", "autonomous"),
            repo.runWords("--restart", "--mode", "autonomous", "--allow-dirty"))) {
      Ran again = repo.cli().run(words);
      assertThat(again.exit()).as(words + ": " + again).isIn(0, 1, 3, 4, 5, 7);
    }
  }
}
