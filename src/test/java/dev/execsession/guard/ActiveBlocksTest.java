package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveBlocksTest {
  @TempDir Path temp;

  private static Optional<String> found(Path folder, Map<String, String> environment) {
    return new ActiveBlocks(environment)
        .find(List.of(folder))
        .map(found -> found.block().session());
  }

  @Test
  void the_block_is_found_from_anywhere_in_its_worktree() throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();

    assertThat(found(repo.root(), Map.of())).contains(GuardRepo.SESSION);
    assertThat(found(repo.root().resolve("src/not/there/yet"), Map.of()))
        .contains(GuardRepo.SESSION);
    Files.createDirectories(repo.root().resolve("src/inner/.git"));
    assertThat(found(repo.root().resolve("src/inner"), Map.of())).contains(GuardRepo.SESSION);
    assertThat(found(temp, Map.of())).isEmpty();
  }

  @Test
  void an_executor_in_another_folder_knows_its_session() {
    GuardRepo repo = GuardRepo.create(temp).active();

    assertThat(
            found(
                temp,
                Map.of(
                    "EXEC_SESSION_ID",
                    GuardRepo.SESSION,
                    "EXEC_SESSION_ROOT",
                    repo.root().toString())))
        .contains(GuardRepo.SESSION);
  }

  @Test
  void ignore_files_come_back_byte_for_byte() {
    GuardRepo repo = GuardRepo.create(temp);
    ActiveBlock plain =
        GuardRepo.block(GuardRepo.SESSION, repo.root(), ProcessIdentity.own(Map.of()), false);
    List<ActiveBlock.IgnoreText> ignored =
        List.of(
            new ActiveBlock.IgnoreText("", ""),
            new ActiveBlock.IgnoreText("src/\u00c3\u00a9", "\u00ff\u0000\r\n\"{}\n\n"),
            new ActiveBlock.IgnoreText("docs", "*.log"));
    ActiveBlock block =
        new ActiveBlock(
            plain.session(),
            plain.block(),
            plain.plan(),
            plain.planDigest(),
            plain.root(),
            plain.commits(),
            plain.result(),
            plain.open(),
            plain.tool(),
            plain.scope(),
            plain.checks(),
            ignored);
    repo.active(block);

    assertThat(new ActiveBlocks(Map.of()).find(List.of(repo.root())).orElseThrow().block())
        .isEqualTo(block);
  }

  @Test
  void without_the_file_no_block_is_active() {
    assertThat(found(GuardRepo.create(temp).root(), Map.of())).isEmpty();
  }

  @Test
  void a_block_of_another_worktree_of_the_repository_does_not_count() throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();
    Path linked = Files.createDirectories(temp.toRealPath().resolve("linked"));
    Path gitDir = Files.createDirectories(repo.root().resolve(".git/worktrees/linked"));
    Files.writeString(linked.resolve(".git"), "gitdir: " + gitDir + "\n");
    Files.writeString(gitDir.resolve("commondir"), "../..\n");

    assertThat(found(linked, Map.of())).isEmpty();

    String there = "20260102-120000000-abcd";
    repo.active(GuardRepo.block(there, linked, ProcessIdentity.own(Map.of()), false));
    assertThat(found(linked, Map.of())).contains(there);
    assertThat(found(repo.root(), Map.of())).contains(GuardRepo.SESSION);
  }

  @Test
  void what_a_crash_left_counts_for_the_executor_that_outlived_it_alone() {
    GuardRepo repo = GuardRepo.create(temp);
    repo.active(GuardRepo.block(GuardRepo.SESSION, repo.root(), GuardRepo.ended(), false));

    assertThat(found(repo.root(), Map.of())).isEmpty();
    assertThat(found(repo.root(), Map.of("EXEC_SESSION_ID", GuardRepo.SESSION)))
        .contains(GuardRepo.SESSION);
  }

  @Test
  void a_block_that_is_open_for_an_agent_counts_when_no_process_of_the_session_runs() {
    GuardRepo repo = GuardRepo.create(temp);
    ActiveBlock ended = GuardRepo.block(GuardRepo.SESSION, repo.root(), GuardRepo.ended(), false);
    repo.active(
        new ActiveBlock(
            ended.session(),
            ended.block(),
            ended.plan(),
            ended.planDigest(),
            ended.root(),
            ended.commits(),
            "",
            true,
            ended.tool(),
            ended.scope(),
            ended.checks(),
            ended.ignored()));

    assertThat(found(repo.root(), Map.of())).contains(GuardRepo.SESSION);
  }

  @Test
  void a_session_in_another_pid_namespace_is_taken_to_run() {
    GuardRepo repo = GuardRepo.create(temp);
    PidSpace here = PidSpace.here(Map.of());
    ProcessIdentity unseen =
        new ProcessIdentity(1, 1, new PidSpace(here.host(), here.boot(), "1"), "");
    repo.active(GuardRepo.block(GuardRepo.SESSION, repo.root(), unseen, false));

    assertThat(found(repo.root(), Map.of())).contains(GuardRepo.SESSION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "half",
        "flipped",
        "version",
        "nothing behind",
        "renamed",
        "link",
        "folder"
      })
  void a_damaged_or_foreign_file_is_reported_and_stops(String damage) throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();
    Path file = repo.file(GuardRepo.SESSION);
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, StandardCharsets.UTF_8);
    switch (damage) {
      case "half" -> Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
      case "flipped" -> Files.writeString(file, text.replace("src/secret/**", "src/secrex/**"));
      case "version" ->
          Files.writeString(file, text.replaceFirst("active-block \\d+", "active-block 99"));
      case "nothing behind" ->
          Files.writeString(file, text.replaceFirst("(?s)crc32:.*", "crc32:00000000\n"));
      case "renamed" ->
          Files.move(
              Files.createDirectories(repo.root().resolve(".git/exec-session"))
                  .resolve(GuardRepo.SESSION),
              repo.root().resolve(".git/exec-session/20260101-120000000-ffff"));
      case "link" -> {
        Files.move(file, temp.resolve("moved"));
        Files.createSymbolicLink(file, temp.resolve("moved"));
      }
      case "folder" -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      default -> Files.writeString(file, damage);
    }

    assertThatThrownBy(() -> found(repo.root(), Map.of()))
        .isInstanceOfSatisfying(
            StopException.class,
            stop -> {
              assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE);
              assertThat(stop.problems().get(0).code()).isEqualTo(ProblemCode.GUARD_STATE);
            });
  }
}
