package dev.execsession.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureDriftTest {
  /** Matches everything, a folder, or a path. */
  private static boolean matches(String pattern, TreePath path) {
    return pattern.equals("**")
        || (pattern.endsWith("/**")
            ? path.isWithin(TreePath.of(pattern.replace("/**", "")))
            : path.equals(TreePath.of(pattern)));
  }

  private static final Set<String> BASELINE = Set.of("api", "api/src", "api/core", "services");

  private static List<DriftFinding> changed(List<String> includes, String... paths) {
    return drift(includes).inspect(paths(paths), List.of());
  }

  private static List<DriftFinding> added(List<String> includes, String... paths) {
    return drift(includes).inspect(paths(paths), paths(paths));
  }

  private static ArchitectureDrift drift(List<String> includes) {
    return new ArchitectureDrift(
        List.of("api/core/**", "docs/architecture.md"),
        ArchitectureDriftTest::matches,
        includes,
        path -> BASELINE.contains(path.raw()));
  }

  private static List<TreePath> paths(String... paths) {
    return List.of(paths).stream().map(TreePath::of).toList();
  }

  @Test
  void a_changed_architecture_path_is_escalated() {
    assertThat(changed(List.of("api/**"), "api/core/B.java", "api/src/A.java", "api/core/A.java"))
        .containsExactly(
            new DriftFinding(
                Reason.ARCHITECTURE,
                "an architecture path changed: `api/core/A.java`, `api/core/B.java`",
                List.of("api/core/A.java", "api/core/B.java"),
                List.of(),
                List.of("add `api/core/A.java` to Include", "add `api/core/B.java` to Include")));
  }

  @Test
  void an_architecture_path_that_an_include_names_is_planned() {
    assertThat(changed(List.of("api/**", "api/core/A.java"), "api/core/A.java")).isEmpty();
    assertThat(changed(List.of("api/core/**"), "api/core/A.java")).isEmpty();
    assertThat(changed(List.of("**", "docs/architecture.md"), "docs/architecture.md")).isEmpty();
    assertThat(changed(List.of("**"), "docs/architecture.md")).hasSize(1);
    assertThat(changed(List.of("api/**", "api/core/A.java"), "api/core/B.java")).hasSize(1);
  }

  @Test
  void a_new_top_level_folder_is_reported_once() {
    assertThat(added(List.of("**"), "tools/b.sh", "tools/a/a.sh", "api/src/A.java", "NOTES.md"))
        .containsExactly(
            new DriftFinding(
                Reason.ARCHITECTURE,
                "a new top-level folder was added: `tools`",
                List.of("tools"),
                List.of(),
                List.of("add `tools/**` to Include")));
  }

  @Test
  void a_folder_that_an_include_names_is_planned() {
    assertThat(added(List.of("docs/operations/limits.md"), "docs/operations/limits.md")).isEmpty();
    assertThat(added(List.of("docs/"), "docs/a.md")).isEmpty();
    assertThat(added(List.of("docs/**"), "docs/a.md")).isEmpty();
    assertThat(added(List.of("docs*/**"), "docs/a.md")).isEmpty();
    assertThat(added(List.of("doc*/**"), "docs/a.md")).hasSize(1);
  }

  @Test
  void a_new_folder_with_a_manifest_is_a_new_module() {
    assertThat(added(List.of("services/**"), "services/billing/pom.xml", "services/billing/A.java"))
        .extracting(DriftFinding::detail)
        .containsExactly("a new module was added: `services/billing`");
    assertThat(added(List.of("services/billing/**"), "services/billing/pom.xml")).isEmpty();
    assertThat(added(List.of("**"), "api/src/package.json")).isEmpty();
  }

  @Test
  void a_new_top_level_module_is_reported_once() {
    assertThat(added(List.of("**"), "web/package.json"))
        .extracting(DriftFinding::detail)
        .containsExactly("a new top-level folder was added: `web`");
  }
}
