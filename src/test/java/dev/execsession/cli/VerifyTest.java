package dev.execsession.cli;

import static dev.execsession.cli.VerifyRepo.PLAN;
import static dev.execsession.cli.VerifyRepo.classes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code verify}: paths judged by the base side's plan. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyTest {
  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void aPlanOnMain() {
    repo = VerifyRepo.create(temp).files();
  }

  @Test
  void each_class_of_path_has_its_place_in_the_verdict() {
    repo.write("src/A.java", "b\n");
    repo.write("web/package.json", "{\"name\":\"web\",\"version\":\"2\"}\n");
    repo.write("web/package-lock.json", "{}\n");
    repo.write("gen/api.ts", "2\n");
    repo.write("docs/exec-plans/index.md", "x\n");
    repo.write("CHANGELOG.md", "x\n");
    repo.write("test/ATest.java", "t\n");
    repo.write("src/secret/key", "new\n");
    repo.write(".github/workflows/ci.yml", "on: push\n");
    repo.write("other.txt", "o\n");
    repo.delete("old/gone.txt");
    repo.commit("All at once");

    JsonDoc json = verify("--json").json();

    assertThat(classes(json))
        .containsExactly(
            ".github/workflows/ci.yml outside protected",
            "CHANGELOG.md tracking tracking document",
            "docs/exec-plans/index.md tracking tracking document",
            "gen/api.ts generated generated",
            "old/gone.txt outside deletion",
            "other.txt outside other",
            "src/A.java inside null",
            "src/secret/key outside excluded",
            "test/ATest.java outside test",
            "web/package-lock.json lock file lock file",
            "web/package.json inside null");
    assertThat(json.text("verdict"))
        .isEqualTo(
            "inside 2, lock files 1, generated 1, tracking 2, outside 5,"
                + " 2 declared entries untouched");
    assertThat(json.texts("untouched.*")).containsExactly("never/touched.txt", "src/util/**");
    assertThat(json.texts("flagged.*.note")).containsExactly("only the version");
    assertThat(json.texts("guards.*")).containsExactly("anything the mobile team owns");
    assertThat(json.texts("checks.*.status")).containsOnly("not run");
    assertThat(json.texts("amendment.include.*"))
        .containsExactly(
            ".github/workflows/ci.yml", "old/gone.txt", "other.txt", "test/ATest.java");
    assertThat(json.texts("amendment.other.*"))
        .containsExactly("remove `src/secret/**` from Exclude, or narrow it");
  }

  @Test
  void a_range_that_is_inside_exits_0_and_one_that_is_not_exits_4() {
    repo.write("src/A.java", "b\n");
    repo.commit("In");
    Ran in = verify();
    repo.write("other.txt", "o\n");
    repo.commit("Out");
    Ran out = verify();

    assertThat(in.exit()).as(in.toString()).isZero();
    assertThat(in.out())
        .endsWith("passed      inside 1, outside 0, 3 declared entries untouched\n");
    assertThat(out.exit()).isEqualTo(4);
    assertThat(out.out())
        .contains("outside     added `other.txt`: outside (not in any include), other, by ")
        .contains("`other.txt`\n")
        .contains("exec-session amend " + PLAN + " --include other.txt --reason 'why'")
        .endsWith("failed      inside 1, outside 1, 3 declared entries untouched\n");
    assertThat(verify("--warn").exit()).isZero();
  }

  @Test
  void a_pull_request_cannot_loosen_its_own_contract() {
    repo.write(PLAN, repo.read(PLAN).replace("`src/**`\n", "`src/**`\n- `other.txt`\n"));
    repo.write(".exec-session.yml", "scope:\n  generated: ['other.txt']\n");
    repo.write(".gitattributes", "* linguist-generated\n");
    repo.write("other.txt", "o\n");
    repo.commit("Loosen");

    Ran ran = verify();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out())
        .contains("the contract of `" + PLAN + "` changed in the range")
        .contains("the section `File Scope Contract` changed since the base")
        .contains("added `other.txt`: outside")
        .contains("added `.exec-session.yml`: protected")
        .contains("modified `.gitattributes`: protected");
    assertThat(verify("--plan-at", "HEAD").out()).contains("outside     modified `.gitattributes`");
  }

  @Test
  void a_plan_that_was_completed_in_the_range_is_found_by_either_name() throws IOException {
    repo.write("src/A.java", "b\n");
    Files.createDirectories(repo.path("docs/exec-plans/completed"));
    Files.move(repo.path(PLAN), repo.path("docs/exec-plans/completed/x.md"));
    repo.commit("Done");

    Ran byOld = verify();
    Ran byNew = run("verify", "docs/exec-plans/completed/x.md");

    assertThat(byOld.exit()).as(byOld.toString()).isZero();
    assertThat(byOld.out())
        .contains("`" + PLAN + "` was moved to `docs/exec-plans/completed/x.md`");
    assertThat(byNew.out()).isEqualTo(byOld.out());
  }

  @Test
  void a_plan_that_the_range_adds_is_judged_by_its_own_text_and_says_so() {
    repo.git("mv", PLAN, "docs/exec-plans/active/z.md");
    repo.commit("Rename");
    repo.write("src/A.java", "b\n");
    repo.write("docs/exec-plans/active/y.md", PlanText.STANDARD);
    repo.commit("New plan");

    Ran ran = run("verify", "y");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("was added in the range, so its own text at the end counts");
  }

  @Test
  void an_undeclared_dependency_fails() {
    repo.write("web/package.json", "{\"name\":\"web\",\"dependencies\":{\"left-pad\":\"1\"}}\n");
    repo.commit("Dependency");

    Ran ran = verify();

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out())
        .contains("dependency  `web/package.json` adds `left-pad`")
        .contains("outside 0, 1 undeclared dependency");
  }

  @Test
  void the_docs_rule_of_the_base_is_applied() {
    repo.git("switch", "-q", "main");
    repo.write(
        ".exec-session.yml",
        "docs:\n  behaviour: ['src/**']\n  docs: ['docs/**']\n  on-missing: block\n");
    repo.commit("Rule");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--ff-only", "main");
    repo.write("src/A.java", "b\n");
    repo.commit("Behaviour");

    Ran ran = verify();

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("`src/A.java` changed, but nothing under docs/**");
  }

  @Test
  void checks_run_on_request_where_the_end_is_checked_out() {
    repo.git("switch", "-q", "main");
    repo.write(PLAN, PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q b src/A.java`"));
    repo.commit("Check");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--ff-only", "main");
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    Ran passed = verify("--run-checks");
    Ran elsewhere = verify("--run-checks", "--range", "main..HEAD~0");
    repo.write("src/A.java", "c\n");
    repo.commit("Break");
    Ran failed = verify("--run-checks");
    Ran old = verify("--run-checks", "--range", "main..HEAD~1");

    assertThat(passed.exit()).as(passed.toString()).isZero();
    assertThat(passed.out()).contains("passed: grep -q b src/A.java", "1 check passed");
    assertThat(elsewhere.exit()).isZero();
    assertThat(failed.exit()).isEqualTo(4);
    assertThat(failed.out()).contains("failed: grep -q b src/A.java (exit 1; log: ");
    assertThat(old.exit()).isEqualTo(3);
    assertThat(old.err()).contains("the checks would run on another commit");
  }

  @Test
  void secrets_of_the_worktree_are_masked_in_the_logs_of_checks() throws IOException {
    repo.git("switch", "-q", "main");
    repo.write(PLAN, PlanText.withCheck(PlanText.ONE_BLOCK, "`cat .env; false`"));
    repo.write(".gitignore", ".env\n");
    repo.commit("Check");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--ff-only", "main");
    repo.write("src/A.java", "b\n");
    repo.commit("Work");
    repo.write(".env", "TOKEN=abc123secretvalue\n");

    Ran ran = verify("--run-checks");

    String log = ran.out().split("log: ", 2)[1].split("\\)", 2)[0];
    assertThat(Files.readString(Path.of(log))).contains("TOKEN=").doesNotContain("abc123secret");
  }

  @Test
  void a_check_of_the_plan_and_the_configuration_runs_once() {
    repo.git("switch", "-q", "main");
    repo.write(PLAN, PlanText.withCheck(PlanText.ONE_BLOCK, "`echo x >> ran.txt`"));
    repo.write("docs/exec-plans/active/y.md", repo.read(PLAN));
    repo.write(".exec-session.yml", "checks:\n  - run: 'echo x >> ran.txt'\n    directory: .\n");
    repo.commit("Checks");
    repo.git("switch", "-q", "feature/x");
    repo.git("merge", "-q", "--ff-only", "main");
    repo.write("src/A.java", "b\n");
    repo.commit("Work");

    Ran ran = verify("y", "--run-checks");

    assertThat(ran.out()).as(ran.toString()).contains("1 check passed");
    assertThat(repo.read("ran.txt")).isEqualTo("x\n");
  }

  @Test
  void the_result_is_recorded_on_request() {
    repo.write("src/A.java", "b\n");
    repo.commit("Work");

    Ran ran = verify("--record");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    String refs =
        repo.git("for-each-ref", "--format=%(objecttype) %(refname)", "refs/exec-session");
    assertThat(refs).matches("blob refs/exec-session/verifications/[0-9a-f]{64}/[0-9a-f]{40}\n");
    String record = repo.git("cat-file", "blob", refs.strip().split(" ", -1)[1]);
    assertThat(JsonDoc.parse(record).text("end")).isEqualTo(repo.head());
    assertThat(JsonDoc.parse(record).text("ok")).isEqualTo("true");
    assertThat(repo.git("fsck")).isEmpty();
  }

  @Test
  void reports_are_written_in_the_format_of_their_ending() {
    repo.write("other|.txt", "o\n");
    repo.commit("Out");

    Ran ran = verify("--report", "../v.md", "--report", "../v.json");
    Ran unknown = verify("--report", "../v.txt");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(JsonDoc.read(temp.resolve("v.json")).text("ok")).isEqualTo("false");
    assertThat(temp.resolve("v.md"))
        .content()
        .startsWith(
            "# Verification: failed\n\n**inside 0, outside 1, 4 declared entries untouched**")
        .contains("| `other\\|.txt` | added | outside | other | `not in any include` |")
        .contains("```markdown\n- `other|.txt`\n```");
    assertThat(unknown.exit()).isEqualTo(2);
  }

  @Test
  void the_pull_request_of_a_job_is_found() {
    String base = repo.head();
    repo.write("src/A.java", "b\n");
    String head = repo.commit("Work");
    repo.write(
        "../event.json",
        "{\"pull_request\":{\"base\":{\"sha\":\""
            + base
            + "\"},\"head\":{\"sha\":\""
            + head
            + "\"}}}");

    Ran ran =
        Cli.in(repo)
            .inside()
            .with("GITHUB_EVENT_PATH", temp.resolve("event.json").toString())
            .run("verify", "x");
    repo.write(
        "../event.json",
        "{\"pull_request\":{\"base\":{\"sha\":\""
            + base
            + "\"},\"head\":{\"sha\":\""
            + "1".repeat(40)
            + "\"}}}");
    Ran missing =
        Cli.in(repo)
            .inside()
            .with("GITHUB_EVENT_PATH", temp.resolve("event.json").toString())
            .run("verify", "x");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("range       the pull request's commits");
    assertThat(missing.exit()).isEqualTo(7);
    assertThat(missing.err()).contains("was not fetched", "fetch-depth: 0");
  }

  private Ran verify(String... more) {
    return new VerifyRepo(repo).verify(more);
  }

  private Ran run(String... words) {
    return Cli.in(repo).inside().run(words);
  }
}
