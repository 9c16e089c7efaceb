package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardCallsTest {
  private static final String ALLOWED =
      "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/A.java\"}";
  private static final String DENIED =
      "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"README.md\"}";

  @TempDir Path temp;

  private static HookAnswer hook(GuardRepo repo, String payload) {
    return new HookGuard(Agent.CODEX, repo.root(), Map.of(), GuardRepo.IGNORED)
        .answer(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static String with(String payload, String id) {
    return payload + ",\"tool_use_id\":\"" + id + "\"}";
  }

  private Path folder() {
    try {
      return Files.createDirectories(temp.toRealPath().resolve("scratch"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file() {
    return folder().resolve(GuardCalls.NAME);
  }

  @Test
  void each_answer_during_a_block_is_one_line_next_to_the_result_file() {
    GuardRepo repo = GuardRepo.create(temp).active();
    folder();

    hook(repo, with(ALLOWED, "toolu_1"));
    hook(repo, with(DENIED, "toolu_2"));
    hook(repo, ALLOWED + "}");
    hook(repo, "not JSON");

    assertThat(file())
        .content()
        .matches(
            """
            call toolu_1
            veto toolu_2 block `B02` may not edit `README.md`: outside.*
            call -
            veto - the hook's input is not JSON.*
            """);
    GuardCalls calls = GuardCalls.read(folder());
    assertThat(calls.calls()).isEqualTo(4);
    assertThat(calls.vetoes()).isEqualTo(2);
    assertThat(calls.reasons())
        .first()
        .asString()
        .startsWith("block `B02` may not edit `README.md`: outside")
        .doesNotContain("EXEC_SESSION_RESULT");
  }

  @Test
  void the_same_tool_call_counts_once_though_its_hook_is_configured_twice() {
    GuardRepo repo = GuardRepo.create(temp).active();
    folder();

    for (int i = 0; i < 2; i++) {
      hook(repo, with(ALLOWED, "toolu_1"));
      hook(repo, with(DENIED, "toolu_2"));
      hook(repo, DENIED + "}");
    }

    GuardCalls calls = GuardCalls.read(folder());
    assertThat(calls.calls()).isEqualTo(4);
    assertThat(calls.vetoes()).isEqualTo(3);
    assertThat(calls.reasons()).hasSize(3);
  }

  @Test
  void nothing_is_written_without_a_block_or_for_a_block_that_a_person_works_on() {
    GuardRepo repo = GuardRepo.create(temp);
    folder();
    hook(repo, with(DENIED, "toolu_1"));

    assertThat(file()).doesNotExist();
    assertThat(GuardCalls.read(folder())).isEqualTo(GuardCalls.NONE);
  }

  @Test
  void an_answer_is_the_same_where_the_line_cannot_be_written() throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();
    HookAnswer counted = hook(repo, with(DENIED, "toolu_1"));
    assertThat(folder()).isEmptyDirectory();

    Files.createDirectory(file());

    assertThat(hook(repo, with(DENIED, "toolu_1"))).isEqualTo(counted);
    assertThat(hook(repo, with(ALLOWED, "toolu_1"))).isEqualTo(Agent.CODEX.allow());
    assertThat(GuardCalls.read(folder())).isEqualTo(GuardCalls.NONE);
  }

  @Test
  void a_pipe_in_its_place_blocks_neither_the_hook_nor_the_reader()
      throws IOException, InterruptedException {
    GuardRepo repo = GuardRepo.create(temp).active();
    assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor()).isZero();

    assertThat(hook(repo, with(DENIED, "toolu_1")).exit()).isEqualTo(2);
    assertThat(GuardCalls.read(folder())).isEqualTo(GuardCalls.NONE);
  }

  @Test
  void concurrent_hooks_tear_no_line() throws InterruptedException, ExecutionException {
    GuardRepo repo = GuardRepo.create(temp).active();
    folder();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String payload = with(i % 2 == 0 ? ALLOWED : DENIED, "toolu_" + i);
        all.add(threads.submit(() -> hook(repo, payload)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }

    GuardCalls calls = GuardCalls.read(folder());
    assertThat(calls.calls()).isEqualTo(200);
    assertThat(calls.vetoes()).isEqualTo(100);
  }

  @Test
  void a_hostile_name_or_id_stays_on_its_line() throws IOException {
    GuardRepo repo = GuardRepo.create(temp).active();
    folder();

    hook(
        repo,
        "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"x\\ncall y\\u001b[2J\"},"
            + "\"tool_use_id\":\"a\\nveto b c\"}");
    hook(repo, "{\"tool_name\":\"Read\",\"tool_input\":{},\"tool_use_id\":7}");

    assertThat(Files.readString(file()).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("veto - block `B02` may not edit `x"),
            line -> assertThat(line).isEqualTo("call -"));
  }

  @Test
  void what_another_program_left_there_is_none() throws IOException {
    Files.write(file(), new byte[] {'c', 'a', 'l', 'l', ' ', (byte) 0xff, '\n'});
    assertThat(GuardCalls.read(folder())).as("not UTF-8").isEqualTo(GuardCalls.NONE);

    Files.writeString(file(), "call a\n".repeat(1 << 20));
    assertThat(GuardCalls.read(folder())).as("huge").isEqualTo(GuardCalls.NONE);

    Files.writeString(file(), "call a\nnonsense\n\nveto\nveto b \u001b[2Jbad\ncall");
    assertThat(GuardCalls.read(folder()))
        .as("unknown lines")
        .isEqualTo(new GuardCalls(2, 1, List.of("^[[2Jbad")));

    Path elsewhere = temp.resolve("elsewhere");
    Files.writeString(elsewhere, "call a\n");
    Files.delete(file());
    Files.createSymbolicLink(file(), elsewhere);
    assertThat(GuardCalls.read(folder())).as("a link").isEqualTo(GuardCalls.NONE);
    Files.delete(file());
    Files.delete(Objects.requireNonNull(file().getParent()));
    assertThat(GuardCalls.read(file().getParent())).as("no folder").isEqualTo(GuardCalls.NONE);
  }
}
