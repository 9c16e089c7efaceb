package dev.execsession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan that a word names, and suggestions when it names none. */
class PlanSearchTest {
  private static final String ACTIVE = "docs/plans/";

  @TempDir Path root;

  @BeforeEach
  void repository() throws IOException {
    for (String file :
        List.of(
            "README.md",
            "CHANGELOG.md",
            "limits/README.md",
            "notes/one.md",
            "notes/two.md",
            ACTIVE + "0192-rate-limits.md",
            ACTIVE + "0193.md",
            ACTIVE + "0193/notes.md",
            ACTIVE + "limits.md",
            ACTIVE + "parser/plan.md",
            ACTIVE + "parser/tasks.md",
            ACTIVE + "README.md",
            ACTIVE + "_draft.md",
            "src/empty.txt")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "# x\n");
    }
  }

  private PlanSearch search(String directory) {
    return new PlanSearch(
        root.resolve(directory).normalize(),
        () -> new PlanPlaces(List.of(root.resolve("docs/plans")), root));
  }

  private Problem refusal(String word) {
    return catchThrowableOfType(StopException.class, () -> search("").one(word)).problems().get(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "docs/plans/0193.md, docs/plans/0193.md",
    "0193.md,            docs/plans/0193.md",
    "0193,               docs/plans/0193.md",
    "docs/plans/limits,  docs/plans/limits.md",
    "parser,             docs/plans/parser/plan.md",
    "parser/plan.md,     docs/plans/parser/plan.md",
    "docs/plans/parser/, docs/plans/parser/plan.md",
    "limits,             docs/plans/limits.md",
    "CHANGELOG.md,       CHANGELOG.md",
    "notes/one,          notes/one.md"
  })
  void a_word_names_one_plan(String word, String file) {
    assertThat(search("").one(word).path()).isEqualTo(root.resolve(file));
    assertThat(search("").one(word).shown()).isEqualTo(file);
    assertThat(search("").all(word)).containsExactly(root.resolve(file));
  }

  @Test
  void a_word_names_the_same_plan_from_any_folder() {
    assertThat(search("src").one("0193").path()).isEqualTo(root.resolve(ACTIVE + "0193.md"));
    assertThat(search("docs/plans/parser").one("plan.md").path())
        .isEqualTo(root.resolve(ACTIVE + "parser/plan.md"));
    assertThat(search("src").one("notes/two.md").path()).isEqualTo(root.resolve("notes/two.md"));
  }

  @Test
  void a_folder_names_its_plans() {
    assertThat(search("").all("docs/plans"))
        .extracting(path -> root.resolve(ACTIVE).relativize(path).toString())
        .containsExactly("0192-rate-limits.md", "0193.md", "limits.md", "parser/plan.md");
    assertThat(search("src").all("notes"))
        .containsExactly(root.resolve("notes/one.md"), root.resolve("notes/two.md"));
  }

  @Test
  void an_active_folder_contains_plans_even_with_a_plan_md() throws IOException {
    Files.writeString(root.resolve(ACTIVE + "plan.md"), "# x\n");

    assertThat(search("").all("docs/plans")).hasSize(5);
    assertThat(refusal("docs/plans").message()).contains("is a folder, not a plan");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0194            | no plan `0194`                  | did you mean `0193.md`?
          limit.md        | no plan `limit.md`              | did you mean `limits.md`?
          0192            | no plan `0192`                  | did you mean `0192-rate-limits.md`?
          parsr           | no plan `parsr`                 | did you mean `parser`?
          docs/plans/parsr | no plan `docs/plans/parsr`     | did you mean `docs/plans/parser`?
          zebra           | no plan `zebra`                 | plans in `docs/plans`: `0192-rate-limits.md`, `0193.md`, `limits.md`, `parser`
          notes/zebra.md  | no plan `notes/zebra.md`        | plans in `notes`: `notes/one.md`, `notes/two.md`
          no/such/zebra   | no plan `no/such/zebra`         | plans are `NAME.md` or `NAME/plan.md` in `docs/plans/`
          notes           | `notes` is a folder, not a plan | name one of its plans: `notes/one.md`, `notes/two.md`
          src             | `src` is a folder without plans | plans are `NAME.md` or `NAME/plan.md` in `docs/plans/`
          docs/plans/README.md | `docs/plans/README.md` is not a plan: the name `README.md` is reserved for other files | rename it to use it as a plan
          _draft          | `docs/plans/_draft.md` is not a plan: the name `_draft.md` is reserved for other files | rename it to use it as a plan
          """)
  void a_word_without_a_plan_is_reported_with_a_suggestion(
      String word, String message, String hint) {
    Problem problem = refusal(word);

    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.hint()).isEqualTo(hint);
  }

  @Test
  void an_empty_word_is_rejected() {
    assertThat(refusal("").message()).isEqualTo("the name of the plan is empty");
  }

  @Test
  void long_lists_are_truncated() throws IOException {
    for (int i = 0; i < 6; i++) {
      Files.writeString(root.resolve("notes/x" + i + ".md"), "# x\n");
    }

    assertThat(refusal("notes").hint()).endsWith("`notes/x2.md` and 3 more");
  }
}
