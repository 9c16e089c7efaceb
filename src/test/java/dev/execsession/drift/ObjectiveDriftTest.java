package dev.execsession.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.drift.ObjectiveDrift.Section;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectiveDriftTest {
  private static final Section OBJECTIVE = new Section("Objective Lock", "one\ntwo\nthree");
  private static final Section SCOPE = new Section("File Scope Contract", "- `api/**`");

  private static List<DriftFinding> compare(List<Section> locked, List<Section> now) {
    return ObjectiveDrift.compare("plan.md", locked, now);
  }

  @Test
  void a_changed_section_is_named_with_the_lines_that_differ() {
    assertThat(
            compare(
                List.of(OBJECTIVE, SCOPE),
                List.of(new Section("Objective Lock", "one\n2\nthree\nfour"), SCOPE)))
        .containsExactly(
            new DriftFinding(
                Reason.OBJECTIVE,
                "the section `Objective Lock` changed since the plan was locked",
                List.of("plan.md"),
                List.of("- two", "+ 2", "+ four"),
                List.of(
                    "restore `Objective Lock` as it was locked",
                    "or approve the changed plan and run it again")));
  }

  @Test
  void a_removed_and_an_added_section_are_told_apart() {
    assertThat(compare(List.of(OBJECTIVE, SCOPE), List.of(OBJECTIVE, new Section("More", "x"))))
        .extracting(DriftFinding::detail)
        .containsExactly(
            "the section `File Scope Contract` was removed since the plan was locked",
            "the section `More` was added since the plan was locked");
  }

  @Test
  void an_unchanged_contract_is_no_drift() {
    assertThat(compare(List.of(OBJECTIVE, SCOPE), List.of(OBJECTIVE, SCOPE))).isEmpty();
  }

  @Test
  void a_long_difference_is_cut_and_says_so() {
    String many = IntStream.range(0, 1000).mapToObj(i -> "x" + i).collect(Collectors.joining("\n"));
    List<String> evidence =
        compare(List.of(OBJECTIVE), List.of(new Section("Objective Lock", many))).get(0).evidence();
    assertThat(evidence).hasSize(21).startsWith("- one", "- two", "- three", "+ x0");
    assertThat(evidence.get(20)).isEqualTo("… 983 more lines");
  }
}
