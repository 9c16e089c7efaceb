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
  void an_unlisted_package_is_reported_with_the_line_to_add() {
    change(
        "api/pom.xml",
        "<project><dependencies/></project>",
        "<project><dependencies><dependency><groupId>org.a</groupId>"
            + "<artifactId>b</artifactId></dependency></dependencies></project>");
    assertThat(findings("none"))
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "`api/pom.xml` adds `org.a:b`, which New Dependencies does not list",
                List.of("api/pom.xml"),
                List.of("+ org.a:b"),
                List.of("add `org.a:b` to the block's New Dependencies")));
    assertThat(findings("org.a:b")).isEmpty();
    assertThat(findings("maven:org.a:b:1.0")).isEmpty();
    assertThat(findings("b")).hasSize(1);
  }

  @Test
  void of_a_key_that_a_json_manifest_has_twice_the_last_one_counts() {
    change("package.json", "{}", "{\"dependencies\":{\"a\":\"1\"},\"dependencies\":{\"b\":\"1\"}}");
    change("composer.json", "{}", "{\"require\":{\"c/d\":\"1\"},\"require\":{\"e/f\":\"1\"}}");
    assertThat(details("none"))
        .containsExactly(
            "`composer.json` adds `e/f`, which New Dependencies does not list",
            "`package.json` adds `b`, which New Dependencies does not list");
  }

  @Test
  void changed_versions_and_removals_are_not_reported() {
    change(
        "package.json",
        "{\"dependencies\":{\"a\":\"1\",\"b\":\"1\"}}",
        "{\"dependencies\":{\"a\":\"2\"}}");
    assertThat(findings()).isEmpty();
  }

  @Test
  void a_package_can_be_listed_in_several_ways() {
    change("package.json", "{}", "{\"dependencies\":{\"@a/b\":\"1\"}}");
    change("requirements.txt", "", "Flask_Login==1\n");
    assertThat(findings("npm:@a/b", "flask-login")).isEmpty();
    assertThat(findings("@a/b@1.2.3", "pypi:Flask-Login>=2")).isEmpty();
    assertThat(details("@a/c", "pypi:flask"))
        .containsExactly(
            "`package.json` adds `@a/b`, which New Dependencies does not list",
            "`requirements.txt` adds `flask-login`, which New Dependencies does not list");
  }

  @Test
  void a_manifest_that_becomes_unreadable_is_reported() {
    change("package.json", "{}", "{\"dependencies\":");
    assertThat(findings())
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "the manifest `package.json` cannot be read after the block: it is not a JSON object",
                List.of("package.json"),
                List.of(),
                List.of("fix `package.json` so that its packages can be compared")));
  }

  @Test
  void an_entity_in_xml_is_never_resolved() {
    change(
        "pom.xml",
        "<project/>",
        "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><project><name>&e;</name></project>");
    assertThat(details())
        .containsExactly(
            "the manifest `pom.xml` cannot be read after the block: it declares a document type or an"
                + " entity");
  }

  @Test
  void a_moved_manifest_adds_nothing_but_a_new_one_adds_all_packages() {
    String json = "{\"devDependencies\":{\"a\":\"1\"}}";
    change("web/package.json", json, null).change("ui/package.json", null, json);
    assertThat(findings()).isEmpty();
    change("cli/package.json", null, "{\"dependencies\":{\"z\":\"1\"}}");
    assertThat(details())
        .containsExactly("`cli/package.json` adds `z`, which New Dependencies does not list");
  }

  @Test
  void a_lock_file_that_changed_without_its_manifest_is_reported() {
    change("web/package-lock.json", null, null).change("api/go.sum", null, null);
    change("pom.xml", "<project/>", "<project><!-- x --></project>");
    assertThat(findings())
        .containsExactly(
            new DriftFinding(
                Reason.DEPENDENCY,
                "the lock file `api/go.sum` changed without its manifest",
                List.of("api/go.sum"),
                List.of(),
                List.of("restore `api/go.sum`", "or plan a block that changes the manifest too")),
            new DriftFinding(
                Reason.DEPENDENCY,
                "the lock file `web/package-lock.json` changed without its manifest",
                List.of("web/package-lock.json"),
                List.of(),
                List.of(
                    "restore `web/package-lock.json`",
                    "or plan a block that changes the manifest too")));
  }

  @Test
  void a_lock_file_may_change_with_a_manifest_of_its_workspace() {
    change("pnpm-lock.yaml", null, null);
    change("packages/a/package.json", "{}", "{\"version\":\"2\"}");
    assertThat(findings()).isEmpty();
  }

  @Test
  void ignored_manifests_and_lock_files_are_not_reported() {
    change("examples/package.json", "{}", "{\"dependencies\":{\"a\":\"1\"}}");
    change("examples/yarn.lock", null, null);
    assertThat(findings()).isEmpty();
  }

  @Test
  void a_configured_manifest_is_parsed_by_its_extension() {
    change("deps/web.json", "{}", "{\"dependencies\":{\"a\":\"1\"}}");
    change("deps/tools.list", "one 1.0\n", "one 1.1\ntwo\n");
    assertThat(details())
        .containsExactly(
            "`deps/tools.list` adds `two`, which New Dependencies does not list",
            "`deps/web.json` adds `a`, which New Dependencies does not list");
  }

  @Test
  void an_uncommented_line_counts_and_a_comment_cannot_hide_one() {
    change("build.gradle", "// implementation 'a:b:1'\n", "implementation 'a:b:1'\n");
    assertThat(details())
        .containsExactly("`build.gradle` adds `a:b`, which New Dependencies does not list");
    manifests.clear();
    change("build.gradle", "", "def x = /\\/*/\nimplementation 'c:d:1'\n");
    assertThat(details())
        .containsExactly("`build.gradle` adds `c:d`, which New Dependencies does not list");
  }

  @Test
  void indirect_modules_are_allowed_with_an_allowed_one() {
    change(
        "go.mod",
        "module m\n",
        "module m\nrequire x.org/a v1.0.0\nrequire (\n\tx.org/b v1.0.0 // indirect\n)\n");
    assertThat(findings("x.org/a")).isEmpty();
    assertThat(details())
        .containsExactly(
            "`go.mod` adds `x.org/a`, `x.org/b`, which New Dependencies does not list");
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
            "`web/package.json` adds `left-pad`, which New Dependencies does not list");
  }

  @Test
  void a_lock_file_that_an_include_names_may_change_alone() {
    change("tools/Cargo.lock", "a", "b");
    change("other/Cargo.lock", "a", "b");
    assertThat(details())
        .containsExactly("the lock file `other/Cargo.lock` changed without its manifest");
  }
}
