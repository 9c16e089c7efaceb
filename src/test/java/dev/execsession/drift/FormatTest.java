package dev.execsession.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.text.TreePath;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormatTest {
  private static Set<String> packages(String path, String text) throws Exception {
    return Manifests.format(TreePath.of(path)).packages(text);
  }

  @Test
  void maven_dependencies_plugins_and_parents_are_packages() throws Exception {
    assertThat(
            packages(
                "pom.xml",
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <parent><groupId>org.p</groupId><artifactId>parent</artifactId></parent>
                  <artifactId>me</artifactId>
                  <properties><g>org.${tail}</g><tail>x</tail></properties>
                  <dependencies>
                    <dependency>
                      <groupId>${g}</groupId><artifactId>a</artifactId>
                      <exclusions><exclusion><groupId>no</groupId><artifactId>no</artifactId></exclusion></exclusions>
                    </dependency>
                    <dependency><groupId>${project.groupId}</groupId><artifactId>own</artifactId></dependency>
                    <!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
                  </dependencies>
                  <build><plugins><plugin><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build>
                </project>
                """))
        .containsExactly(
            "org.p:parent", "org.x:a", "org.p:own", "org.apache.maven.plugins:maven-jar-plugin");
  }

  @Test
  void gradle_coordinates_plugins_and_catalog_names_are_packages() throws Exception {
    assertThat(
            packages(
                "build.gradle.kts",
                """
                plugins { id("com.x.plugin") version "1" }
                dependencies {
                  implementation("org.a:b:1.0") // testImplementation("no:no:1")
                  api(project(":core")) /* api("no:no") */
                  runtimeOnly(group = "org.c", name = "d", version = "1")
                  implementation(libs.guava.core)
                }
                tasks.named("test") { dependsOn("api:jar") }
                repositories { maven("https://repo.example.org/x") }
                """))
        .containsExactlyInAnyOrder("org.a:b", "org.c:d", "com.x.plugin", "libs.guava.core");
    assertThat(
            packages(
                "gradle/libs.versions.toml",
                """
                [libraries]
                a = { module = "org.a:b", version = "1" }
                c = { group = "org.c", name = "d" }
                """))
        .containsExactly("org.a:b", "org.c:d");
  }

  @Test
  void an_npm_alias_or_url_is_resolved_to_its_package() throws Exception {
    assertThat(
            packages(
                "package.json",
                """
                {"dependencies": {"a": "^1", "b": "npm:@evil/b@2", "c": "git+https://h/c.git#v1",
                  "d": "workspace:*", "e": "owner/repo"},
                 "devDependencies": {"f": "1"}, "overrides": {"g": {".": "1", "h": "2"}},
                 "scripts": {"x": "y"}}
                """))
        .containsExactly("a", "@evil/b", "c@git+https://h/c.git", "d", "e@owner/repo", "f", "h");
  }

  @Test
  void python_names_are_normalized() throws Exception {
    assertThat(
            packages(
                "requirements-dev.txt",
                """
                # tools
                Flask_Login[async]>=1 ; python_version > "3"  # why
                pkg @ https://h/pkg.whl
                -r  other.txt
                long==1 \\
                    --hash=sha256:00
                https://h/x.tar.gz
                """))
        .containsExactly(
            "flask-login", "pkg@https://h/pkg.whl", "-r other.txt", "long", "https://h/x.tar.gz");
  }

  @Test
  void all_pyproject_variants_are_parsed() throws Exception {
    assertThat(
            packages(
                "pyproject.toml",
                """
                [build-system]
                requires = ["hatchling"]
                [project]
                name = "me"
                dependencies = [
                  "A.b>=1",  # first
                  'c[x]',
                ]
                [project.optional-dependencies]
                dev = ["d"]
                [dependency-groups]
                test = ["e", {include-group = "dev"}]
                [tool.poetry.dependencies]
                python = "^3.12"
                f = {version = "1", extras = ["x"]}
                [tool.poetry.group.docs.dependencies]
                g = "1"
                [tool.black]
                line-length = 100
                """))
        .contains("hatchling", "a-b", "c", "d", "e", "f", "g")
        .doesNotContain("python", "me", "line-length", "x");
  }

  @Test
  void crates_are_identified_by_package_and_source() throws Exception {
    assertThat(
            packages(
                "Cargo.toml",
                """
                [package]
                name = "me"
                [dependencies]
                a = "1"
                b = { package = "real-b", version = "1" }
                c = { git = "https://h/c" }
                d.workspace = true
                [dependencies.e]
                version = "1"
                [target.'cfg(unix)'.dev-dependencies]
                f = "1"
                [workspace.dependencies]
                g = "1"
                [patch.crates-io]
                h = { git = "https://h/h" }
                """))
        .containsExactly("a", "real-b", "c@https://h/c", "d", "e", "f", "g", "h@https://h/h");
  }

  @Test
  void go_modules_replacements_and_tools_are_packages() throws Exception {
    assertThat(
            packages(
                "go.mod",
                """
                module example.org/me
                go 1.25
                require example.org/a v1.0.0
                require (
                	example.org/b v1.0.0 // indirect
                	// example.org/no v1.0.0
                )
                replace example.org/a => ../a
                tool example.org/t/cmd
                exclude example.org/z v1.0.0
                """))
        .containsExactly("example.org/a", "example.org/b", "../a", "example.org/t/cmd");
  }

  @Test
  void gems_composer_and_dotnet_packages_are_parsed() throws Exception {
    assertThat(
            packages(
                "Gemfile",
                """
                gem "rails", "~> 8" # gem "no"
                gem('a', git: 'https://h/a')
                """))
        .containsExactly("rails", "a@https://h/a");
    assertThat(
            packages(
                "composer.json",
                "{\"require\":{\"php\":\">=8\",\"ext-json\":\"*\",\"a/b\":\"1\"},"
                    + "\"require-dev\":{\"c/d\":\"1\"}}"))
        .containsExactly("a/b", "c/d");
    assertThat(
            packages(
                "src/App.csproj",
                "<Project><ItemGroup><PackageReference Include=\"A.B\" Version=\"1\"/>"
                    + "<ProjectReference Include=\"x.csproj\"/></ItemGroup></Project>"))
        .containsExactly("A.B");
  }

  @Test
  void a_syntax_error_is_not_read_as_empty() {
    assertThatThrownBy(() -> packages("pom.xml", "<project>"))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("it is not well-formed XML");
    assertThatThrownBy(() -> packages("package.json", "[]"))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("it is not a JSON object");
    assertThatThrownBy(() -> packages("Cargo.toml", "[dependencies]\na = {\n"))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("unterminated value");
    assertThatThrownBy(() -> packages("pyproject.toml", "<<<<<<< HEAD\n"))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("line 1 is not TOML");
    assertThatThrownBy(() -> packages("pyproject.toml", "a".repeat(100_000)))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("line 1 is not TOML");
    assertThatThrownBy(() -> packages("go.mod", "require x\n"))
        .isInstanceOf(UnreadableManifest.class)
        .hasMessage("the line `x` is not a require");
  }
}
