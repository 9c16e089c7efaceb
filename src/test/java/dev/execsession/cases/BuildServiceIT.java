package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Script;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs the shell parts of {@code docs/ci} and of the jobs that {@code init} writes. */
class BuildServiceIT {
  private static final Path ACTION = Path.of("docs/ci/github/action.yml");
  private static final Path SETUP = Path.of("src/main/resources/dev/execsession/setup");
  private static final String FOLDER = "docs/exec-plans/active";

  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void a_branch_that_leaves_the_scope() throws IOException {
    repo = TestRepo.empty(temp);
    repo.git("switch", "-q", "-c", "main");
    repo.write("src/A.java", "a\n");
    repo.write(FOLDER + "/a plan.md", PlanText.ONE_BLOCK);
    repo.commit("Plan");
    repo.git("remote", "add", "origin", repo.root().toString());
    repo.git("update-ref", "refs/remotes/origin/main", "main");
    repo.branch("feature/x");
    repo.write("src/A.java", "b\n");
    repo.write("web/a,b.ts", "b\n");
    repo.commit("Work");
    Files.createDirectories(temp.resolve("runner"));
  }

  @Test
  void the_action_verifies_a_pull_request() throws IOException {
    Ran ran = step(1, "BRANCH", "feature/x", "BASE", "main", "PLANS", "", "ARGUMENTS", "--warn\n");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains("::error file=web/a%2Cb.ts,line=1,title=Path outside of the scope changed::");
    assertThat(file("output"))
        .startsWith("reports=" + temp.resolve("runner/exec-session") + "\nstate<<end-")
        .contains("\nfailed\n", "\nexec-session amend 'docs/exec-plans/active/a plan.md' ")
        .contains("\n" + temp.resolve("runner/exec-session/report.md") + "\n");
    assertThat(file("summary")).startsWith("# Verification: failed\n");
    assertThat(file("runner/exec-session/comment.md")).startsWith("<!-- exec-session verify ");
    assertThat(file("runner/exec-session/report.sarif")).contains("\"uri\": \"web/a%2Cb.ts\"");
    assertThat(file("runner/exec-session/junit.xml")).contains("<failure ");
  }

  @Test
  void the_action_runs_a_plan_and_says_where_it_stopped() throws IOException {
    String arguments = "--executor-command\necho x >>src/A.java; false\n";
    Ran ran = step(1, "COMMAND", "run", "PLANS", FOLDER + "/a plan.md", "ARGUMENTS", arguments);
    Ran refused = step(1, "COMMAND", "run", "PLANS", "nonesuch", "ARGUMENTS", "");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.out()).contains("::error file=docs/exec-plans/active/a plan.md,line=1,title=");
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(file("output")).contains("\nblocked\n").endsWith("state=refused\n");
  }

  @Test
  void without_a_plan_the_action_does_nothing() throws IOException {
    Ran ran = step(1, "BRANCH", "other", "BASE", "main", "PLANS", "", "ARGUMENTS", "");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(file("output")).endsWith("state=none\n");
  }

  @Test
  void the_comment_is_written_once_and_then_updated() throws IOException {
    Path log = temp.resolve("gh.log");
    Script.write(
        temp.resolve("bin/gh"),
        "for word; do printf '%s\\n' \"$word\"; done >>'"
            + log
            + "'; echo -- >>'"
            + log
            + "'\n"
            + "case \"$*\" in *--paginate*) cat '"
            + temp.resolve("ids")
            + "' ;; esac\n");
    Path comment = temp.resolve("comment.md");
    Files.writeString(comment, "<!-- exec-session verify 0123456789ab -->\nx\n");
    String[] more = {"COMMENT", comment.toString(), "NUMBER", "7", "GITHUB_REPOSITORY", "a/b"};

    Files.writeString(temp.resolve("ids"), "");
    Ran first = step(2, more);
    Files.writeString(temp.resolve("ids"), "11\n12\n");
    Ran second = step(2, more);

    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(second.exit()).as(second.toString()).isZero();
    assertThat(file("gh.log"))
        .contains(
            "(.body | startswith(\"<!-- exec-session verify 0123456789ab -->\"))) | .id\n",
            "--method\nPOST\nrepos/a/b/issues/7/comments\n-F\nbody=@" + comment + "\n",
            "--method\nPATCH\nrepos/a/b/issues/comments/11\n-F\nbody=@" + comment + "\n");
  }

  @Test
  void the_include_of_gitlab_verifies_a_merge_request() throws IOException {
    Map<?, ?> job = job(Path.of("docs/ci/gitlab.yml"), "exec-session-verify");
    Ran ran = gitlab((List<?>) get(job, "script"), "");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out()).contains("outside     added `web/a,b.ts`");
    String report = repo.read("exec-session/gl-code-quality-report.json");
    assertThat(JsonDoc.parse("{\"issues\":" + report + "}").texts("issues.*.location.path"))
        .contains("web/a,b.ts");
    assertThat(repo.read("exec-session/junit.xml")).contains("<failure ");
    assertThat(repo.read("exec-session/report.md")).startsWith("# Verification: failed\n");
  }

  @Test
  void the_jobs_that_init_writes_validate_and_verify() throws IOException {
    List<?> script = (List<?>) get(job(SETUP.resolve("gitlab.yml"), "exec-session"), "script");
    Ran gitlab = gitlab(script.subList(4, script.size()), "");
    Ran other = gitlab(script.subList(6, script.size()), "none");
    Map<?, ?> workflow = job(SETUP.resolve("github.yml"), "jobs");
    List<?> steps = (List<?>) get((Map<?, ?>) get(workflow, "plans"), "steps");
    String verify = (String) get((Map<?, ?>) steps.get(steps.size() - 1), "run");
    Ran github = bash("-e", verify, Map.of("BRANCH", "feature/x", "BASE", "main"));
    Ran none = bash("-e", verify, Map.of("BRANCH", "other", "BASE", "main"));

    assertThat(gitlab.exit()).as(gitlab.toString()).isEqualTo(4);
    assertThat(gitlab.out()).contains("a plan.md: ready", "outside     added `web/a,b.ts`");
    assertThat(other.exit()).as(other.toString()).isZero();
    assertThat(github.exit()).as(github.toString()).isEqualTo(4);
    assertThat(github.out()).contains("::error file=web/a%2Cb.ts,");
    assertThat(none.exit()).as(none.toString()).isZero();
  }

  /** Runs a step of the action; {@code more} are names and values of its environment. */
  private Ran step(int number, String... more) throws IOException {
    Map<?, ?> runs = job(ACTION, "runs");
    Map<?, ?> step = (Map<?, ?>) ((List<?>) get(runs, "steps")).get(number);
    Map<String, String> environment = new TreeMap<>();
    environment.put("COMMAND", "verify");
    environment.put("FOLDER", FOLDER);
    environment.put("BRANCH", "");
    environment.put("BASE", "");
    environment.put("RUNNER_TEMP", temp.resolve("runner").toString());
    environment.put("GITHUB_OUTPUT", temp.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", temp.resolve("summary").toString());
    environment.put("GITHUB_ACTIONS", "true");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return bash("-eo", (String) get(step, "run"), environment);
  }

  private Ran gitlab(List<?> script, String branch) {
    StringBuilder lines = new StringBuilder();
    script.forEach(line -> lines.append(line).append('\n'));
    return bash(
        "-eo",
        lines.toString().replace("ACTIVE_FOLDER", FOLDER),
        Map.of(
            "PLAN_FOLDER",
            FOLDER,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "main",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
            branch.isEmpty() ? "feature/x" : branch));
  }

  /** Runs a script as the service does; {@code -eo} also fails where a part of a pipe does. */
  private Ran bash(String options, String script, Map<String, String> environment) {
    Cli cli = Cli.in(repo).onPath();
    cli = cli.with("PATH", temp.resolve("bin") + ":" + cli.environment().get("PATH"));
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      cli = cli.with(variable.getKey(), variable.getValue());
    }
    Path file = temp.resolve("script.sh");
    Script.write(file, script.replace("ACTIVE_FOLDER", FOLDER));
    String words = options.equals("-eo") ? "-eo pipefail" : options;
    return cli.shell("bash --noprofile --norc " + words + " '" + file + "'");
  }

  private String file(String name) throws IOException {
    return Files.readString(temp.resolve(name));
  }

  private static Map<?, ?> job(Path file, String name) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return (Map<?, ?>) get((Map<?, ?>) yaml.load(Files.readString(file)), name);
  }

  private static Object get(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
