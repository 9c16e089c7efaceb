package dev.execsession.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.problem.StopException;
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

/**
 * Importing any text throws nothing but a refusal. A draft never passes, and everything in its lock
 * is a text of its source.
 */
public final class ImportFuzz implements FuzzTarget {
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n\n",
          "`",
          "```",
          "```bash\n",
          "````",
          "**",
          ":",
          "# ",
          "## ",
          "### Task 3: ",
          "- ",
          "  - ",
          "1. ",
          "> ",
          "<!--",
          "-->",
          "|",
          "---\n",
          "\t",
          "(",
          ")",
          "<pre>",
          "<task>",
          "</task>",
          "<files>",
          "**Files:**\n",
          "- Create: `a/b`",
          "### Include\n",
          "- **Include:** `x/**`\n",
          "- **Run:** `rm -rf x`\n",
          "- **Checks:** `make y`\n",
          "## File Scope Contract\n",
          "### Block B09: x\n",
          "Run: `make z`\n",
          "Expected: PASS\n",
          "**Step 9: x**\n",
          "## Allowed files\n",
          "## Forbidden\n",
          "`make w` passes",
          "- **Execution Branch:** `b`\n",
          "\u202e",
          "\u2028",
          "界",
          "\r\n",
          "    # x\n",
          "\\");

  private final Mutator mutator = new Mutator(PIECES);
  private final List<String> seeds = new ArrayList<>();

  /** Collects the sources to mutate. */
  public ImportFuzz(Path folder) throws IOException {
    for (Path source : GoldenImportsTest.sources()) {
      seeds.add(Files.readString(source.resolve("source.md")));
    }
  }

  @Override
  public void round(Random random) {
    byte[] bytes =
        mutator.text(Mutator.pick(seeds, random), random).getBytes(StandardCharsets.UTF_8);
    Imported imported;
    try {
      imported = new PlanImport(Neighbors.NONE, null).read(bytes, "x/source.md");
    } catch (StopException e) {
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    assertThat(imported.text().codePoints())
        .noneMatch(c -> c != '\n' && c != '\t' && TextSanitizer.isHidden(c));
    ParsedPlan draft =
        PlanParser.parse(
            imported.text().getBytes(StandardCharsets.UTF_8), "draft.md", PlanRules.defaults(true));
    assertThat(draft.ok()).isFalse();
    String source = compact(new String(bytes, StandardCharsets.UTF_8));
    for (String entry : GoldenImportsTest.lock(draft.plan())) {
      String text = entry.substring(entry.indexOf(' ') + 1);
      if (!text.contains("{") && !source.contains("{")) {
        assertThat(source).contains(compact(text.replace("[[]", "[").replaceFirst("/\\*\\*$", "")));
      }
    }
  }

  /** Returns the text without white space and marks, which a draft may write differently. */
  private static String compact(String text) {
    StringBuilder kept = new StringBuilder();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !TextSanitizer.isHidden(c) && c != '>')
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
