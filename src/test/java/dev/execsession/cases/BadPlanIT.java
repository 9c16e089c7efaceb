package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every plan that cannot be run is refused at once, with its line, and leaves no trace. */
class BadPlanIT {
  private static final String BAD = "docs/exec-plans/active/bad.md";
  private static final String PLAN = PlanText.STANDARD;
  private static final String GOAL = "- **Goal:** The first step is made.\n";
  private static final String HANDOFF = "## Executor Handoff\n- **%s:** %s\n\n## Validation Plan";

  @TempDir static Path temp;
  private static CaseRepo repo;

  @BeforeAll
  static void makeTheRepository() {
    repo = CaseRepo.create(temp);
    repo.files().git("update-index", "--refresh");
  }

  @AfterEach
  void removeThePlan() {
    repo.files().sh("rm -rf '" + BAD + "'");
  }

  /** Runs the bad plan, which must be refused within ten seconds, and returns the output. */
  private static Ran refused(String... more) {
    return refused(repo.cli(), more);
  }

  private static Ran refused(Cli cli, String... more) {
    NothingLost lost = NothingLost.since(repo);
    List<String> words =
        Stream.concat(
                Stream.of("run", "bad.md", "--executor-command", repo.executor().command()),
                Stream.of(more))
            .toList();

    Ran ran = cli.within(Duration.ofSeconds(30)).run(words);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out()).as("results").isEmpty();
    assertThat(ran.err())
        .doesNotContain("Exception", "\tat ")
        .doesNotContainPattern("[\\x1b\\x9b]");
    lost.holdsAndNothingWasStarted();
    return ran;
  }

  @Test
  void a_plan_that_is_not_there_is_refused_with_those_that_are() {
    Ran ran = refused();

    assertThat(ran.err()).contains("PLAN-030", "`bad.md`", "`x.md`", "`y.md`");
  }

  @Test
  void a_folder_is_no_plan() {
    repo.files().sh("mkdir -p " + BAD);

    assertThat(refused().err()).contains("PLAN-031", "`bad.md` is a folder without plans");
  }

  static List<Arguments> filesThatAreNoText() {
    byte[] latin = PLAN.replace("nothing runs yet", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    byte[] binary = new byte[4096];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) (i * 31 % 251);
    }
    return List.of(
        arguments("binary", binary, "PLAN-001", "at byte 0"),
        arguments(
            "UTF-16 with a mark", utf16("\ufeff" + PLAN, "UTF-16LE"), "PLAN-001", "is UTF-16"),
        arguments(
            "UTF-16, big end first", utf16("\ufeff" + PLAN, "UTF-16BE"), "PLAN-001", "is UTF-16"),
        arguments("UTF-16 without a mark", utf16(PLAN, "UTF-16LE"), "PLAN-001", "at byte 1"),
        arguments("Latin-1", latin, "PLAN-001", "byte 0xe9 at offset " + PLAN.indexOf("nothing")),
        arguments("empty", new byte[0], "PLAN-007", "`Objective Lock` is missing"),
        arguments("50 MB", filled(50 << 20, 'x'), "PLAN-002", "the plan is larger than 1 MiB"),
        arguments(
            "1 MiB and one byte",
            filled((1 << 20) + 1, 'x'),
            "PLAN-002",
            "the plan is larger than 1 MiB"));
  }

  private static byte[] utf16(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  private static byte[] filled(int size, char with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    byte[] plan = PLAN.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(plan, 0, bytes, 0, plan.length);
    return bytes;
  }

  @ParameterizedTest(name = "{0}") // case 55, 115
  @MethodSource("filesThatAreNoText")
  void a_file_that_is_no_text_is_refused_by_what_it_is(
      String what, byte[] bytes, String code, String sentence) {
    repo.files().write(BAD, bytes);

    assertThat(refused().err())
        .as(what)
        .contains(BAD, "error[" + code + "]", sentence)
        .containsAnyOf("hint: ", "add it:");
  }

  static List<Arguments> tooMuchForAReader() {
    StringBuilder lists = new StringBuilder();
    for (int depth = 0; depth < 600; depth++) {
      lists.append("  ".repeat(depth)).append("- x\n");
    }
    return List.of(
        arguments("quotes in quotes", ">".repeat(100_000) + " x"),
        arguments("lists in lists", lists.toString()),
        arguments("runs of backticks", ("`".repeat(1000) + " ").repeat(900)),
        arguments("open brackets", "[".repeat(400_000)));
  }

  @ParameterizedTest(name = "{0}") // case 115
  @MethodSource("tooMuchForAReader")
  void a_plan_that_would_keep_a_reader_busy_is_answered_soon(String what, String text) {
    repo.files().write(BAD, PLAN + "\n" + text + "\n");

    Ran ran = repo.cli().within(Duration.ofSeconds(30)).run("validate", "--json", "bad.md");

    assertThat(ran.exit()).as(what).isIn(0, 3);
    if (ran.exit() == 3) {
      assertThat(ran.json().texts("plans.0.problems.*.code")).as(what).contains("PLAN-005");
      assertThat(ran.json().texts("plans.0.problems.*.message"))
          .as("refused before it is read")
          .noneMatch(message -> message.contains("seconds"));
    }
  }

  @Test // case 115
  void many_wildcards_in_one_pattern_are_matched_as_fast_as_any() {
    String glob = "`" + "**/*a".repeat(12).replace("a**", "a/**") + "`";
    String deep = "src/" + "b/".repeat(60);
    CaseRepo own =
        CaseRepo.create(temp.resolve("glob"), PlanText.withInclude(PlanText.ONE_BLOCK, glob))
            .executor("mkdir -p " + deep + "; echo x >" + deep + "c");

    Ran ran = own.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(own.report().texts("escalation.paths.*")).containsExactly(deep + "c");
  }

  static List<Arguments> textsThatAreNotFit() {
    return List.of(
        bad("a plan without blocks")
            .plan(
                PlanText.with(
                    PlanText.without(PLAN, "### Block B01", "## Validation Plan"),
                    "## Proposed Next Blocks\n",
                    "## Proposed Next Blocks\nDo the thing.\n"))
            .at("## Proposed Next Blocks", "PLAN-015", "has no block"),
        bad("two blocks with one id")
            .replace("Block B02: Second", "Block B01: Second")
            .at("B01: Second", "PLAN-017", "block `B01` is duplicated"),
        bad("a block that widens the plan's scope")
            .replace(GOAL, GOAL + "- **Include:** `pom.xml`\n")
            .at("`pom.xml`", "PLAN-014", "may not widen the plan's scope: `pom.xml`"),
        bad("a block that takes back what the plan excludes")
            .replace(GOAL, GOAL + "- **Include:** `lib/**`\n")
            .at("`lib/**`", "PLAN-014", "may not widen the plan's scope: `lib/**`"),
        bad("an absolute include").include("/etc/**").at("/etc", "PLAN-021", "is absolute"),
        bad("an include that climbs out")
            .include("../other/**")
            .at("../other", "PLAN-021", "leaves the repository with `..`"),
        bad("an include that climbs out in its middle")
            .include("src/../../other/**")
            .at("../other", "PLAN-021", "leaves the repository with `..`"),
        bad("an include in a home folder").include("~/x/**").at("~/x", "PLAN-021", "`~`"),
        bad("a Windows path") // case 56
            .include("src\\main\\**")
            .at("src\\main", "PLAN-021", "has a backslash")
            .hint("write `src/main/**`"),
        bad("an include with dots in its middle")
            .include("src/.../x")
            .at("src/...", "PLAN-021", "..."),
        bad("a negated include").include("!src/**").at("!src", "PLAN-021", "!"),
        bad("a placeholder in an include")
            .include("src/<module>/**")
            .at("<module>", "PLAN-021", "<module>"),
        bad("a branch that is a placeholder")
            .replace("Execution Branch:** `feature/x`", "Execution Branch:** `<branch>`")
            .at("<branch>", "PLAN-011", "is a placeholder: `<branch>`"),
        bad("a branch that is open")
            .replace("Execution Branch:** `feature/x`", "Execution Branch:** TBD")
            .at("TBD", "PLAN-011", "TBD"),
        bad("two branches to choose from")
            .replace("Execution Branch:** `feature/x`", "Execution Branch:** `feature/x` or `y`")
            .at("or `y`", "PLAN-011", "is ambiguous"),
        bad("a branch that git refuses")
            .replace("Execution Branch:** `feature/x`", "Execution Branch:** `fea..ture`")
            .at("fea..ture", "PLAN-011", "`fea..ture` is not a valid branch name"),
        bad("another planning branch")
            .replace("Planning Branch:** `feature/x`", "Planning Branch:** `feature/y`")
            .at("Execution Branch", "PLAN-012", "`feature/y`"),
        bad("a check with a placeholder")
            .check("- `npm run <script>`")
            .at("<script>", "PLAN-024", "contains a placeholder: `<script>`"),
        bad("a check with a placeholder in a fence")
            .check("```sh\nmake\nmake <target>\n```")
            .at("make <target>", "PLAN-024", "<target>"),
        bad("a check that writes to git") // case 33
            .check("```sh\nmake\ngit add -A && git commit -m x\n```")
            .at("git add", "PLAN-024", "may not write to git"),
        bad("a mode that is none")
            .replace("## Validation Plan", HANDOFF.formatted("Execution Mode", "`yolo`"))
            .at("yolo", "PLAN-013", "unknown execution mode `yolo`"),
        bad("a group with a gap")
            .replace("## Validation Plan", HANDOFF.formatted("Block Grouping", "B01, B03"))
            .at("B01, B03", "PLAN-020", "is not contiguous"),
        bad("a group of blocks that are not there")
            .replace("## Validation Plan", HANDOFF.formatted("Block Grouping", "B01-B09"))
            .at("B01-B09", "PLAN-020", "does not have"),
        bad("a block that depends on a later one")
            .replace(GOAL, GOAL + "- **Depends On:** B02\n")
            .at("B02", "PLAN-019", "that block comes later"),
        bad("a block that depends on nothing known")
            .replace(GOAL, GOAL + "- **Depends On:** B77\n")
            .at("B77", "PLAN-019", "B77"),
        bad("a key twice in the front matter") // case 115
            .plan("---\nmode: autonomous\nmode: stepwise\n---\n" + PLAN)
            .at("mode: stepwise", "PLAN-006", "`mode` is duplicated"),
        bad("a fence that is never closed") // case 113
            .replace("### Block B02", "```\n### Block B02")
            .at("```", "PLAN-004", "is never closed"),
        bad("a block in a comment alone") // case 113
            .plan(
                PlanText.with(
                    PlanText.with(PLAN, "### Block B01", "<!--\n### Block B01"),
                    "## Validation Plan",
                    "-->\n\n## Validation Plan"))
            .at("## Proposed Next Blocks", "PLAN-009", "`Proposed Next Block` is empty")
            .hint("is not read as a block"),
        bad("a colour in a check") // case 112
            .check("- `true \u001b[2K`")
            .at("true", "PLAN-003", "U+001B"),
        bad("a carriage return in a check") // case 112
            .check("- `rm -rf x #\rtrue`")
            .at("rm -rf", "PLAN-003", "U+000D"),
        bad("a cursor that moves up in a check") // case 112
            .check("- `true \u001b[3A`")
            .at("true", "PLAN-003", "U+001B"),
        bad("a bidirectional override in a check") // case 112
            .check("- `true \u202ex`")
            .at("true", "PLAN-003", "U+202E"),
        bad("an invisible blank in a check") // case 112
            .check("- `true \u200bx`")
            .at("true", "PLAN-003", "U+200B"),
        bad("a one-byte control sequence in a check") // case 112
            .check("- `true \u009bx`")
            .at("true", "PLAN-003", "U+009B"),
        bad("a line separator in the scope") // case 112
            .include("src/**`\u2028- `pom.xml")
            .at("src/**", "PLAN-003", "U+2028"),
        bad("an invisible character in a step") // case 112
            .replace("1. Make the first step.", "1. Make the \u2066first step.")
            .at("Make the \u2066", "PLAN-003", "U+2066"));
  }

  private static Row bad(String what) {
    return new Row(what, PLAN);
  }

  /** A plan with one mistake. */
  private record Row(String what, String text) {
    Row plan(String other) {
      return new Row(what, other);
    }

    Row replace(String found, String replacement) {
      return plan(PlanText.with(text, found, replacement));
    }

    Row include(String pattern) {
      return replace("- `src/**`\n", "- `" + pattern + "`\n");
    }

    Row check(String text) {
      return replace("- `true`\n", text + "\n");
    }

    Expected at(String lineWith, String code, String sentence) {
      return new Expected(what, text, lineOf(text, lineWith), code, sentence, "");
    }
  }

  /** The expected problem and place. */
  private record Expected(
      String what, String plan, int line, String code, String sentence, String also)
      implements Arguments {
    @Override
    public Object[] get() {
      return new Object[] {what, plan, line, code, sentence, also};
    }

    Expected hint(String text) {
      return new Expected(what, plan, line, code, sentence, text);
    }
  }

  private static int lineOf(String text, String found) {
    int at = text.indexOf(found);
    assertThat(at).as(found).isNotNegative();
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("textsThatAreNotFit")
  void a_plan_that_is_not_ready_is_refused_with_its_line(
      String what, String plan, int line, String code, String sentence, String also) {
    repo.files().write(BAD, plan);

    String said = refused(repo.cli().inside()).err();

    assertThat(said)
        .as(what)
        .containsPattern("(?m)^" + BAD + ":" + line + ":\\d+: error\\[" + code + "\\]: ")
        .contains(sentence, "hint: ", also)
        .contains("^");
  }

  @Test // case 113
  void a_block_in_a_quote_or_a_comment_is_reported_and_never_run() {
    String hidden =
        """
        > ### Block B08: Quoted
        > - **Goal:** x
        > - **Run:** `touch PWN`

        <!--
        ### Block B09: Hidden
        - **Goal:** x
        - **Run:** `touch PWN`
        -->

        """;
    CaseRepo own =
        CaseRepo.create(
            temp.resolve("hidden"),
            PlanText.with(PlanText.ONE_BLOCK, "## Validation Plan", hidden + "## Validation Plan"));
    NothingLost lost = NothingLost.since(own);

    Ran ran = own.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err())
        .contains("`Block B08` is in a quote or a list and is not read as a block")
        .contains("`Block B09` is in HTML and is not read as a block");
    assertThat(own.report().texts("blocks.*.id")).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 55
  void line_ends_and_a_byte_order_mark_make_no_other_plan() {
    String crlf = "docs/exec-plans/active/crlf.md";
    String bom = "docs/exec-plans/active/bom.md";
    repo.files().write(crlf, PLAN.replace("\n", "\r\n"));
    repo.files().write(bom, "\ufeff" + PLAN);
    try {
      Ran ran = repo.cli().run("validate", "--json", CaseRepo.PLAN, crlf, bom);

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
      JsonDoc json = ran.json();
      assertThat(json.texts("plans.*.problems.*")).isEmpty();
      assertThat(json.all("plans.*.digest").stream().distinct()).hasSize(1);
      assertThat(json.all("plans.*.plan").stream().distinct()).hasSize(1);
    } finally {
      repo.files().sh("rm " + crlf + " " + bom);
    }
  }

  @Test
  void all_problems_of_a_plan_are_reported_at_once_and_in_order() {
    String plan = PlanText.with(PLAN, "Execution Branch:** `feature/x`", "Execution Branch:** TBD");
    plan = PlanText.with(plan, "**Status:** Approved", "**Status:** Draft");
    plan = PlanText.withCheck(plan, "`npm run <script>`");
    plan = PlanText.withInclude(plan, "`src/**`", "`/etc/**`");
    repo.files().write(BAD, plan);
    List<String> codes = List.of("PLAN-010", "PLAN-024", "PLAN-011", "PLAN-021");

    Ran ran = refused();

    assertThat(ran.err())
        .containsSubsequence(codes.stream().map(code -> "error[" + code + "]").toList());
    NothingLost lost = NothingLost.since(repo);
    Ran validated = repo.cli().run("validate", "--json", "bad.md");
    assertThat(validated.exit()).isEqualTo(3);
    assertThat(validated.json().texts("plans.0.problems.*.code")).containsExactlyElementsOf(codes);
    assertThat(validated.json().text("plans.0.plan.objective")).startsWith("The work moves");
    lost.holdsAndNothingWasStarted();
  }
}
