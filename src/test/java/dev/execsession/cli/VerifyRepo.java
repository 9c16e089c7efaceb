package dev.execsession.cli;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A repository whose branch {@code main} holds a plan, with {@code feature/x} checked out. */
record VerifyRepo(TestRepo files) {
  static final String PLAN = "docs/exec-plans/active/x.md";
  private static final String BLOCKS =
      PlanText.with(
          PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"),
          "  1. Make the second step.\n",
          "  1. Make the second step.\n- **Include:** `src/util/**`\n");

  static VerifyRepo create(Path temp) {
    TestRepo repo = TestRepo.empty(temp);
    repo.git("switch", "-q", "-c", "main");
    repo.write("src/A.java", "a\n");
    repo.write("src/util/U.java", "u\n");
    repo.write("src/secret/key", "k\n");
    repo.write("web/package.json", "{\"name\":\"web\"}\n");
    repo.write("gen/api.ts", "1\n");
    repo.write("old/gone.txt", "x\n");
    repo.write(".gitattributes", "gen/** linguist-generated\n");
    repo.write(
        PLAN,
        PlanText.withExclude(
            PlanText.withInclude(
                BLOCKS, "`src/**`", "`web/package.json` (only the version)", "`never/touched.txt`"),
            "`src/secret/**`",
            "anything the mobile team owns"));
    repo.commit("Plan");
    repo.branch("feature/x");
    return new VerifyRepo(repo);
  }

  /** Verifies what the branch has and {@code main} has not, by the plan. */
  Ran verify(String... more) {
    List<String> words = new ArrayList<>(List.of("verify", "x"));
    words.addAll(Arrays.asList(more));
    return Cli.in(files).inside().run(words);
  }

  /** Returns each path with its standing and class. */
  static List<String> classes(JsonDoc json) {
    List<String> paths = json.texts("paths.*.path");
    List<String> standings = json.texts("paths.*.standing");
    List<String> classes = json.texts("paths.*.pathClass");
    return IntStream.range(0, paths.size())
        .mapToObj(i -> paths.get(i) + " " + standings.get(i) + " " + classes.get(i))
        .toList();
  }
}
