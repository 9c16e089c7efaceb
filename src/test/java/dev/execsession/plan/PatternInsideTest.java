package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternInsideTest {
  @ParameterizedTest
  @CsvSource({
    "src/**, src/**",
    "src/a/, src/**",
    "src/a, src/**",
    "src, src/**",
    "src/, src/**",
    "src/a/**, src/",
    "src/a/B.java, src/**/*.java",
    "src/**/b/*.java, src/**/*.java",
    "docs/a.md, *.md",
    "apps/web/src/**, apps/*/src/**",
    "a/[bc]/d, a/**",
    "x/y, **",
    "pom.xml, pom.xml",
    "a/**/b, a/**",
    "a/**/b/**/c, **/c",
    "*.d/, *.d/",
    "*.d/**, *.d/",
    "a/***, a/",
    "a/[bc]/d/, a/[bc]/d/",
    "src/a?b, src/a?*",
    "src/*a, src/*",
    "src/Å.md, Å*",
  })
  void a_covered_pattern_is_inside(String narrow, String wide) {
    assertThat(PatternInside.isInside(narrow, wide)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "infra/**, src/**",
    "**, src/**",
    "src2/a, src/**",
    "src/**, src/*.java",
    "src/**, src/a/**",
    "src/*, src/*.java",
    "a/pom.xml, pom.xml",
    "apps/*/src/**, apps/web/src/**",
    "*.md, docs/*.md",
    "a/[bc]/d, a/b/**",
    "src/?, src/a",
    "src/*, src/?",
    "src/é, src/?",
    "src/, src/?/**",
    "src/, src/?",
    "src/a*b, src/a?*b",
    "src/***, src/*/x",
    "src/***/b, src/*/b",
    "src/a**/b, src/*/b",
    "*.d/, *.d/**",
    "**/**, **/",
    "**/[ab], **/",
    "a/**/b/b/b, a/*/*/b",
  })
  void a_pattern_that_may_not_be_covered_is_outside(String narrow, String wide) {
    assertThat(PatternInside.isInside(narrow, wide)).isFalse();
  }
}
