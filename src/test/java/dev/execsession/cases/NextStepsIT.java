package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Job;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that a stop prints works when pasted, and does what it says. */
class NextStepsIT {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");

  @TempDir Path temp;

  @Test
  void paths_out_of_scope() {
    Stopped stop =
        stopped(
            4,
            repo("echo x >>src/A.java; [ $B = B02 ] || { echo y >>README.md; echo n >new; }"),
            "--mode",
            "autonomous");

    assertThat(stop.options().keySet())
        .containsExactly(
            "allow it",
            "put it back",
            "see what it changed",
            "undo it",
            "keep it as it is",
            "undo it and do it yourself");
    assertThat(stop.pasted("allow it", 0).out()).contains("include   README.md", "include   new");
    assertThat(stop.next().exit()).isZero();
    assertThat(stop.repo.files().read("README.md")).isEqualTo("r\ny\n");
    assertThat(stop.repo.runs()).containsExactly("B01", "B02");

    stop.pasted("put it back", 0);
    assertThat(stop.repo.files().read("README.md")).isEqualTo("r\n");
    assertThat(stop.repo.files().path("new")).doesNotExist();
    assertThat(stop.state()).isEqualTo("completed");

    assertThat(stop.pasted("see what it changed", 0).out())
        .containsSubsequence("README.md", "+y", "src/A.java", "+x");

    stop.pasted("undo it", 0);
    assertThat(stop.repo.files().git("status", "--porcelain")).isEmpty();

    stop.typed("keep it as it is", 0, Map.of());
    assertThat(stop.report().text("blocks.0.status")).isEqualTo("done");
    assertThat(stop.report().text("blocks.0.acceptedOver.reason")).isEqualTo("why it is right");
    assertThat(stop.next().exit()).isZero();

    stop.typed("undo it and do it yourself", 5, Map.of("undo B01\\? ", "y", "B01 done\\? ", "s"));
    assertThat(stop.repo.files().git("status", "--porcelain")).isEmpty();
    stop.rest();
  }

  @Test
  void an_excluded_path() {
    Stopped stop =
        stopped(
            4,
            repo("echo x >>src/A.java; [ $B = B02 ] || echo y >>src/secret/key"),
            "--mode",
            "autonomous");

    assertThat(stop.options().keySet())
        .containsExactly(
            "put it back",
            "allow it: remove `src/secret/**` from Exclude, or narrow it; then",
            "see what it changed",
            "undo it",
            "keep it as it is",
            "undo it and do it yourself");
    stop.pasted("put it back", 0);
    assertThat(stop.repo.files().read("src/secret/key")).isEqualTo("k\n");
    assertThat(stop.pasted("see what it changed", 0).all()).doesNotContain("+y");
    assertThat(stop.report().texts("escalation.evidence").toString()).doesNotContain("+y");
    stop.rest();
  }

  @Test
  void work_that_the_user_had_not_committed_is_not_checked_out_over() {
    CaseRepo repo = repo("echo x >>src/A.java; echo y >>README.md");
    repo.files().write("README.md", "mine\n");
    Stopped stop = stopped(4, repo, "--mode", "autonomous", "--allow-dirty");

    assertThat(stop.options().keySet()).doesNotContain("put it back").contains("undo it");
    stop.pasted("undo it", 0);
    assertThat(repo.files().read("README.md")).isEqualTo("mine\n");
    stop.rest();
  }

  @Test
  void a_failing_check() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(TWO_BLOCKS, "`grep -q good src/A.java`"))
            .executor("echo bad >>src/A.java");
    Stopped stop = stopped(1, repo, "--mode", "autonomous");

    assertThat(stop.options().keySet())
        .containsExactly(
            "check it again, once it is fixed",
            "let its executor try again",
            "do it yourself",
            "see what it changed",
            "undo it",
            "keep it as it is");
    stop.restored();
    repo.files().sh("echo good >>src/A.java");
    stop.run("check it again, once it is fixed", 0);
    assertThat(repo.runs()).containsExactly("B01", "B02");

    stop.restored();
    repo.executor("echo good >>src/A.java");
    stop.run("let its executor try again", 0);
    assertThat(stop.state()).isEqualTo("completed");

    stop.pasted("undo it", 0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    stop.typed("keep it as it is", 0, Map.of());
    assertThat(stop.report().text("blocks.0.acceptedOver.over.0")).contains("grep -q good");
    stop.typed("do it yourself", 5, Map.of("B01 done\\? ", "s"));
    stop.rest();
  }

  @Test
  void a_failing_executor() {
    Stopped stop = stopped(1, repo("exit 7"), "--mode", "autonomous");

    stop.restored();
    stop.repo.executor("echo x >>src/A.java");
    stop.run("run it again", 0);
    assertThat(stop.state()).isEqualTo("completed");
    stop.rest();
  }

  @Test
  void a_result_that_waits_for_approval() {
    Stopped stop = stopped(5, repo("echo x >>src/A.java"));

    assertThat(stop.options().keySet())
        .containsExactly(
            "approve it and go on",
            "approve it",
            "see what it changed",
            "undo it",
            "decide at a terminal");
    stop.pasted("approve it and go on", 5);
    assertThat(stop.repo.runs()).containsExactly("B01", "B02");
    stop.pasted("approve it", 0);
    assertThat(stop.report().text("blocks.0.status")).isEqualTo("done");
    assertThat(stop.report().text("blocks.1.status")).isEqualTo("pending");
    assertThat(stop.repo.runs()).containsExactly("B01");
    stop.pasted("undo it", 0);
    stop.typed("decide at a terminal", 5, Map.of("Approve B01\\? ", "y", "Approve B02\\? ", "q"));
    assertThat(stop.report().text("blocks.0.status")).isEqualTo("done");
    stop.rest();
  }

  @Test
  void changes_between_two_blocks() {
    CaseRepo repo = repo("echo x >>src/A.java");
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files().write("notes", "mine\n");
    Stopped stop = stopped(5, repo, "--approve", "B01");

    assertThat(stop.options().keySet())
        .containsExactly("accept the changes as yours", "see them first, at a terminal");
    stop.pasted("accept the changes as yours", 5);
    assertThat(stop.report().text("question")).startsWith("approve block B01");
    stop.typed(
        "see them first, at a terminal",
        5,
        Map.of("Did you make these changes\\? ", "m", "Approve B01\\? ", "s"));
    stop.rest();
  }

  @Test
  void questions_that_only_a_person_can_answer() {
    CaseRepo repo = repo("echo x >>src/A.java");
    repo.files()
        .write(
            ".exec-session.yml",
            "policies:\n  safe:\n    when: [src/**]\n    attest: It is safe.\n");
    repo.files().commit("Configure");
    Stopped stop = stopped(5, repo);

    assertThat(stop.options().keySet())
        .containsExactly("answer at a terminal", "see what it changed", "undo it");
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("can you confirm this\\? ", "y");
    answers.put("evidence: ", "I read src/A.java");
    answers.put("Approve B01\\? ", "s");
    stop.typed("answer at a terminal", 5, answers);
    assertThat(stop.report().text("blocks.0.attestations.0.status")).isEqualTo("given");
    stop.rest();
  }

  @Test
  void what_an_executor_did_to_git() {
    Stopped stop =
        stopped(
            4,
            repo("echo x >>src/A.java; git config core.hooksPath .h").unconfined(),
            "--mode",
            "autonomous");

    assertThat(stop.options().keySet())
        .containsExactly(
            "see what it changed", "undo it", "keep it as it is", "undo it and do it yourself");
    stop.typed("keep it as it is", 0, Map.of());
    assertThat(stop.report().text("blocks.0.status")).isEqualTo("done");
    stop.rest();
  }

  @Test
  void what_an_executor_gave_back_to_planning() {
    Stopped stop =
        stopped(
            4,
            repo(
                "echo x >>src/A.java; echo '{\"status\":\"blocked\",\"escalate\":"
                    + "{\"reason\":\"objective\",\"detail\":\"no\"}}' >$EXEC_SESSION_RESULT"),
            "--mode",
            "autonomous");

    stop.typed("keep it as it is", 0, Map.of());
    assertThat(stop.report().text("blocks.0.status")).isEqualTo("done");
    stop.pasted("undo it", 0);
    stop.rest();
  }

  @Test
  void an_executor_that_was_interrupted() throws IOException {
    CaseRepo repo = repo("");
    Pipe pipe = Pipe.make(temp.resolve("started"));
    repo.executor("echo x >>src/A.java; echo now >'" + pipe + "'; sleep 600").unconfined();
    try (Job job = repo.cli().startJob(repo.runWords())) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      assertThat(job.signalGroup("INT").end().exit()).isEqualTo(130);
    }
    repo.executor("echo x >>src/A.java");
    Stopped stop = stopped(5, repo);

    assertThat(stop.options().keySet())
        .containsExactly(
            "keep its work or run it again, at a terminal", "see what it changed", "undo it");
    stop.typed(
        "keep its work or run it again, at a terminal",
        5,
        Map.of("Keep the work of B01\\? ", "k", "Approve B01\\? ", "s"));
    assertThat(repo.runs()).containsExactly("B01");
    stop.pasted("undo it", 0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    stop.rest();
  }

  @Test
  void a_commit_that_a_hook_refuses() {
    CaseRepo repo = repo("echo x >>src/A.java");
    repo.files().git("config", "user.name", "Ana");
    repo.files().git("config", "user.email", "ana@example.org");
    repo.files().sh("printf 'exit 1\\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    Stopped stop = stopped(5, repo, "--mode", "autonomous", "--commit");

    assertThat(stop.options().keySet())
        .containsExactly("try the commit again", "go on without a commit");
    stop.pasted("try the commit again", 5);
    stop.pasted("go on without a commit", 0);
    assertThat(stop.state()).isEqualTo("completed");
    stop.rest();
  }

  @Test
  void work_that_a_block_took_away() {
    CaseRepo repo = repo("[ $B = B01 ] && echo x >>src/A.java || git checkout -q -- src");
    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\? ");
      pty.type("y");
      pty.await("Keep it so\\? ");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    Stopped stop = new Stopped(repo);

    assertThat(stop.options().keySet())
        .containsExactly("keep it anyway, at a terminal", "see what it changed", "undo it");
    stop.pasted("undo it", 0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nx\n");
    stop.rest();
  }

  private CaseRepo repo(String executor) {
    CaseRepo repo = CaseRepo.create(temp, TWO_BLOCKS).executor(executor);
    repo.files().write("README.md", "r\n");
    repo.files().commit("Add a readme");
    return repo;
  }

  private static Stopped stopped(int exit, CaseRepo repo, String... words) {
    Ran ran = repo.cli().run(repo.runWords(words));
    assertThat(ran.exit()).as(ran.all()).isEqualTo(exit);
    return new Stopped(repo);
  }

  /** A session that stopped. Each command is pasted where it stopped, not where others led. */
  private static final class Stopped {
    private final CaseRepo repo;
    private final Cli cli;
    private final Path kept;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Set<String> pasted = new HashSet<>();

    Stopped(CaseRepo repo) {
      this.repo = repo;
      this.cli = repo.cli().onPath().with("NO_COLOR", "1");
      this.kept = repo.files().root().resolveSibling("kept");
      for (JsonDoc option : report().docs("options.*")) {
        options.put(option.text("what"), option.text("command"));
      }
      assertThat(report().text("next")).isIn(options.values());
      repo.files().sh("cp -a . ../kept; cp ../outside/count ../kept-count");
    }

    Map<String, String> options() {
      return options;
    }

    void restored() {
      repo.files()
          .sh(
              // `.git` itself stays: another one would be a finding.
              "find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +; find .git -mindepth 1"
                  + " -delete; cp -a '"
                  + kept
                  + "'/. .; cp ../kept-count ../outside/count");
    }

    private String command(String what) {
      assertThat(options).containsKey(what);
      pasted.add(what);
      return String.valueOf(options.get(what));
    }

    /** Pastes a command where there is no terminal, after what the test prepared. */
    Ran run(String what, int exit) {
      Ran ran = cli.shell(command(what));
      assertThat(ran.exit()).as(command(what) + "\n" + ran.all()).isEqualTo(exit);
      return ran;
    }

    Ran pasted(String what, int exit) {
      restored();
      return run(what, exit);
    }

    /** Pastes a command at a terminal and answers its questions. */
    void typed(String what, int exit, Map<String, String> answers) {
      restored();
      try (Pty pty = Pty.shell(cli, command(what))) {
        int ended = answers.isEmpty() ? pty.exit() : pty.answerUntilTheEnd(answers);
        assertThat(ended).as(command(what) + "\n" + pty.transcript()).isEqualTo(exit);
      }
    }

    /** Pastes what was not pasted yet, and stops where it asks. */
    void rest() {
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("undo B0[12]\\? ", "y");
      answers.put("[a-z0-9]\\? ", "s");
      for (String what : List.copyOf(options.keySet())) {
        if (!pasted.contains(what)) {
          restored();
          try (Pty pty = Pty.shell(cli, command(what))) {
            assertThat(pty.answerUntilTheEnd(answers))
                .as(command(what) + "\n" + pty.transcript())
                .isIn(0, 1, 4, 5);
          }
        }
      }
    }

    Ran next() {
      return cli.shell(report().text("next"));
    }

    JsonDoc report() {
      return JsonDoc.parse(cli.shell("exec-session report --format json").out());
    }

    String state() {
      return report().text("state");
    }
  }
}
