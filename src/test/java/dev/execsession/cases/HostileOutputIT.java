package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of commands reaches terminals, logs and reports only as harmless text. */
class HostileOutputIT {
  /** Control bytes except tab and line feed, and invisible characters. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\x00-\\x08\\x0b-\\x1f\\x7f\\u0080-\\u009f\\u200b-\\u200f\\u2028\\u2029\\u202a-\\u202e"
              + "\\u2066-\\u2069\\ufeff]");

  private static final String NOISE =
      """
      printf '\\033[31mred\\033[0m and \\033[2K\\033[1G gone\\n'
      printf 'progress 10%%\\rprogress 90%%\\r\\n'
      printf 'bad \\377\\376 bytes, NUL \\000 here\\n'
      printf '\\302\\233 31m c1, \\342\\200\\256 bidi, \\342\\200\\213 zero\\n'
      """;

  private static final String COMMANDS =
      """
      echo '::set-output name=x::y'
      echo '::stop-commands::x'
      echo '##[group]evil'
      echo '##vso[task.setvariable variable=x]y'
      echo ']]>'
      printf '%500s\\n' '' | tr ' ' '`'
      echo '</details><script>alert(1)</script>'
      echo '| @team | #1 |'
      """;

  @TempDir Path temp;

  private static String fence(int exit) {
    return PlanText.with(
        PlanText.ONE_BLOCK, "- `true`\n", "```sh\nsh ./noise.sh\nexit " + exit + "\n```\n");
  }

  private CaseRepo noisy(String script, int exit) {
    CaseRepo repo = CaseRepo.create(temp, fence(exit));
    repo.files().write("noise.sh", script);
    repo.files().commit("Noise");
    return repo.executor("echo x >>src/A.java; sh ./noise.sh");
  }

  private static void assertPlain(String what, String text) {
    assertThat(HIDDEN.matcher(text).results().map(found -> (int) found.group().charAt(0)).toList())
        .as(what + "\n" + text)
        .isEmpty();
  }

  @ParameterizedTest(name = "exit {0}") // case 48
  @ValueSource(ints = {0, 1})
  void colours_and_broken_bytes_stay_in_the_log(int exit) throws IOException {
    CaseRepo repo = noisy(NOISE, exit);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--verbose");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertPlain("terminal", ran.all());
    JsonDoc report = repo.report();
    assertPlain("JSON", Files.readString(repo.reportFile()));
    assertPlain("Markdown", repo.cli().run("report").out());
    assertPlain("status", repo.cli().run("status").all());
    Path log = repo.files().path(report.text("blocks.0.checks.0.log"));
    assertThat(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1))
        .contains("red", "progress 90%", "\u00ff\u00fe");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "exit {0}") // case 116
  @ValueSource(ints = {0, 1})
  void no_line_of_a_command_becomes_an_order_to_a_build_service(int exit) {
    CaseRepo repo = noisy(COMMANDS, exit);
    NothingLost lost = NothingLost.since(repo);
    Cli cli = repo.cli().with("CI", "true").with("GITHUB_ACTIONS", "true").with("TF_BUILD", "True");

    Ran ran = cli.run(repo.runWords("--mode", "autonomous", "--verbose"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    List<String> lines = ran.all().lines().map(String::stripLeading).toList();
    assertThat(lines).noneMatch(line -> line.startsWith("::") || line.contains("##["));
    assertThat(lines).noneMatch(line -> line.contains("##vso["));
    String markdown = repo.cli().run("report").out();
    assertThat(markdown)
        .doesNotContainPattern("(?m)^\\s*(::|##\\[)")
        .doesNotContain("\n</details>");
    assertThat(outsideOfFences(markdown)).doesNotContain("<script>", "| @team");
    lost.holdsWithChanges("src/A.java");
  }

  /** Returns the text outside of Markdown's code blocks. */
  private static String outsideOfFences(String markdown) {
    StringBuilder outside = new StringBuilder();
    int fence = 0;
    for (String line : markdown.lines().toList()) {
      int ticks = 0;
      while (ticks < line.length() && line.charAt(ticks) == '`') {
        ticks++;
      }
      if (fence == 0 && ticks >= 3) {
        fence = ticks;
      } else if (fence > 0 && ticks >= fence && line.strip().length() == ticks) {
        fence = 0;
      } else if (fence == 0) {
        outside.append(line).append('\n');
      }
    }
    assertThat(fence).as("every fence is closed\n" + markdown).isZero();
    return outside.toString();
  }

  @Test // case 116
  void a_multi_line_command_is_complete_in_the_report() {
    String check = "```sh\necho ']]>' '</details>' '| @team' '````' #\n```\n";
    CaseRepo repo = CaseRepo.create(temp, PlanText.with(PlanText.ONE_BLOCK, "- `true`\n", check));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("blocks.0.checks.0.command"))
        .isEqualTo("echo ']]>' '</details>' '| @team' '````' #");
    String markdown = repo.cli().run("report").out();
    assertThat(markdown).contains("]]>", "````");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 112
  void hidden_characters_of_a_plan_are_shown_as_escapes() {
    CaseRepo repo = CaseRepo.create(temp);
    String bad = "docs/exec-plans/active/bad.md";
    repo.files()
        .write(
            bad,
            PlanText.withCheck(
                PlanText.STANDARD,
                "`a \u001b[2K`",
                "`b \u001b[3A`",
                "`c \u202e`",
                "`d \u200b`",
                "`e \u009b31m`",
                "`f \u0007`",
                "`g \u007f`"));

    Ran ran = repo.cli().run("validate", bad);
    Ran json = repo.cli().run("validate", "--json", bad);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertPlain("text", ran.all());
    assertThat(ran.all()).contains("^[[2K", "^G", "\\u{202e}", "\\u{200b}", "\\u{9b}");
    assertThat(json.json().texts("plans.0.problems.*.code")).hasSize(7).containsOnly("PLAN-003");
    assertPlain("JSON", json.all());
  }

  @Test
  void secrets_of_ignored_files_are_in_no_output() throws IOException {
    CaseRepo repo = noisy("cat .env; echo ghp_0123456789abcdefghijklmnopqrstuvwxyzAB\n", 1);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--verbose");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    for (String text :
        List.of(
            ran.all(),
            Files.readString(repo.reportFile()),
            repo.cli().run("report").out(),
            repo.files().sh("cat .git/exec-session/*/journal.jsonl"))) {
      assertThat(text).doesNotContain(CaseRepo.SECRET, "ghp_0123456789");
    }
    lost.holdsWithChanges("src/A.java");
  }
}
