package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.executor.ExecutorReport.Escalate;
import dev.execsession.executor.ExecutorReport.Read;
import dev.execsession.executor.ExecutorReport.Reason;
import dev.execsession.executor.ExecutorReport.Status;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ResultFileTest {
  private static final String REFUSED = "the executor's result file is invalid: ";

  @TempDir Path temp;

  private Read read(String text) throws IOException {
    return ResultFile.read(Files.writeString(temp.resolve("result.json"), text));
  }

  private static Problem problem(Read read) {
    assertThat(read.report()).isNull();
    return Objects.requireNonNull(read.problem());
  }

  @Test
  void a_missing_file_is_no_report_and_no_problem() {
    assertThat(ResultFile.read(temp.resolve("none"))).isEqualTo(new Read(null, null));
  }

  @Test
  void all_keys_are_read() throws IOException {
    Read read =
        read(
            """
            {"status": "blocked", "summary": "half done", "notes": ["a", "b"], "risks": ["r"], "other": 1,
             "attestations": {"tenant-isolation": "A.java:12", "server-side-authorization": {"evidence": "B.java"}},
             "escalate": {"reason": "dependency", "detail": "needs gson"}}
            """);

    assertThat(read)
        .isEqualTo(
            new Read(
                new ExecutorReport(
                    Status.BLOCKED,
                    "half done",
                    List.of("a", "b"),
                    List.of("r"),
                    Map.of(
                        "tenant-isolation",
                        new Claim(true, "A.java:12"),
                        "server-side-authorization",
                        new Claim(true, "B.java")),
                    new Escalate(Reason.DEPENDENCY, "needs gson")),
                null));
  }

  @Test
  void every_key_is_optional_and_notes_can_be_one_string() throws IOException {
    assertThat(read("{\"notes\": \"one\"}").report())
        .isEqualTo(
            new ExecutorReport(Status.ABSENT, null, List.of("one"), List.of(), Map.of(), null));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"status\":\"blocked\",\"status\":\"done\"}', status",
    "'{\"attestations\":{\"a\":\"no\",\"a\":\"A.java:1\"}}', a",
    "'{\"other\":[{\"x\":1,\"\\u0078\":2}]}', x"
  })
  void a_key_twice_invalidates_the_file(String text, String key) throws IOException {
    assertThat(problem(read(text)).message())
        .isEqualTo(REFUSED + "the key `" + key + "` is duplicated");
  }

  @Test
  void invalid_json_is_reported_with_its_position() throws IOException {
    Problem problem = problem(read("{\n  \"status\": done\n}"));

    assertThat(problem.code()).isEqualTo(ProblemCode.EXEC_RESULT);
    assertThat(problem.message()).startsWith(REFUSED);
    assertThat(problem.path()).isEqualTo(temp.resolve("result.json").toString());
    assertThat(Objects.requireNonNull(problem.where()).line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          []                                   ~ not a JSON object
          {"status": "ok"}                     ~ `status` is neither `done` nor `blocked`
          {"status": true}                     ~ `status` is not a string
          {"risks": "one"}                     ~ `risks` is not a list of strings
          {"risks": ["a", 2]}                  ~ `risks[1]` is not a string
          {"attestations": ["x"]}              ~ `attestations` is not an object
          {"escalate": "scope"}                ~ `escalate` is not an object
          {"escalate": {"reason": "scope"}}    ~ `escalate.detail` is not a string
          """)
  void a_wrong_type_is_reported(String json, String message) throws IOException {
    assertThat(problem(read(json)).message()).isEqualTo(REFUSED + message);
  }

  @Test
  void only_small_utf8_text_is_accepted() throws IOException {
    assertThat(problem(read(" \n")).message()).isEqualTo(REFUSED + "it is empty");
    assertThat(problem(read("[".repeat(100_000))).message())
        .isEqualTo(REFUSED + "it is nested more than 32 levels deep");
    assertThat(problem(read("\"" + "x".repeat(1 << 20) + "\"")).message())
        .isEqualTo(REFUSED + "it is larger than 1 MiB");
    Path latin = Files.write(temp.resolve("latin"), new byte[] {'{', (byte) 0xfc, '}'});
    assertThat(problem(ResultFile.read(latin)).message()).isEqualTo(REFUSED + "it is not UTF-8");
  }

  @Test
  void only_a_regular_file_is_opened() throws IOException, InterruptedException {
    Path target = Files.writeString(temp.resolve("target"), "{}");
    Path link = Files.createSymbolicLink(temp.resolve("link"), target);
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (Path path : List.of(link, pipe, temp)) {
      assertThat(problem(ResultFile.read(path)).message())
          .isEqualTo(REFUSED + "it is not a regular file");
    }
  }
}
