package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain}: the verdict on a path, by which rule, and what would allow it. */
class ExplainTest {
  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void aPlanWithANarrowerBlock() {
    String plan =
        PlanText.with(
            PlanText.STANDARD,
            "  1. Make the second step.\n",
            "  1. Make the second step.\n- **Include:** `src/util/**`\n");
    repo = CaseRepo.create(temp, plan).inside().unconfined();
    repo.files().delete("docs/exec-plans/active/y.md");
    repo.files().commit("One plan");
  }

  @Test
  void an_excluded_path_names_the_line_of_the_rule_and_the_remedy() {
    Ran ran = explain("src/secret/key.pem");

    assertThat(ran.out())
        .isEqualTo(
            """
            src/secret/key.pem: excluded, not allowed
              rule    src/secret/** (Exclude, docs/exec-plans/active/x.md:46)
              secret  it may hold secrets: its content is never shown
              blocks  no block may change it
              allow   remove `src/secret/**` from Exclude, or narrow it
            """);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void a_path_that_one_block_may_not_change_says_which() {
    assertThat(explain("src/A.java").out())
        .isEqualTo(
            """
            src/A.java: included, allowed
              rule    src/** (Include, docs/exec-plans/active/x.md:43)
              blocks  B01, B03 may change it
              blocks  B02 may not: not in any include of the block
              allow   add `src/A.java` to Include of block B02
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pom.xml                | pom.xml: outside, not allowed             | add `pom.xml` to Include
          docs/exec-plans/active/x.md | protected, not allowed | nothing: no block may change it
          .git/config            | .git/config: protected, not allowed       | nothing: no block
          .github/workflows/ci.yml | protected, not allowed | name it literally in Include
          .env                   | .env: sensitive, not allowed       | git     ignores it
          target/classes/A.class | side effect, allowed: listed       | git     ignores it
          src/util/              | src/util/: included, allowed       | every block may change it
          src/util               | src/util/: included, allowed       | src/** (Include
          gone/new.txt           | gone/new.txt: outside, not allowed | not in any include
          ../elsewhere           | ../elsewhere: not allowed          | it is outside the worktree
          """)
  void each_verdict_has_its_rule_and_remedy(String path, String verdict, String more) {
    Ran ran = explain(path);

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains(verdict, more);
  }

  @Test
  void a_path_is_relative_to_the_current_folder() {
    Ran ran = repo.cli().at(repo.files().path("src")).run("explain", "secret/key");

    assertThat(ran.out()).startsWith("src/secret/key: excluded, not allowed\n");
  }

  @Test
  void rules_of_the_configuration_are_named_as_such() {
    repo.files()
        .write(
            ".exec-session.yml",
            "scope:\n  protect: ['src/gen/**']\n  allowed-with: ['lock.json']\n");
    repo.files().commit("Configure");

    assertThat(explain("src/gen/G.java").out())
        .contains("protected, not allowed", "src/gen/** (scope.protect, .exec-session.yml)");
    assertThat(explain("lock.json").out())
        .startsWith("lock.json: outside, allowed only together with an included change\n");
  }

  @Test
  void a_session_adds_what_is_on_record() {
    Ran run = repo.executor("echo x >>src/util/U.java; echo k >>secret/key").autonomous();
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);

    assertThat(explain("secret/key").out())
        .contains("  record  B01: modified by executor, outside (`not in any include`)\n");
    assertThat(explain("src/util/U.java").out())
        .contains("  record  B01: modified by executor, included (`src/**`)\n");
    assertThat(explain("src/A.java").out()).doesNotContain("record");
  }

  @Test
  void the_document_has_the_same_facts() {
    JsonDoc json = repo.cli().run("explain", "src/secret/key", "--json").json();

    assertThat(json.text("verdict")).isEqualTo("excluded");
    assertThat(json.text("allowed")).isEqualTo("false");
    assertThat(json.text("origin.list")).isEqualTo("Exclude");
    assertThat(json.text("origin.line")).isEqualTo("46");
    assertThat(json.texts("blocks.*.id")).containsExactly("B01", "B02", "B03");
    assertThat(json.texts("allow.*"))
        .containsExactly("remove `src/secret/**` from Exclude, or narrow it");
  }

  @Test
  void of_several_plans_one_must_be_named() {
    repo.files().write("docs/exec-plans/active/z.md", PlanText.ONE_BLOCK);

    Ran open = repo.cli().run("explain", "src/A.java");
    Ran named = repo.cli().run("explain", "src/A.java", "z.md");

    assertThat(open.exit()).isEqualTo(2);
    assertThat(open.err()).contains("several active plans", "x.md, z.md");
    assertThat(named.out()).contains("src/A.java: included, allowed", "every block may change it");
  }

  private Ran explain(String path) {
    return repo.cli().run("explain", path);
  }
}
