package dev.execsession.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.text.TreePath;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "src/**, src/A.java, true",
    "src/**, src/a/b/c, true",
    "src/**, src, false",
    "src/**, srcs/A.java, false",
    "**/*.java, X.java, true",
    "**/*.java, a/b/X.java, true",
    "*.java, a/b/X.java, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, ab, false",
    "**/b, ab, false",
    "**/b, a/xb, false",
    "a/**/b, a/xb, false",
    "src/*, src/a/b, true",
    "src/*.js, src/a/b.js, false",
    "src/?.js, src/a.js, true",
    "src/[a-c].js, src/b.js, true",
    "src/[!a-c].js, src/b.js, false",
    "src/[^a-c].js, src/d.js, true",
    "src/[[:digit:]]x, src/7x, true",
    "src/[]a]x, src/]x, true",
    "src/[a, src/[a, false",
    "src/\\*.js, src/*.js, true",
    "src/\\*.js, src/a.js, false",
    "docs/, a/docs/x, true",
    "docs/, docs, false",
    "/docs, docs/x, true",
    "/docs, a/docs/x, false",
    "docs, a/docs/x, true",
    "**, a/b, true",
    "a/b, x/a/b, false",
  })
  void a_pattern_means_what_it_means_in_an_ignore_file(
      String pattern, String path, boolean expected) {
    assertThat(PathPattern.parse(pattern).matches(TreePath.of(path), false)).isEqualTo(expected);
  }

  @Test
  void a_folder_pattern_matches_the_folder_but_no_file_of_that_name() {
    PathPattern pattern = PathPattern.parse("build/");
    assertThat(pattern.matches(TreePath.of("a/build"), true)).isTrue();
    assertThat(pattern.matches(TreePath.of("a/build"), false)).isFalse();
    assertThat(pattern.matches(TreePath.of("a/build/x"), false)).isTrue();
  }

  @Test
  void an_include_of_a_bare_name_is_the_entry_at_the_root_and_an_exclude_is_it_anywhere() {
    for (String name : new String[] {"pom.xml", "./pom.xml"}) {
      PathPattern include = PathPattern.forInclude(name);
      assertThat(include.matches(TreePath.of("pom.xml"), false)).isTrue();
      assertThat(include.matches(TreePath.of("a/pom.xml"), false)).isFalse();
    }
    assertThat(PathPattern.forInclude("src/").matches(TreePath.of("src/A"), false)).isTrue();
    assertThat(PathPattern.forInclude("src/").matches(TreePath.of("a/src/A"), false)).isFalse();
    assertThat(PathPattern.forInclude("*.md").matches(TreePath.of("a/b.md"), false)).isTrue();
    assertThat(PathPattern.forExclude("pom.xml").matches(TreePath.of("a/pom.xml"), false)).isTrue();
    assertThat(PathPattern.forExclude("./pom.xml").matches(TreePath.of("a/pom.xml"), false))
        .isFalse();
  }

  @Test
  void three_dots_at_the_end_mean_the_whole_tree() {
    assertThat(PathPattern.forInclude("src/...").matches(TreePath.of("src/a/b"), false)).isTrue();
    assertThat(PathPattern.forInclude("src/…").matches(TreePath.of("src/a/b"), false)).isTrue();
  }

  @Test
  void names_with_line_feeds_and_bytes_that_are_not_text_are_matched() {
    TreePath lineFeed = TreePath.of("src/secret/a\nb");
    TreePath bytes = TreePath.ofBytes(new byte[] {'s', 'r', 'c', '/', (byte) 0xff, 'x'});
    assertThat(PathPattern.parse("src/secret/**").matches(lineFeed, false)).isTrue();
    assertThat(PathPattern.parse("src/*/*").matches(lineFeed, false)).isTrue();
    assertThat(PathPattern.parse("src/?x").matches(bytes, false)).isTrue();
    assertThat(PathPattern.parse("src/é").matches(TreePath.of("src/é"), false)).isTrue();
  }

  @Test
  void the_work_is_bounded_by_bytes_times_tokens_however_many_wildcards_there_are() {
    PathPattern pattern = PathPattern.parse(String.join("/", Collections.nCopies(12, "**/*a")));
    TreePath path = TreePath.of(String.join("/", Collections.nCopies(60, "aaaaaab")));
    assertThat(pattern.matches(path, false)).isFalse();
    int tokens = 12 * 4;
    assertThat(pattern.steps(path)).isLessThan(3L * path.raw().length() * tokens);
  }

  @Test
  void a_pattern_of_many_tokens_is_matched_as_a_short_one() {
    String longName = "x".repeat(200);
    assertThat(PathPattern.parse("?".repeat(200)).matches(TreePath.of(longName), false)).isTrue();
    assertThat(PathPattern.parse("?".repeat(199)).matches(TreePath.of(longName), false)).isFalse();
    assertThat(
            PathPattern.parse("a/" + "*x".repeat(100)).matches(TreePath.of("a/" + longName), false))
        .isTrue();
  }

  @Test
  void the_literal_prefix_ends_before_the_first_wildcard_and_is_empty_for_a_bare_name() {
    assertThat(PathPattern.parse(".github/workflows/**").literalPrefix())
        .isEqualTo(".github/workflows/");
    assertThat(PathPattern.parse("**").literalPrefix()).isEmpty();
    assertThat(PathPattern.parse("docs").literalPrefix()).isEmpty();
    assertThat(PathPattern.forInclude("docs").literalPrefix()).isEqualTo("docs");
  }
}
