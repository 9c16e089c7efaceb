package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.cli.PrintedProblems;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Parsing any text terminates and throws nothing, and its problems can be printed. */
public final class PlanFuzz implements FuzzTarget {
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n\n",
          "`",
          "```",
          "```bash\n",
          "**",
          ":",
          "：",
          "# ",
          "## Include\n",
          "- ",
          "  - ",
          "1. ",
          "> ",
          "<!--",
          "-->",
          "|",
          " | **Next:**",
          "---\n",
          "\t",
          "(",
          ")",
          "...",
          "<x>",
          "Status:",
          "### Block B02: x\n",
          "- **Block ID:** `B03`\n",
          "[a](b)",
          "[",
          "](",
          "*",
          "_",
          "\\",
          "&#0;",
          "é",
          "界",
          "\u202e",
          "\u2028",
          "\u0085",
          "😀",
          "\r\n",
          "\r",
          "\u00a0",
          "**Include:**",
          "From `x/`:",
          "(timeout 3m)",
          "[ ] ",
          "~~~\n",
          "` then `",
          "` && `",
          "` → `",
          " passes",
          "` in `web/`",
          " | tail -1",
          " || true",
          "$(",
          "**Files:**\n",
          "- Modify: `src/a`\n",
          "**Step 1: x**\n",
          "#### Notes\n",
          "| Status | Draft |\n",
          "**Status: Draft**\n",
          "- [ ] Approved\n",
          "**Verify:** ");

  /** Problems of the whole file, or of missing text, have no line. */
  private static final Set<ProblemCode> WITHOUT_PLACE =
      Set.of(
          ProblemCode.PLAN_ENCODING,
          ProblemCode.PLAN_TOO_LARGE,
          ProblemCode.PLAN_SECTION_MISSING,
          ProblemCode.PLAN_DIALECT);

  private final Mutator mutator = new Mutator(PIECES);
  private final List<String> seeds = new ArrayList<>();

  /** Collects the plans to mutate. */
  public PlanFuzz(Path folder) throws IOException {
    seeds.add(Plans.SMALL);
    seeds.add(Plans.resource("example-plan.md"));
    seeds.add(Plans.resource("nutriorxata-template.md"));
    seeds.addAll(DocumentedPlansTest.plans());
    try (Stream<Path> cases = Files.list(GoldenPlansTest.FOLDER)) {
      for (Path golden : cases.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(golden.resolve("plan.md"));
        seeds.add(new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void round(Random random) {
    byte[] bytes =
        mutator.text(Mutator.pick(seeds, random), random).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0) {
      bytes = Mutator.bytes(bytes, random);
    }
    ParsedPlan parsed = read(bytes);
    assertThat(parsed.digest()).startsWith("sha256:");
    assertThat(parsed.plan().blocks()).allMatch(block -> !block.id().value().isEmpty());
    assertPlaced(parsed.problems(), bytes);
    assertThat(read(bytes)).isEqualTo(parsed);
  }

  private static ParsedPlan read(byte[] bytes) {
    return PlanParser.parse(bytes, "plan.md", PlanRules.defaults(true));
  }

  /** Checks that each problem has a valid position, and prints it. */
  static void assertPlaced(List<Problem> problems, byte[] bytes) {
    String[] lines =
        new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").split("\n", -1);
    for (Problem problem : problems) {
      SourceSpan where = problem.where();
      assertThat(problem.path()).as("%s", problem).isEqualTo("plan.md");
      if (where == null) {
        assertThat(problem.code()).as("%s", problem).isIn(WITHOUT_PLACE);
        continue;
      }
      assertThat(where.line()).as("%s", problem).isLessThanOrEqualTo(lines.length);
      String line = lines[where.line() - 1];
      assertThat(where.column())
          .as("%s in %s", problem, line)
          .isLessThanOrEqualTo(line.length() + 1);
    }
    assertThat(PrintedProblems.of(problems).codePoints())
        .noneMatch(c -> c != '\n' && TextSanitizer.isHidden(c));
  }
}
