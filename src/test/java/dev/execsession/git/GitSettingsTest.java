package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitSettingsTest {
  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void makeRepository() {
    repo = TestRepo.create(temp);
    repo.write("../home/other", "[user]\n\tname = Other\n");
  }

  private GitConfig settings(Map<String, String> more) throws Exception {
    Map<String, String> environment = new TreeMap<>(repo.environment());
    environment.putAll(more);
    RepositoryFacts facts =
        Objects.requireNonNull(RepositoryProbe.inspect(repo.root(), environment, false).facts());
    return GitSettings.read(facts, environment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[include] path = other",
        "[include]\n path = ~/other",
        "[includeIf \"gitdir:~/../repo/\"] path = other",
        "[includeIf \"gitdir:**/repo/.git\"] path = other",
        "[includeIf \"gitdir:repo/\"] path = other",
        "[includeIf \"gitdir:REPO/\"] path = other",
        "[includeIf \"gitdir/i:REPO/\"] path = other",
        "[includeIf \"gitdir:elsewhere/\"] path = other",
        "[includeIf \"gitdir:{repo,x}/\"] path = other",
        "[includeIf \"onbranch:feature/\"] path = other",
        "[includeIf \"onbranch:feature/*\"] path = other",
        "[includeIf \"onbranch:main\"] path = other",
        "[include] path = nowhere",
      })
  void includes_are_followed_as_git_follows_them(String include) throws Exception {
    repo.write("../home/.gitconfig", "[user]\n name = First\n" + include + "\n");

    assertThat(settings(Map.of()).value("user.name").orElse(""))
        .isEqualTo(repo.git("config", "user.name").strip());
  }

  @Test
  void the_repository_is_stronger_than_the_user_and_the_environment_than_both() throws Exception {
    repo.write("../home/.gitconfig", "[user]\n name = Home\n email = h@h\n[a \"B.c\"]\n d = 1\n");
    repo.git("config", "user.name", "Own");

    GitConfig config =
        settings(
            Map.of(
                "GIT_CONFIG_COUNT", "1", "GIT_CONFIG_KEY_0", "a.B.c.D", "GIT_CONFIG_VALUE_0", "2"));

    assertThat(config.value("user.name")).contains("Own");
    assertThat(config.value("user.email")).contains("h@h");
    assertThat(config.value("a.B.c.d")).contains("2");
  }
}
