package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemPrinterTest {
  private static Problem missing(String path, String section, String hint) {
    String message = "section `" + section + "` is missing";
    return Problem.error(ProblemCode.PLAN_SECTION_MISSING, message, hint)
        .at(path, new SourceSpan(3, 1, 5), "## Goal")
        .in("2 of the 6 required sections are missing");
  }

  @Test
  void problems_of_one_group_become_one_list() {
    Problem other = Problem.error(ProblemCode.PLAN_NO_BLOCK, "no block", "open one");
    String shown =
        PrintedProblems.of(
            List.of(
                missing("a.md", "Goal", "found it:\n  ## Goal\n\n  - x"),
                other,
                missing("a.md", "Scope", "add it:\n  ## Scope")));
    assertThat(shown)
        .isEqualTo(
            """
            a.md: error[PLAN-007]: 2 of the 6 required sections are missing
              - section `Goal` is missing
                found it:
                  ## Goal

                  - x
              - section `Scope` is missing
                add it:
                  ## Scope
            error[PLAN-013]: no block
            hint: open one
            """
                .replace("PLAN-013", ProblemCode.PLAN_NO_BLOCK.id()));
  }

  @Test
  void lists_of_two_files_stay_apart() {
    String shown =
        PrintedProblems.of(List.of(missing("a.md", "Goal", "x"), missing("b.md", "Goal", "x")));
    assertThat(shown).contains("a.md: error").contains("b.md: error");
  }

  @Test
  void carets_stand_below_wide_characters() {
    Problem problem =
        Problem.error(ProblemCode.PLAN_NO_BLOCK, "no", null)
            .at("a.md", new SourceSpan(1, 5, 8), "令牌桶 abc def");
    assertThat(PrintedProblems.of(List.of(problem)).lines().skip(1))
        .containsExactly("  令牌桶 abc def", "         ^^^");
  }
}
