package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.RealAgent;
import dev.execsession.testing.ScriptedModel;
import dev.execsession.testing.ScriptedModel.Step;
import dev.execsession.testing.ScriptedModel.Step.Fail;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the real agents that are on the {@code PATH}, each in a fresh home, with a scripted model in
 * place of its own and nothing installed.
 */
class AgentsIT {
  private static final Set<String> MISSING = new HashSet<>();
  private static final String CHECK =
      "grep -q hello src/*.txt || { echo 'no greeting says so'; exit 1; }\n";

  @TempDir(factory = OutsideTmp.class)
  Path temp;

  @ParameterizedTest(name = "{0}, sandbox {1}")
  // Without a sandbox of ours codex has its own.
  @CsvSource({
    "CLAUDE, auto",
    "CLAUDE, off",
    "CODEX, auto",
    "CODEX, off",
    "GEMINI, auto",
    "OPENCODE, auto",
    "COPILOT, auto"
  })
  void an_agent_is_vetoed_fails_a_check_and_goes_on_in_its_conversation(
      RealAgent agent, String sandbox) throws IOException {
    needs(agent);
    TestRepo repo = repository();
    List<Step> steps = new ArrayList<>();
    steps.add(agent.write(repo, "src/hi.txt", "hi"));
    steps.add(agent.write(repo, "other/x", "1"));
    steps.add(agent.run("sh check.sh"));
    steps.addAll(agent.done("It greets.", "in one language"));
    int first = steps.size();
    steps.add(agent.write(repo, "src/hello.txt", "hello"));
    steps.addAll(agent.done("It says hello.", "in English only"));
    try (ScriptedModel model = agent.model(steps)) {
      Ran ran = run(agent, repo, model, "--sandbox", sandbox, "--retries", "1");

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
      assertToldToTheModel(agent, model.asked(), first, steps.size());
      assertThat(ran.err()).as("live lines").contains("    edit    src/hi.txt\n");
      assertThat(ran.err()).contains("    run     sh check.sh\n", "    denied  edit other/x\n");
      assertThat(ran.err()).contains(agent.program() + " was denied 1 tool call: edit other/x");
      JsonDoc report = JsonDoc.read(report());
      assertThat(report.text("blocks.0.attempts")).isEqualTo("2");
      assertThat(report.text("blocks.0.executor.summary")).isEqualTo("It says hello.");
      assertThat(report.texts("blocks.0.risks.*")).contains("in English only");
      assertThat(report.texts("blocks.0.changes.*.path"))
          .containsExactlyInAnyOrder("src/hi.txt", "src/hello.txt");
      assertReceipts(agent, ran, report);
      assertThat(repo.git("status", "--porcelain", "-uall").lines())
          .as("nothing is installed, nothing else is made")
          .containsExactlyInAnyOrder("?? src/hi.txt", "?? src/hello.txt");
    }
  }

  /** The work, the veto's reason, the output of the check, and then what failed, in that order. */
  private static void assertToldToTheModel(
      RealAgent agent, List<String> asked, int first, int steps) {
    assertThat(asked.size()).as("requests").isEqualTo(steps);
    assertTold(asked.get(0), "The work moves forward in three steps.");
    assertTold(asked.get(0), "src/secret/**");
    assertTold(asked.get(2), agent.veto());
    assertTold(asked.get(3), "no greeting says so");
    // The second attempt goes on in the same conversation.
    assertTold(asked.get(first), agent.veto());
    assertTold(asked.get(first), "This is another attempt");
  }

  /** A request is too long to be printed. */
  private static void assertTold(String request, String words) {
    assertThat(request.contains(words)).as("the model is told: " + words).isTrue();
  }

  private static void assertReceipts(RealAgent agent, Ran ran, JsonDoc report) {
    for (Object receipt : report.all("blocks.0.receipts.*.receipt")) {
      assertThat(((Map<?, ?>) Objects.requireNonNull(receipt)).keySet())
          .map(String::valueOf)
          .containsExactlyInAnyOrderElementsOf(agent.receipt());
    }
    assertThat(Set.copyOf(report.texts("blocks.0.receipts.*.receipt.conversation"))).hasSize(1);
    // What an attempt used is its own, also where the agent counts the whole conversation.
    assertThat(report.texts("blocks.0.receipts.*.receipt.inputTokens"))
        .containsExactly("4000", "2000");
    if (agent.receipt().contains("guard")) {
      assertThat(ran.err()).containsPattern("guard: [23] calls, 1 veto\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_error_of_the_model_is_the_reason_in_the_agents_own_words(RealAgent agent)
      throws IOException {
    needs(agent);
    TestRepo repo = repository();
    try (ScriptedModel model =
        agent.model(List.of(new Fail(400, "your credit balance is too low")))) {
      Ran ran = run(agent, repo, model, "--sandbox", "off");

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
      assertThat(JsonDoc.read(report()).text("blocks.0.executor.failure"))
          .as(ran.toString())
          .startsWith(agent.program())
          .containsIgnoringCase("credit balance is too low");
    }
  }

  private static void needs(RealAgent agent) {
    needs(agent.program());
  }

  /** Skips the test, and says so, without this program. */
  static void needs(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there && MISSING.add(program)) {
      System.out.println("NOT TESTED: " + program + " is not on the PATH");
    }
    Assumptions.assumeTrue(there, program + " is not on the PATH");
  }

  private TestRepo repository() {
    TestRepo repo = TestRepo.empty(temp);
    repo.write("check.sh", CHECK);
    repo.write("src/bye.txt", "bye\n");
    repo.write(
        "docs/exec-plans/active/x.md", PlanText.withCheck(PlanText.ONE_BLOCK, "`sh check.sh`"));
    repo.commit("First");
    return repo;
  }

  private Ran run(RealAgent agent, TestRepo repo, ScriptedModel model, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("run", "x.md", "--mode", "autonomous", "--executor", agent.program()));
    words.addAll(List.of("--report", report().toString()));
    words.addAll(List.of(more));
    return agent.launcher(repo, model).run(words);
  }

  private Path report() {
    return temp.resolve("report.json");
  }

  /** Codex wants no home below a folder for temporary files. */
  static final class OutsideTmp implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      Path build = Path.of("target").toAbsolutePath();
      Path parent =
          build.startsWith("/tmp") ? Path.of(System.getProperty("user.home"), ".cache") : build;
      return Files.createTempDirectory(Files.createDirectories(parent), "agents-");
    }
  }
}
