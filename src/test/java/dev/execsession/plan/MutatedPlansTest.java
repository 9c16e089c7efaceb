package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to a plan's text, reading it ends, throws nothing and can be shown. */
class MutatedPlansTest {
  private static final int ROUNDS = 2_000;
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
          "\\",
          "é",
          "界",
          "\u202e",
          "😀",
          "\r\n",
          "\u00a0",
          "**Include:**",
          "From `x/`:",
          "(timeout 3m)",
          "[ ] ",
          "~~~\n");

  @Test
  void reading_a_mutated_plan_always_ends_and_never_throws() {
    Random random = new Random(20261122);
    List<String> seeds =
        List.of(
            Plans.SMALL,
            Plans.resource("example-plan.md"),
            Plans.resource("nutriorxata-template.md"));
    for (int round = 0; round < ROUNDS; round++) {
      String mutated = mutate(seeds.get(round % seeds.size()), random);
      ParsedPlan parsed = Plans.parse(mutated);

      assertThat(parsed.digest()).as("round " + round).startsWith("sha256:");
      assertThat(Plans.print(parsed.problems())).isNotNull();
      assertThat(parsed.plan().blocks()).allMatch(block -> !block.id().value().isEmpty());
    }
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int edits = 1 + random.nextInt(8);
    for (int i = 0; i < edits && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(128));
        default -> {
          int end = Math.min(text.length(), at + random.nextInt(200));
          text.insert(random.nextInt(text.length()), text.substring(at, end));
        }
      }
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
