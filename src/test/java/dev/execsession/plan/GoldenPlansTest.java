package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder per rule: {@code plan.md} and its problems as printed; {@code -Dcases.rewrite=true}
 * rewrites the problems.
 */
class GoldenPlansTest {
  static final Path FOLDER = Path.of("src/test/resources/cases/plan");
  private static final Set<String> READ = Set.of("plan.md", "problems.txt");

  private static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @TestFactory
  List<DynamicTest> each_plan_gives_exactly_its_problems() throws IOException {
    return cases().stream()
        .map(
            folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
        .toList();
  }

  private static void check(Path folder) throws IOException {
    byte[] plan = Files.readAllBytes(folder.resolve("plan.md"));
    ParsedPlan parsed = PlanParser.parse(plan, "plan.md", PlanRules.defaults(true));
    String printed = Plans.print(parsed.problems());
    Path expected = folder.resolve("problems.txt");
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(expected, printed);
    }
    assertThat(printed).isEqualTo(Files.readString(expected));
    boolean good = folder.getFileName().toString().startsWith("good-");
    assertThat(parsed.ok())
        .as("only a folder called good-* holds a plan that may run")
        .isEqualTo(good);
  }

  @Test
  void no_case_has_an_unread_file() throws IOException {
    for (Path folder : cases()) {
      try (Stream<Path> files = Files.list(folder)) {
        Set<String> names = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        assertThat(names).as(folder.toString()).isEqualTo(READ);
      }
    }
  }
}
