package dev.execsession.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DependencyDriftTest {
  private static final DependencyDrift DRIFT =
      new DependencyDrift(
          path -> path.raw().startsWith("deps/"),
          path -> path.raw().startsWith("examples/"),
          path -> path.raw().equals("tools/Cargo.lock"),
          () ->
              Set.of(
                  Siblings.of(TreePath.of("packages/ui/package.json"), "{\"name\":\"@a/ui\"}")
                      .get(),
                  Siblings.of(TreePath.of("core/Cargo.toml"), "[package]\nname = \"core\"\n").get(),
                  Siblings.of(
                          TreePath.of("core/pom.xml"),
                          "<project><parent><groupId>g</groupId><artifactId>p</artifactId></parent>"
                              + "<artifactId>core</artifactId></project>")
                      .get()));

  private final List<ManifestChange> manifests = new ArrayList<>();
  private final List<TreePath> changed = new ArrayList<>();

  private DependencyDriftTest change(String path, @Nullable String before, @Nullable String after) {
    changed.add(TreePath.of(path));
    if (DRIFT.isManifest(TreePath.of(path))) {
      manifests.add(new ManifestChange(TreePath.of(path), before, after));
    }
    return this;
  }

  private List<DriftFinding> findings(String... allowed) {
    return DRIFT.inspect(manifests, changed, List.of(allowed));
  }

  private List<String> details(String... allowed) {
    return findings(allowed).stream().map(DriftFinding::detail).toList();
  }

  @Test
  void an_unnamed_package_is_named_with_the_line_to_add() {
    change(
        "api/pom.xml",
        "<project><dependencies/></project>",
        "<project><dependencies><dependency><groupId>org.a</groupId>"
            + "<artifactId>b</artifactId></dependency></dependencies></project>");
    assertThat(findings("none"))
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "`api/pom.xml` gained `org.a:b`, which New Dependencies does not name",
                List.of("api/pom.xml"),
                List.of("+ org.a:b"),
                List.of("add `org.a:b` to the block's New Dependencies")));
    assertThat(findings("org.a:b")).isEmpty();
    assertThat(findings("maven:org.a:b:1.0")).isEmpty();
    assertThat(findings("b")).hasSize(1);
  }

  @Test
  void another_version_and_a_removal_are_no_drift() {
    change(
        "package.json",
        "{\"dependencies\":{\"a\":\"1\",\"b\":\"1\"}}",
        "{\"dependencies\":{\"a\":\"2\"}}");
    assertThat(findings()).isEmpty();
  }

  @Test
  void a_package_may_be_named_in_several_ways() {
    change("package.json", "{}", "{\"dependencies\":{\"@a/b\":\"1\"}}");
    change("requirements.txt", "", "Flask_Login==1\n");
    assertThat(findings("npm:@a/b", "flask-login")).isEmpty();
    assertThat(findings("@a/b@1.2.3", "pypi:Flask-Login>=2")).isEmpty();
    assertThat(details("@a/c", "pypi:flask"))
        .containsExactly(
            "`package.json` gained `@a/b`, which New Dependencies does not name",
            "`requirements.txt` gained `flask-login`, which New Dependencies does not name");
  }

  @Test
  void a_manifest_that_cannot_be_read_any_more_is_a_finding() {
    change("package.json", "{}", "{\"dependencies\":");
    assertThat(findings())
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "the manifest `package.json` cannot be read any more: it is not a JSON object",
                List.of("package.json"),
                List.of(),
                List.of("mend `package.json` so that its packages can be compared")));
  }

  @Test
  void an_entity_in_xml_is_never_resolved() {
    change(
        "pom.xml",
        "<project/>",
        "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><project><name>&e;</name></project>");
    assertThat(details())
        .containsExactly(
            "the manifest `pom.xml` cannot be read any more: it declares a document type or an"
                + " entity");
  }

  @Test
  void a_moved_manifest_gained_nothing_but_a_new_one_gained_all() {
    String json = "{\"devDependencies\":{\"a\":\"1\"}}";
    change("web/package.json", json, null).change("ui/package.json", null, json);
    assertThat(findings()).isEmpty();
    change("cli/package.json", null, "{\"dependencies\":{\"z\":\"1\"}}");
    assertThat(details())
        .containsExactly("`cli/package.json` gained `z`, which New Dependencies does not name");
  }

  @Test
  void a_lock_file_that_changed_alone_is_drift() {
    change("web/package-lock.json", null, null).change("api/go.sum", null, null);
    change("pom.xml", "<project/>", "<project><!-- x --></project>");
    assertThat(findings())
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "the lock file `api/go.sum` changed alone, without its manifest",
                List.of("api/go.sum"),
                List.of(),
                List.of("restore `api/go.sum`", "or plan a block that changes the manifest too")),
            new DriftFinding(
                Reason.DEPENDENCY,
                "the lock file `web/package-lock.json` changed alone, without its manifest",
                List.of("web/package-lock.json"),
                List.of(),
                List.of(
                    "restore `web/package-lock.json`",
                    "or plan a block that changes the manifest too")));
  }

  @Test
  void a_lock_file_follows_a_manifest_of_its_workspace() {
    change("pnpm-lock.yaml", null, null);
    change("packages/a/package.json", "{}", "{\"version\":\"2\"}");
    assertThat(findings()).isEmpty();
  }

  @Test
  void what_the_team_ignores_is_not_looked_at() {
    change("examples/package.json", "{}", "{\"dependencies\":{\"a\":\"1\"}}");
    change("examples/yarn.lock", null, null);
    assertThat(findings()).isEmpty();
  }

  @Test
  void a_file_that_the_team_calls_a_manifest_is_read_by_its_ending() {
    change("deps/web.json", "{}", "{\"dependencies\":{\"a\":\"1\"}}");
    change("deps/tools.list", "one 1.0\n", "one 1.1\ntwo\n");
    assertThat(details())
        .containsExactly(
            "`deps/tools.list` gained `two`, which New Dependencies does not name",
            "`deps/web.json` gained `a`, which New Dependencies does not name");
  }

  @Test
  void a_line_brought_out_of_a_comment_counts_and_a_comment_cannot_hide_one() {
    change("build.gradle", "// implementation 'a:b:1'\n", "implementation 'a:b:1'\n");
    assertThat(details())
        .containsExactly("`build.gradle` gained `a:b`, which New Dependencies does not name");
    manifests.clear();
    change("build.gradle", "", "def x = /\\/*/\nimplementation 'c:d:1'\n");
    assertThat(details())
        .containsExactly("`build.gradle` gained `c:d`, which New Dependencies does not name");
  }

  @Test
  void indirect_modules_come_with_an_allowed_one() {
    change(
        "go.mod",
        "module m\n",
        "module m\nrequire x.org/a v1.0.0\nrequire (\n\tx.org/b v1.0.0 // indirect\n)\n");
    assertThat(findings("x.org/a")).isEmpty();
    assertThat(details())
        .containsExactly(
            "`go.mod` gained `x.org/a`, `x.org/b`, which New Dependencies does not name");
  }

  @Test
  void a_package_of_the_workspace_itself_is_no_new_dependency() {
    change(
        "web/package.json",
        "{}",
        "{\"dependencies\":{\"@a/ui\":\"workspace:*\",\"left-pad\":\"1\"}}");
    change("app/Cargo.toml", "", "[dependencies]\ncore = { path = \"../core\" }\n");
    change(
        "app/pom.xml",
        "<project/>",
        "<project><dependencies><dependency><groupId>g</groupId><artifactId>core</artifactId>"
            + "</dependency></dependencies></project>");
    assertThat(details())
        .containsExactly(
            "`web/package.json` gained `left-pad`, which New Dependencies does not name");
  }

  @Test
  void a_lock_file_that_an_include_names_may_change_alone() {
    change("tools/Cargo.lock", "a", "b");
    change("other/Cargo.lock", "a", "b");
    assertThat(details())
        .containsExactly("the lock file `other/Cargo.lock` changed alone, without its manifest");
  }
}
