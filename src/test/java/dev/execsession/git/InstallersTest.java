package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.ContentId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InstallersTest {
  private static final String RUNNER =
      "548990e1c11285694096184993d907b258d41235461a7ca2551e3b53ff9d3a38";

  @Test
  void a_file_is_huskys_own_by_place_and_content() {
    assertThat(Installers.isHusky(".husky/_/h", RUNNER)).isTrue();
    assertThat(Installers.isHusky(".husky/_/husky.sh", RUNNER)).isFalse();
    assertThat(Installers.isHusky(".husky/pre-commit", RUNNER)).isFalse();
    assertThat(Installers.isHusky(".husky/_/husky.sh", digest(""))).isTrue();
    assertThat(Installers.isHusky(".husky/_/h", digest(""))).isFalse();
    String hook = "#!/usr/bin/env sh\n. \"${0%/*}/h\"";
    assertThat(Installers.isHusky(".husky/_/pre-push", digest(hook))).isTrue();
    assertThat(Installers.isHusky(".husky/_/pre-push", digest(hook + "; x"))).isFalse();
  }

  private static String digest(String text) {
    return ContentId.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
