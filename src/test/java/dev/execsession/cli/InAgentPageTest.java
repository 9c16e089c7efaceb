package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the section Start of {@code docs/in-agent.md} to the tool. */
class InAgentPageTest {
  private static final String PLAN = "docs/exec-plans/active/limit.md";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  @TempDir Path temp;
  private TestRepo repo;
  private Cli cli;

  @BeforeEach
  void aRepositoryWithATest() throws IOException {
    repo = TestRepo.create(temp);
    repo.git("config", "user.name", "Ann");
    repo.git("config", "user.email", "ann@example.org");
    repo.write("Makefile", "test:\n\t! grep -r broken src\n");
    repo.write("src/a", "a\n");
    repo.commit("A test");
    cli = Cli.in(repo).with("EXEC_SESSION_SANDBOX", "off").inside();
    Files.createFile(
        temp.resolve("launcher"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  @Test
  void its_commands_lead_from_init_to_a_closed_plan() throws IOException {
    Deque<String> blocks = new ArrayDeque<>(blocks());
    assertThat(blocks).hasSize(4);

    run(blocks.remove());
    run(blocks.remove());
    fill();
    assertThat(cli.run("validate", "limit").out())
        .contains("(1 error)", "next    exec-session approve --status " + PLAN);
    run(blocks.remove());

    drive("B01", "src/b");
    drive("B02", "src/c");
    Ran end = cli.run("begin");
    assertThat(end.out()).startsWith("every block is done; next: `exec-session close " + PLAN);
    assertThat(cli.run("report").exit()).isZero();

    run(blocks.remove());
    assertThat(repo.path("docs/exec-plans/completed/limit.md")).isRegularFile();
    assertThat(repo.git("status", "--porcelain")).isEmpty();
  }

  /** Does the agent's part and the person's, as the table says. */
  private void drive(String block, String file) {
    assertThat(cli.run("begin", "limit").out()).startsWith("# " + block);
    repo.write(file, "fine\n");
    Ran finished = cli.run("finish", "--summary", "did it");
    assertThat(finished.exit()).as(finished.toString()).isEqualTo(5);
    assertThat(finished.out()).startsWith(block + " waits for your approval");
    assertThat(cli.run("diff", block).exit()).isZero();
    assertThat(cli.run("accept", block).exit()).isZero();
  }

  private static List<String> blocks() throws IOException {
    String page = Files.readString(Path.of("docs/in-agent.md"));
    String start = page.substring(page.indexOf("\n## Start\n"));
    return BLOCK
        .matcher(start.substring(0, start.indexOf("\n## ", 1)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private void run(String block) {
    for (String line : block.split("\n", -1)) {
      String command = line.replaceFirst(" +#.*", "");
      if (!command.startsWith("exec-session ")) {
        repo.sh(command);
        continue;
      }
      String[] words = command.substring("exec-session ".length()).split(" ", -1);
      if (List.of("approve", "close").contains(words[0])) {
        Ran ran = atTerminal(words);
        assertThat(ran.exit()).as(command + "\n" + ran).isZero();
        continue;
      }
      // Only a packaged tool knows its launcher.
      Ran ran =
          words[0].equals("guard")
              ? cli.run("guard", "install", "--agent", "claude", "--launcher", launcher())
              : cli.run(words);
      assertThat(ran.exit()).as(command + "\n" + ran).isZero();
    }
  }

  private Ran atTerminal(String... words) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
    // The first stream makes that nothing was typed before the question.
    InputStream typed =
        new SequenceInputStream(
            InputStream.nullInputStream(),
            new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
    int exit =
        ExecSession.run(
            words,
            new Surroundings(
                typed,
                terminal,
                terminal,
                cli.environment(),
                repo.root(),
                true,
                true,
                true,
                Interrupts.NONE));
    return new Ran(exit, shown.toString(StandardCharsets.UTF_8), "");
  }

  private String launcher() {
    return temp.resolve("launcher").toString();
  }

  private void fill() {
    repo.write(
        PLAN,
        repo.read(PLAN)
            .replaceFirst("(### Include\n<!--.*-->\n- )TBD", "$1`src/**`")
            .replaceFirst("(### Exclude\n<!--.*-->\n- )TBD", "$1none")
            .replace(
                "\n## Validation Plan",
                "\n### Block B02: More\n- **Goal:** More.\n\n## Validation Plan")
            .replaceFirst("(?s)(## Validation Plan.*?\n- )TBD", "$1`make test`")
            .replaceAll("(?m)^(?!.*(Status|Replace each))(.*)TBD", "$2a limit"));
  }
}
