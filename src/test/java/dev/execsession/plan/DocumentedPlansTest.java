package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans in the documentation are ready to run. */
class DocumentedPlansTest {
  private static final Pattern PLAN =
      Pattern.compile("^````markdown\n(.*?)^````$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final List<String> PAGES =
      List.of(
          "docs/getting-started.md",
          "docs/plan-format.md",
          "src/main/resources/dev/execsession/cli/demo/repository/docs/exec-plans/active/greeter.md");

  static List<String> plans() throws IOException {
    List<String> plans = new ArrayList<>();
    for (String page : PAGES) {
      String text = Files.readString(Path.of(page));
      Matcher fence = PLAN.matcher(text);
      plans.add(fence.find() ? fence.group(1) : text);
    }
    return plans;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void a_documented_plan_has_no_problem(String plan) {
    ParsedPlan parsed = Plans.parse(plan);

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.plan().blocks()).hasSizeBetween(2, 3);
  }
}
