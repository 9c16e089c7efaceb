package dev.execsession.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust as the agents' own files record it. */
class FolderTrustTest {
  private static FolderTrust of(KnownAgent agent, String text) {
    return FolderTrust.of(agent, text, List.of(Path.of("/work/tree"), Path.of("/work/main")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [projects."/work/tree"]      | trusted   | TRUSTED
          [projects.'/work/main']      | trusted   | TRUSTED
          [projects."/work/tree"]      | untrusted | REFUSED
          [projects."/work/tree/deep"] | trusted   | NOT_RECORDED
          [tools."/work/tree"]         | trusted   | NOT_RECORDED
          """)
  void codex_has_a_table_for_each_project(String header, String level, FolderTrust trust) {
    String text = "model = \"x\"\n" + header + "\ntrust_level = \"" + level + "\" # by hand\n";

    assertThat(of(KnownAgent.CODEX, text)).isEqualTo(trust);
  }

  @Test
  void a_level_of_another_project_does_not_count() {
    assertThat(
            of(
                KnownAgent.CODEX,
                "[projects.\"/work/tree\"]\n[projects.\"/else\"]\ntrust_level = \"trusted\"\n"))
        .isEqualTo(FolderTrust.NOT_RECORDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"/work":"TRUST_FOLDER"}                                 | TRUSTED
          {"/work/tree":"TRUST_FOLDER"}                            | TRUSTED
          {"/work/other":"TRUST_PARENT"}                           | TRUSTED
          {"/work":"TRUST_FOLDER","/work/tree":"DO_NOT_TRUST"}     | REFUSED
          {"/work/tree":"TRUST_FOLDER","/work":"DO_NOT_TRUST"}     | TRUSTED
          {"/work/other":"TRUST_FOLDER"}                           | NOT_RECORDED
          not JSON                                                 | NOT_RECORDED
          """)
  void the_nearest_rule_of_gemini_decides(String text, FolderTrust trust) {
    assertThat(of(KnownAgent.GEMINI, text)).isEqualTo(trust);
  }

  @Test
  void copilot_lists_folders_and_claude_needs_none() {
    assertThat(of(KnownAgent.COPILOT, "{\"trustedFolders\":[\"/work/tree\"]}"))
        .isEqualTo(FolderTrust.TRUSTED);
    assertThat(of(KnownAgent.COPILOT, "{\"trustedFolders\":\"/work/tree\"}"))
        .isEqualTo(FolderTrust.NOT_RECORDED);
    assertThat(of(KnownAgent.CLAUDE, "")).isEqualTo(FolderTrust.NOT_NEEDED);
  }
}
