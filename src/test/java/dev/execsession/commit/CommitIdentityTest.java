package dev.execsession.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.GitConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitIdentityTest {
  @Test
  void an_identity_is_made_of_what_git_would_take() {
    GitConfig config =
        GitConfig.parse(
            "[user]\n name = \"  A <b> \\\"c\\\". \"\n email = <u@u>\n[author]\n email = a@a\n");

    CommitIdentity identity =
        CommitIdentity.of(config, Map.of("GIT_COMMITTER_NAME", "Bot")).orElseThrow();

    assertThat(identity.author()).isEqualTo(new CommitIdentity.Person("A b \"c", "a@a"));
    assertThat(identity.committer()).isEqualTo(new CommitIdentity.Person("Bot", "u@u"));
    assertThat(CommitIdentity.of(GitConfig.parse("[user]\n name = A\n"), Map.of())).isEmpty();
    assertThat(CommitIdentity.of(GitConfig.parse("[user]\n name = ..\n email = a\n"), Map.of()))
        .isEmpty();
  }
}
