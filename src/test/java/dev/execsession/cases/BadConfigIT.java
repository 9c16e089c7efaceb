package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invalid configuration refuses the run, with line and column. */
class BadConfigIT {
  private static final String FILE = ".exec-session.yml";

  @TempDir static Path temp;
  private static CaseRepo repo;

  @BeforeAll
  static void makeTheRepository() {
    repo = CaseRepo.create(temp);
    repo.files().git("update-index", "--refresh");
  }

  @AfterEach
  void removeTheConfiguration() {
    repo.files().sh("rm -rf " + FILE);
  }

  private static String refused() {
    return refused(repo.cli());
  }

  private static String refused(Cli cli) {
    NothingLost lost = NothingLost.since(repo);

    Ran ran = cli.run(repo.runWords("--mode", "autonomous", "--allow-dirty"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out()).as("results").isEmpty();
    lost.holdsAndNothingWasStarted();
    return ran.err();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          excutor: manual                 | 1:1  | CONF-002 | `excutor` is not a key of this file   | did you mean `executor`?
          scope:; protected: [a]          | 2:3  | CONF-002 | `protected` is not a key of `scope`   | did you mean `protect`?
          executor: manual; executor: manual | 2:1 | CONF-003 | `executor` is duplicated, first on line 1 | remove one
          scope: {protect: [a], protect: [b]} | 1:23 | CONF-003 | `protect` is duplicated           | remove one
          executor: !!str manual          | 1:11 | CONF-006 | the tag `!!str` is not allowed        |
          checks: !!java.net.URL [x]      | 1:9  | CONF-006 | the tag `!!java.net.URL` is not allowed |
          checks: &a ['true']             | 1:9  | CONF-006 | the anchor `&a` is not allowed        |
          checks: ['true', *a]            | 1:18 | CONF-006 | the alias `*a` is not allowed         |
          checks: {a: b}                  | 1:1  | CONF-004 | `checks` must be a list, not a map    |
          scope: nothing                  | 1:8  | CONF-004 | `scope` must be a map, not a string     |
          executor: [manual]              | 1:1  | CONF-004 | `executor` must be a string, not a list |
          version: 2                      | 1:10 | CONF-005 | `version` must be `1`, not `2`        |
          commits: maybe                  | 1:10 | CONF-005 | `commits` must be `allow` or `forbid`, not `maybe` |
          acknowledge-guards: yes         | 1:21 | CONF-005 | `acknowledge-guards` must be `true` or `false`, not `yes` |
          check-defaults:; timeout: soon  | 2:12 | CONF-005 | `check-defaults.timeout` must be a duration, not `soon` | `90s`
          skills: {b: {paths: [/etc]}}    | 1:22 | CONF-005 | `/etc`                                | `api/**`
          plans: ../plans                 | 1:8  | CONF-005 | `../plans`                            |
          redact: ['(']                   | 1:10 | CONF-005 | `(`                                   |
          executor: nobody                | 1:11 | CONF-005 | `executor` names `nobody`, which is not an executor | `manual`
          checks: [                       | 2:1  | CONF-001 | not YAML                              |
          """)
  void a_configuration_that_is_not_right_is_refused_where_it_is_wrong(
      String text,
      String place,
      String code,
      String sentence,
      @org.jspecify.annotations.Nullable String hint) {
    repo.files().write(FILE, text.replace("; ", "\n" + (text.contains(":;") ? "  " : "")) + "\n");

    assertThat(refused(repo.cli().inside()))
        .contains(FILE + ":" + place + ": error[" + code + "]: ", sentence, "\nhint: ", "^")
        .contains(hint == null ? "" : hint);
  }

  @Test
  void all_problems_of_the_configuration_and_the_plan_are_reported_at_once() {
    repo.files().write(FILE, "excutor: manual\nversion: 7\n");
    repo.files().write("docs/exec-plans/active/z.md", "# Nothing\n");
    try {
      NothingLost lost = NothingLost.since(repo);

      Ran ran = repo.cli().run("run", "z.md");

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
      assertThat(ran.err()).contains("CONF-002", "CONF-005", "PLAN-007");
      lost.holdsAndNothingWasStarted();
    } finally {
      repo.files().delete("docs/exec-plans/active/z.md");
    }
  }

  @Test // case 115
  void an_alias_bomb_is_refused_unread() {
    StringBuilder bomb = new StringBuilder("redact: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String last = "*a" + (i - 1);
      bomb.append("k").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, last))).append("]\n");
    }
    repo.files().write(FILE, bomb.toString());

    assertThat(refused()).contains(FILE + ":1:9: error[CONF-006]: the anchor `&a0` is not allowed");
  }

  @Test // case 115
  void a_huge_or_deep_configuration_is_refused() {
    repo.files().write(FILE, "# " + "x".repeat(5 << 20) + "\n");
    assertThat(refused()).contains(FILE, "256 KiB");

    repo.files().write(FILE, "checks: " + "[".repeat(20_000) + "\n");
    assertThat(refused()).contains(FILE + ":1:", "error[CONF-").doesNotContain("StackOverflow");
  }

  @Test
  void what_is_no_text_file_is_no_configuration() {
    repo.files().sh("mkdir " + FILE);
    assertThat(refused()).contains(FILE + ": error[CONF-007]: the configuration is a folder");

    repo.files().sh("rmdir " + FILE);
    repo.files().write(FILE, new byte[] {'a', ':', ' ', (byte) 0xff, '\n'});
    assertThat(refused()).contains(FILE, "error[CONF-", "UTF-8");
  }

  @Test
  void a_variable_of_the_environment_is_read_as_strictly() {
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .with("EXEC_SESSION_CHECK_TIMEOUT", "soon")
            .run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("EXEC_SESSION_CHECK_TIMEOUT", "`soon`");
    lost.holdsAndNothingWasStarted();
  }
}
