package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "make test",
        "make test\n",
        "set -euo pipefail\nmake test",
        "#!/bin/sh\n\n# all of it\nset -e\nset -o pipefail\nexport CI=1\ncd web\n  make test\n",
        "set -eu -o pipefail\nexport A=1 B=2\nmake test # the tests",
      })
  void a_command_is_named_by_its_first_line_that_does_something(String command) {
    assertThat(CommandName.of(command)).startsWith("make test").doesNotContain("…");
  }

  @Test
  void further_lines_that_do_something_are_told_by_an_ellipsis() {
    assertThat(CommandName.of("set -e\nmake build\n# then\nmake test")).isEqualTo("make build …");
    assertThat(CommandName.of("mvn -q \\\n  verify")).isEqualTo("mvn -q …");
  }

  @Test
  void a_line_that_prepares_and_does_something_is_a_name() {
    assertThat(CommandName.of("cd web && npm test")).isEqualTo("cd web && npm test");
    assertThat(CommandName.of("export CI=1; npm test")).isEqualTo("export CI=1; npm test");
    assertThat(CommandName.of("cd web || exit 1\nnpm test")).isEqualTo("cd web || exit 1 …");
  }

  @Test
  void a_command_that_only_prepares_is_named_by_its_first_line() {
    assertThat(CommandName.of("set -e\ncd web")).isEqualTo("set -e …");
    assertThat(CommandName.of("cd web")).isEqualTo("cd web");
  }
}
