package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Aside;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.LoadedClasses;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard, called from within a running block and from outside. */
class GuardIT {
  /** Libraries and parts of Java that are slow to initialize. */
  private static final String BUILT_UP_FIRST =
      "(picocli|org[.](eclipse|yaml)|com[.]vladsch).*"
          + "|java[.]util[.](regex|stream|logging)[.].*"
          + "|java[.]lang[.](invoke[.].*Lambda.*|runtime[.].*|reflect[.]RecordComponent)"
          + "|java[.]lang[.]ProcessHandle.*"
          + "|java[.]security[.](MessageDigest|Provider|SecureRandom).*"
          + "|sun[.](security[.]provider|nio[.]ch)[.].*"
          + "|java[.]time[.]format[.]DateTimeFormatter.*"
          + "|dev[.]execsession[.](plan|config|session|journal|report|git)[.].*";

  @TempDir Path temp;

  private CaseRepo repo() {
    return CaseRepo.create(temp, PlanText.ONE_BLOCK);
  }

  /** Runs the plan and does some work while its executor waits. */
  private static Ran during(CaseRepo repo, Consumer<Cli> work) throws Exception {
    Pipe begun = Pipe.make(repo.outside().resolve("begun"));
    Pipe go = Pipe.make(repo.outside().resolve("go"));
    repo.executor("echo >../outside/begun; read go <../outside/go; echo x >>src/A.java").inside();
    CompletableFuture<Ran> run = Aside.start(repo::autonomous);
    begun.heard();
    assertThat(run).as("the run").isNotDone();
    try {
      work.accept(repo.cli());
    } finally {
      go.say("on");
    }
    return Aside.await(run, "the run did not end");
  }

  private static List<Path> activeBlocks(CaseRepo repo) {
    try (Stream<Path> files = Files.walk(repo.files().path(".git/exec-session"))) {
      return files.filter(file -> file.endsWith("active-block")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_executor_asks_before_it_edits() throws IOException {
    CaseRepo repo = repo();
    repo.executor(
        """
        es='LAUNCHER'
        "$es" guard check src/A.java src/new/B.java; echo "included $?"
        "$es" guard check src/A.java src/secret/key; echo "excluded $?"
        hook() { printf '%s' "$2" | "$es" guard hook --agent "$1"; echo "$1 $?"; }
        cd src
        hook claude '{"tool_name":"Write","tool_input":{"file_path":"secret/key"}}'
        hook codex '{"tool_name":"Bash","tool_input":{"command":"git stash"}}'
        hook gemini '{"tool_name":"write_file","tool_input":{"file_path":"A.java"}}'
        cd /
        hook copilot '{"toolName":"edit","toolArgs":{"path":"'"$EXEC_SESSION_RESULT"'"}}'
        hook claude '{"tool_name":"Write","tool_input":{"file_path":"/etc/hosts"}}'
        cd "$EXEC_SESSION_ROOT"
        echo x >>src/A.java
        """
            .replace("LAUNCHER", Cli.launcher().toString()));
    String body = Files.readString(repo.executor().path());
    Files.writeString(
        repo.executor().path(), body.replaceFirst("(?m)^es=", "exec >>../outside/said 2>&1\nes="));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    String said = Files.readString(repo.outside().resolve("said"));
    assertThat(said)
        .contains(
            "included 0\n",
            "error[GUARD-001]: block `B01` may not edit `src/secret/key`: excluded"
                + " (`src/secret/**`)\nhint: ",
            "excluded 4\n",
            "\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"exec-session: block `B01`"
                + " may not edit `src/secret/key`",
            "exec-session: block `B01` may not run `git stash`",
            "codex 2\n",
            "{}\ngemini 0\ncopilot 0\n",
            "may not edit `/etc/hosts`: it is outside the worktree");
    assertThat(activeBlocks(repo)).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_path_is_checked_in_every_form_while_the_block_runs() throws Exception {
    CaseRepo repo = repo();
    Path linked = temp.resolve("linked");
    repo.files().git("worktree", "add", "-q", "--detach", linked.toString());
    NothingLost lost = NothingLost.since(repo);

    Ran run =
        during(
            repo,
            cli -> {
              Ran check = cli.run("guard", "check", "--json", "src/A.java", ".env", "/etc/hosts");
              assertThat(check.exit()).as(check.toString()).isEqualTo(4);
              JsonDoc document = check.json();
              assertThat(document.text("ok")).isEqualTo("false");
              assertThat(document.text("block")).isEqualTo("B01");
              assertThat(document.texts("paths.*.path"))
                  .containsExactly("src/A.java", ".env", "/etc/hosts");
              assertThat(document.texts("paths.*.allowed"))
                  .containsExactly("true", "false", "false");
              assertThat(document.text("paths.1.verdict")).isEqualTo("sensitive");
              assertThat(document.texts("problems.*.code")).containsOnly("GUARD-001");

              assertThat(cli.run("guard", "check", "node_modules/x.js").exit()).isEqualTo(0);
              assertThat(cli.run("guard", "check", "-C", "src", "A.java").exit()).isEqualTo(0);
              assertThat(cli.run("guard", "check", "src/../secret/key").exit()).isEqualTo(4);
              assertThat(cli.run("guard", "check", "x\u001b[2J\ny").err())
                  .contains("x^[[2J\\ny")
                  .doesNotContain("\u001b");
              // Another worktree of the same repository has no block.
              assertThat(cli.at(linked).run("guard", "check", "x").exit()).isEqualTo(3);
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    Ran after = repo.cli().run("guard", "check", "src/A.java");
    assertThat(after.exit()).isEqualTo(3);
    assertThat(after.err()).contains("error[GUARD-002]: ");
    assertThat(repo.cli().run("guard", "check", "--if-active", "src/secret/key"))
        .isEqualTo(new Ran(0, "", ""));
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void paths_come_in_by_standard_input_with_any_byte_but_nul() throws Exception {
    CaseRepo repo = repo();
    NothingLost lost = NothingLost.since(repo);

    Ran run =
        during(
            repo,
            cli -> {
              Ran good = cli.typing("src/A.java\0src/a\nb\0").run("guard", "check", "--stdin");
              assertThat(good.exit()).as(good.toString()).isEqualTo(0);
              Ran bad = cli.typing("src/A.java\0secret/a\nb\0").run("guard", "check", "--stdin");
              assertThat(bad.exit()).isEqualTo(4);
              assertThat(bad.err()).contains("`secret/a\\nb`");
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    assertThat(repo.cli().run("guard", "check", "--stdin").exit()).isEqualTo(2);
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void an_answer_needs_nothing_that_a_jvm_has_to_build_up_first() throws Exception {
    CaseRepo repo = repo();
    NothingLost lost = NothingLost.since(repo);

    Ran run =
        during(
            repo,
            cli -> {
              List<String> known = loadedBy(cli, "", "--version");
              for (String payload :
                  List.of(
                      "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"src/A.java\"}}",
                      "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"src/secret/key\"}}",
                      "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"README.md\"}}",
                      "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"git stash | tee x\"}}",
                      "{\"tool_name\":\"Edit\",")) {
                assertThat(loadedBy(cli, payload, "guard hook --agent claude"))
                    .as(payload)
                    .contains("dev.execsession.guard.ActiveBlockJson")
                    .filteredOn(name -> !known.contains(name))
                    .noneMatch(name -> name.matches(BUILT_UP_FIRST));
              }
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  private List<String> loadedBy(Cli cli, String input, String words) {
    return LoadedClasses.by(cli, temp.resolve("loaded"), input, words);
  }

  @Test
  void a_damaged_state_is_reported_and_denies_edits() throws Exception {
    CaseRepo repo = repo();
    NothingLost lost = NothingLost.since(repo);

    Ran run =
        during(
            repo,
            cli -> {
              Path file = activeBlocks(repo).get(0);
              try {
                Files.writeString(file, Files.readString(file).replace("src/**", "**"));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              Ran check = cli.run("guard", "check", "README.md");
              assertThat(check.exit()).isEqualTo(7);
              assertThat(check.err()).contains("error[GUARD-003]: ", "its digest does not match");
              assertThat(
                      cli.run("guard", "check", "--json", "README.md")
                          .json()
                          .texts("problems.*.code"))
                  .containsExactly("GUARD-003");
              Ran hook = cli.typing("{}").run("guard", "hook", "--agent", "codex");
              assertThat(hook.exit()).isEqualTo(2);
              assertThat(hook.err()).startsWith("exec-session: cannot determine the active block");
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void gits_hook_denies_staged_files_out_of_scope_while_a_block_runs() throws IOException {
    CaseRepo repo = repo();
    TestRepo files = repo.files();
    Ran installed = Cli.in(files).run("guard", "install", "--git");
    assertThat(installed.exit()).as(installed.toString()).isEqualTo(0);
    assertThat(installed.out()).contains("pre-commit (new)\n  + #!/bin/sh");
    // Nothing is active: the tool is not even started.
    files.write("README.md", "# mine\n");
    files.git("add", "README.md");
    assertThat(files.tryGit("commit", "-qm", "mine").status()).isEqualTo(0);
    repo.executor(
        """
        g() { git -c user.name=x -c user.email=x@x "$@"; }
        echo x >>src/A.java; echo y >pom.xml
        g commit -qm a pom.xml 2>../outside/first; echo $? >>../outside/exits
        g commit -qam b 2>/dev/null; echo $? >>../outside/exits
        g checkout -q pom.xml
        g commit -qam c; echo $? >>../outside/exits
        """);
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(Files.readString(repo.outside().resolve("exits"))).isEqualTo("1\n1\n0\n");
    assertThat(Files.readString(repo.outside().resolve("first")))
        .contains("block `B01` may not edit `pom.xml`: outside");
    assertThat(files.git("log", "-1", "--format=%s")).isEqualTo("c\n");
    lost.holdsWithChanges("src/A.java");
    assertThat(repo.cli().run("guard", "uninstall", "--git").exit()).isEqualTo(0);
    assertThat(files.path(".git/hooks/pre-commit")).doesNotExist();
  }

  @Test
  void where_commits_are_forbidden_nothing_may_be_staged_for_one() throws Exception {
    CaseRepo repo = repo();
    repo.files().write(".exec-session.yml", "version: 1\ncommits: forbid\n");
    repo.files().commit("Forbid commits");
    NothingLost lost = NothingLost.since(repo);

    Ran run =
        during(
            repo,
            cli -> {
              assertThat(cli.run("guard", "check", "--staged").exit()).isEqualTo(0);
              repo.files().sh("cp .git/index ../outside/index");
              repo.files().write("src/A.java", "b\n");
              repo.files().git("add", "src/A.java");
              Ran staged = cli.run("guard", "check", "--staged");
              repo.files().write("src/A.java", "a\n");
              repo.files().sh("cp ../outside/index .git/index");
              assertThat(staged.exit()).as(staged.toString()).isEqualTo(4);
              assertThat(staged.err()).contains("must not commit: `commits` is `forbid`");
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void our_hook_of_git_does_not_keep_the_tool_from_committing() {
    CaseRepo repo = repo().inside();
    Cli.in(repo.files()).run("guard", "install", "--git");
    NothingLost lost = NothingLost.since(repo).exceptTheCommits();
    repo.files().git("config", "user.name", "x");
    repo.files().git("config", "user.email", "x@example.org");

    Ran ran = repo.autonomous("--commit");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().git("log", "-1", "--format=%b")).contains("Exec-Block: B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_foreign_hook_of_git_and_a_folder_elsewhere_are_left_alone() {
    CaseRepo repo = repo().inside();
    Path hook = repo.files().write(".git/hooks/pre-commit", "#!/bin/sh\nmake lint\n");
    String launcher = Cli.launcher().toString();

    for (String what : List.of("install", "uninstall")) {
      Ran foreign =
          what.equals("install")
              ? repo.cli().run("guard", what, "--git", "--launcher", launcher)
              : repo.cli().run("guard", what, "--git");
      assertThat(foreign.exit()).isEqualTo(3);
      assertThat(foreign.err())
          .contains("error[GUARD-006]: ", "somebody else's", "hint: add the line");
    }
    assertThat(hook).content().isEqualTo("#!/bin/sh\nmake lint\n");

    repo.files().git("config", "core.hooksPath", "hooks");
    assertThat(repo.cli().run("guard", "install", "--git", "--launcher", launcher).err())
        .contains("`core.hooksPath` is set: git looks for hooks in `hooks`");
  }

  @Test
  void the_canary_proves_what_is_installed_and_finds_what_is_broken() throws IOException {
    CaseRepo repo = repo();
    Cli cli = Cli.in(repo.files());
    Fingerprint before = Fingerprint.ofTree(repo.files().root());
    Ran none = cli.run("guard", "test", "--agent", "claude");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.out()).contains("Edit               not installed");

    Ran dry = cli.run("guard", "install", "--agent", "claude", "--dry-run");
    assertThat(dry.exit()).as(dry.toString()).isEqualTo(0);
    assertThat(before.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
    Ran installed = cli.run("guard", "install", "--agent", "claude");
    assertThat(installed.out())
        .isEqualTo(dry.out())
        .contains(".claude/settings.local.json (new)\n  + {");
    assertThat(cli.run("guard", "install", "--agent", "claude").out())
        .isEqualTo("nothing to change\n");
    Ran works = cli.run("guard", "test", "--agent", "claude");
    assertThat(works.exit()).as(works.toString()).isEqualTo(0);
    assertThat(works.out())
        .isEqualTo(
            """
            Write              veto works
            Edit               veto works
            MultiEdit          veto works
            NotebookEdit       veto works
            Bash               veto works
            PostToolUse        works
            PostToolUseFailure works
            UserPromptSubmit   works
            SessionStart       works
            Stop               works
            """);

    Path settings = repo.files().path(".claude/settings.local.json");
    String text = Files.readString(settings);
    Files.writeString(settings, text.replace("NotebookEdit|Bash", "NotebookEdit"));
    Ran narrowed = cli.run("guard", "test", "--agent", "claude");
    assertThat(narrowed.exit()).isEqualTo(1);
    assertThat(narrowed.out())
        .contains("NotebookEdit       veto works", "Bash               not inst")
        .contains("PreToolUse         differs")
        .endsWith("fix it with `exec-session guard install --agent claude`\n");
    // A missing launcher denies everything in a block: it fails closed, and the canary reports it.
    Files.writeString(settings, text.replace("/bin/exec-session", "/bin/gone/exec-session"));
    Ran gone = cli.run("guard", "test", "--agent", "claude", "--json");
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.json().texts("tools.*.state")).containsOnly("detect only");
    assertThat(gone.json().text("tools.0.note")).contains("an allowed edit was denied: exit 2");
    assertThat(gone.json().texts("hooks.*.state")).containsOnly("fails");

    Files.writeString(settings, text);
    assertThat(cli.run("guard", "uninstall", "--agent", "claude").out())
        .contains(".claude/settings.local.json (removed)");
    assertThat(before.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
  }

  @Test
  void settings_are_not_touched_while_a_session_runs_and_an_unfinished_one_is_named()
      throws Exception {
    CaseRepo repo = repo();
    String launcher = Cli.launcher().toString();
    NothingLost lost = NothingLost.since(repo);
    String[] install = {"guard", "install", "--agent", "claude", "--launcher", launcher};

    Ran run =
        during(
            repo,
            cli -> {
              Ran busy = cli.run(install);
              assertThat(busy.exit()).as(busy.toString()).isEqualTo(6);
              assertThat(repo.files().path(".claude")).doesNotExist();
            });

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
    repo.executor("echo $B >>src/A.java");
    assertThat(repo.stepwise("--restart").exit()).isEqualTo(5);
    Ran warned = repo.cli().run(install);
    assertThat(warned.exit()).as(warned.toString()).isEqualTo(0);
    assertThat(warned.err()).contains("warning[GUARD-005]: session `");
    assertThat(repo.files().read(".claude/settings.local.json")).doesNotContain("\"deny\"");
    repo.cli()
        .run(
            "guard",
            "install",
            "--agent",
            "claude",
            "--launcher",
            launcher,
            "--plan",
            CaseRepo.PLAN);
    assertThat(repo.files().read(".claude/settings.local.json"))
        .contains("\"Edit(./src/secret/**)\"");
    assertThat(repo.cli().run("guard", "uninstall", "--agent", "claude").exit()).isEqualTo(0);
    assertThat(repo.files().path(".claude")).doesNotExist();
  }

  @Test
  void usage_errors_are_reported() {
    Cli cli = repo().inside().cli();

    assertThat(cli.run("guard").err()).contains("missing command: check, hook, install");
    assertThat(cli.run("guard", "check").err()).contains("no paths to check");
    assertThat(cli.run("guard", "hook", "--agent", "none").err())
        .contains(
            "--agent takes `claude`, `codex`, `gemini`, `cursor`, `copilot` or `opencode`, not `none`");
    assertThat(cli.run("guard", "install").err()).contains("pass either --agent AGENT or --git");
    for (String[] words :
        new String[][] {
          {"guard"}, {"guard", "check"}, {"guard", "hook"}, {"guard", "install", "--agent", "x"}
        }) {
      assertThat(cli.run(words).exit()).isEqualTo(2);
    }
    assertThat(cli.run("guard", "install", "--agent", "codex", "--launcher", "/no/such").exit())
        .isEqualTo(3);
  }
}
