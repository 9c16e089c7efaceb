package dev.execsession.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.PathClass;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.GitAttributes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathClassesTest {
  private static final PathClasses CLASSES =
      new PathClasses(
          List.of(
              TreePath.of("web/package.json"),
              TreePath.of("src/main/java/a/Limits.java"),
              TreePath.of("src/limits.py"),
              TreePath.of("web/src/button.ts")),
          List.of("gen/**"),
          List.of("docs/plans/active"),
          () -> {
            GitAttributes attributes = new GitAttributes();
            attributes.add(TreePath.ROOT, "*.pb.go linguist-generated\n");
            return attributes;
          });

  @ParameterizedTest
  @CsvSource({
    "web/package-lock.json, MODIFIED, LOCK_FILE",
    "package-lock.json, MODIFIED, LOCK_FILE",
    "api/Cargo.lock, MODIFIED, OTHER",
    "gen/x.ts, ADDED, GENERATED",
    "api/x.pb.go, MODIFIED, GENERATED",
    "docs/plans/index.md, MODIFIED, TRACKING_DOCUMENT",
    "CHANGELOG.md, MODIFIED, TRACKING_DOCUMENT",
    "src/test/java/a/LimitsTest.java, ADDED, TEST",
    "tests/test_limits.py, ADDED, TEST",
    "tests/limits_test.py, ADDED, TEST",
    "web/test/button.spec.ts, ADDED, TEST",
    "tests/test_other.py, ADDED, OTHER",
    "src/test/java/a/LimitsTest.java, DELETED, TEST",
    "README.md, DELETED, DELETION",
    "README.md, MODIFIED, OTHER",
  })
  void a_path_outside_is_classified_by_its_name_and_by_what_changed_with_it(
      String path, ChangeKind kind, PathClass expected) {
    assertThat(CLASSES.of(TreePath.of(path), kind)).isEqualTo(expected);
  }
}
