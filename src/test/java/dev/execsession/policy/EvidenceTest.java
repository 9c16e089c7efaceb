package dev.execsession.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence names something that is there. */
@Execution(ExecutionMode.CONCURRENT)
class EvidenceTest {
  private static final Map<String, Integer> FILES =
      Map.of("src/A.java", 20, "src/ATest.java", 5, "README", 1);

  private static final Evidence EVIDENCE =
      new Evidence(
          new Evidence.Tree() {
            @Override
            public OptionalInt lines(String path) {
              return FILES.containsKey(path)
                  ? OptionalInt.of(FILES.get(path))
                  : OptionalInt.empty();
            }

            @Override
            public boolean hasTest(String name) {
              return Set.of("ATest", "test_tenants", "TestTenants").contains(name);
            }

            @Override
            public boolean hasProgram(String name) {
              return Set.of("npm", "true", "echo").contains(name);
            }
          },
          List.of("make check-tenants", "true"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/A.java",
        "see `src/A.java`.",
        "(src/A.java:20)",
        "src/A.java:3-9",
        "src/A.java#L4",
        "src/ATest.java::reads_own_rows",
        "ATest",
        "ATest.reads_own_rows",
        "ATest#reads",
        "covered by test_tenants",
        "TestTenants passes",
        "`npm test -- tenants`",
        "ran make check-tenants: ok",
        "README"
      })
  void something_that_is_there_counts(String words) {
    assertThat(EVIDENCE.isShown(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "ok!",
        "done",
        "true",
        "a test",
        "the tests pass",
        "it was tested",
        "src/B.java",
        "src/A.java:21",
        "src/A.java:99999999999",
        "BTest.reads",
        "npm test",
        "`true`",
        "`echo ok`",
        "`nosuch test`",
        "…",
        "test"
      })
  void anything_else_does_not(String words) {
    assertThat(EVIDENCE.isShown(words)).isFalse();
  }
}
