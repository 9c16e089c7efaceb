package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditGuardTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          src/A.java              | included  | src/**
          src/new/deep/B.java     | included  | src/**
          ./src/./A.java          | included  | src/**
          docs/../src/A.java      | included  | src/**
          src/secret/key          | excluded  | src/secret/**
          src/secret/../secret/k  | excluded  | src/secret/**
          src/../README.md        | outside   | not in any include
          README.md               | outside   | not in any include
          .git/config             | protected | .git
          .git/hooks/../HEAD      | protected | .git
          docs/exec-plans/active/x.md | protected | the running plan
          src/AGENTS.md           | protected | AGENTS.md
          deploy/prod.yml         | protected | deploy/**
          target/out.txt          | side effect | ignored by git
          .env                    | sensitive | .env*
          """)
  void a_path_is_judged_as_the_disk_check_would(String path, String verdict, String rule) {
    Ruling ruling = GuardRepo.create(temp).active().guard().rule(path, repo());

    assertThat(ruling.verdict()).extracting(v -> v.jsonName()).isEqualTo(verdict);
    assertThat(ruling.rule()).isEqualTo(rule);
    assertThat(ruling.allowed())
        .isEqualTo(verdict.equals("included") || verdict.equals("side effect"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "../elsewhere",
        "src/../../x",
        "",
        "a\0b",
        "src/\ufffd",
        ".",
        "/"
      })
  void paths_outside_the_worktree_are_denied(String path) {
    Ruling ruling = GuardRepo.create(temp).active().guard().rule(path, repo());

    assertThat(ruling.allowed()).isFalse();
    assertThat(ruling.verdict()).isNull();
    assertThat(ruling.sentence("B02")).contains("block `B02` may not edit");
  }

  @Test
  void a_path_is_judged_where_its_links_lead() throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();
    Files.createSymbolicLink(repo.root().resolve("src/out"), Path.of("../secret"));
    Files.createSymbolicLink(repo.root().resolve("src/away"), temp);
    Files.createSymbolicLink(repo.root().resolve("src/file"), Path.of("../README.md"));
    Files.createSymbolicLink(repo.root().resolve("src/in"), Path.of("deep"));
    Files.createSymbolicLink(repo.root().resolve("src/loop"), Path.of("loop"));
    EditGuard guard = repo.guard();

    assertThat(guard.rule("src/out/key", repo.root()).shown()).isEqualTo("secret/key");
    assertThat(guard.rule("src/out/key", repo.root()).allowed()).isFalse();
    assertThat(guard.rule("src/away/x", repo.root()).rule())
        .isEqualTo("it is outside the worktree");
    assertThat(guard.rule("src/file", repo.root()).shown()).isEqualTo("README.md");
    assertThat(guard.rule("src/file", repo.root()).allowed()).isFalse();
    assertThat(guard.rule("src/in/new.txt", repo.root()).allowed()).isTrue();
    assertThat(guard.rule("src/loop/x", repo.root()).rule()).contains("too many links");
    // A program that follows links first ends up next to the link's target.
    assertThat(guard.rule("src/away/../A.java", repo.root()).allowed()).isFalse();
  }

  @Test
  void names_are_folded_where_the_scope_folds_them() {
    GuardRepo repo = GuardRepo.create(temp);
    repo.active(GuardRepo.block(GuardRepo.SESSION, repo.root(), own(), true));
    EditGuard guard = repo.guard();

    assertThat(guard.rule("src/SECRET/key", repo.root()).allowed()).isFalse();
    assertThat(guard.rule("docs/exec-plans/active/X.md", repo.root()).allowed()).isFalse();
    assertThat(guard.rule("src/a.java", repo.root()).allowed()).isTrue();
  }

  @Test
  void a_relative_path_is_relative_to_the_agents_folder() {
    EditGuard guard = GuardRepo.create(temp).active().guard();

    assertThat(guard.rule("A.java", repo().resolve("src")).allowed()).isTrue();
    assertThat(guard.rule("A.java", repo()).allowed()).isFalse();
  }

  @Test
  void the_sentence_shows_no_raw_control_characters_and_has_an_end() {
    EditGuard guard = GuardRepo.create(temp).active().guard();

    String sentence = guard.rule("x\u001b[2J\n\u202e" + "y".repeat(9000), repo()).sentence("B02");

    assertThat(sentence).doesNotContain("\u001b", "\n", "\u202e").hasSizeLessThan(600);
  }

  private Path repo() {
    try {
      return temp.toRealPath().resolve("repo");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ProcessIdentity own() {
    return ProcessIdentity.own(Map.of());
  }
}
