package dev.execsession.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.cli.ExecSession;
import dev.execsession.cli.Surroundings;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.process.Interrupts;
import dev.execsession.store.QuietWorktree;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.TestRepo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code skill}. */
class SkillTest {
  private static final String AGENTS = ".agents/skills/exec-session/";
  private static final String CLAUDE = ".claude/skills/exec-session/";
  private static final String MAIN = "SKILL.md";
  private static final String MORE = "references/escalations.md";

  /** As another version wrote it: other words, and a last line with their digest. */
  private static final String OLDER = AgentSkill.marked("---\nname: exec-session\n---\nOld.\n");

  @TempDir Path temp;
  private TestRepo repo;
  private Cli cli;

  @BeforeEach
  void anEmptyRepository() {
    repo = TestRepo.empty(temp);
    cli = Cli.in(repo).inside();
  }

  private List<String> everyFile() {
    return List.of(AGENTS + MAIN, AGENTS + MORE, CLAUDE + MAIN, CLAUDE + MORE);
  }

  @Test
  void without_options_it_prints_the_skill_as_it_installs_it_also_outside_of_a_repository()
      throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));

    Ran printed = cli.at(elsewhere).run("skill");
    cli.run("skill", "--install");

    assertThat(printed.exit()).isZero();
    assertThat(printed.out()).startsWith("---\nname: exec-session\n");
    assertThat(repo.read(AGENTS + MAIN)).isEqualTo(printed.out());
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void install_writes_both_folders_and_a_second_one_changes_nothing() {
    Ran first = cli.run("skill", "--install");
    Fingerprint after = Fingerprint.ofTree(repo.root());
    Ran second = cli.run("skill", "--install");

    assertThat(first.exit()).as(first.toString()).isZero();
    for (String path : everyFile()) {
      assertThat(repo.path(path)).isRegularFile();
      assertThat(first.out()).contains("add     " + path);
    }
    assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(repo.read(AGENTS + MAIN));
    assertThat(repo.read(CLAUDE + MORE)).isEqualTo(repo.read(AGENTS + MORE));
    assertThat(second.exit()).isZero();
    assertThat(second.out()).isEqualTo("nothing to change: the skill is installed\n");
    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(after);
  }

  @Test
  void a_dry_run_prints_the_same_and_changes_nothing() {
    repo.write(CLAUDE + MAIN, OLDER);
    Fingerprint before = Fingerprint.ofTree(repo.root());

    Ran dry = cli.run("skill", "--install", "--dry-run");

    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(before);
    assertThat(dry.err()).isEqualTo("dry run: nothing changed\n");
    assertThat(cli.run("skill", "--install").out()).startsWith(dry.out());
    Fingerprint installed = Fingerprint.ofTree(repo.root());
    Ran dryRemoval = cli.run("skill", "--uninstall", "--dry-run");
    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(installed);
    assertThat(dryRemoval.out()).contains("remove  " + CLAUDE + MORE + "\n");
  }

  @Test
  void an_older_version_that_was_not_edited_is_updated() {
    repo.write(AGENTS + MAIN, OLDER);
    repo.write(CLAUDE + MAIN, OLDER.replace("\n", "\r\n"));

    Ran ran = cli.run("skill", "--install");

    assertThat(ran.out())
        .contains("update  " + AGENTS + MAIN + "\n", "update  " + CLAUDE + MAIN + "\n");
    assertThat(repo.read(AGENTS + MAIN)).isEqualTo(AgentSkill.text());
    assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(AgentSkill.text());
    assertThat(repo.path(AGENTS + MORE)).isRegularFile();
  }

  @Test
  void git_may_have_converted_the_line_ends_of_the_current_version() {
    cli.run("skill", "--install");
    String converted = repo.read(AGENTS + MAIN).replace("\n", "\r\n");
    repo.write(AGENTS + MAIN, converted);

    assertThat(cli.run("skill", "--install").out()).startsWith("nothing to change");
    assertThat(repo.read(AGENTS + MAIN)).isEqualTo(converted);
  }

  @Test
  void a_file_that_differs_is_never_changed_and_its_folder_gets_nothing_more() {
    for (String other : List.of("ours\n", OLDER.replace("Old.", "New."), OLDER + "More.\n", "")) {
      repo.write(CLAUDE + MAIN, other);

      Ran installed = cli.run("skill", "--install");

      assertThat(installed.exit()).as(installed.toString()).isZero();
      assertThat(installed.out())
          .contains("kept    " + CLAUDE + MAIN + ": edited, or not written by exec-session");
      assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(other);
      assertThat(repo.path(CLAUDE + MORE)).doesNotExist();
      assertThat(repo.read(AGENTS + MAIN)).isEqualTo(AgentSkill.text());

      Ran removed = cli.run("skill", "--uninstall");
      assertThat(removed.out())
          .contains("kept    " + CLAUDE + MAIN + ": edited, or not written by exec-session");
      assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(other);
      assertThat(repo.path(".agents")).doesNotExist();
    }
  }

  @Test
  void uninstall_leaves_nothing_of_an_installation_and_everything_else() {
    repo.write(".claude/settings.json", "{}\n");
    Fingerprint before = Fingerprint.ofTree(repo.root());
    cli.run("skill", "--install");

    Ran ran = cli.run("skill", "--uninstall");
    Ran again = cli.run("skill", "--uninstall");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    for (String path : everyFile()) {
      assertThat(ran.out()).contains("remove  " + path + "\n");
    }
    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(before);
    assertThat(again.exit()).isZero();
    assertThat(again.out()).isEqualTo("nothing to change: the skill is not installed\n");
  }

  @Test
  void uninstall_removes_an_older_version_too() {
    repo.write(AGENTS + MAIN, OLDER);

    cli.run("skill", "--uninstall");

    assertThat(repo.path(".agents")).doesNotExist();
  }

  @Test
  void a_folder_that_links_to_the_other_one_is_written_once_and_stays() throws IOException {
    Files.createDirectories(repo.path(".agents/skills"));
    Files.createDirectories(repo.path(".claude"));
    Files.createSymbolicLink(repo.path(".claude/skills"), Path.of("../.agents/skills"));

    Ran installed = cli.run("skill", "--install");
    assertThat(installed.exit()).as(installed.toString()).isZero();
    assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(AgentSkill.text());
    assertThat(cli.run("skill", "--install").out()).startsWith("nothing to change");

    repo.write(AGENTS + MAIN, OLDER);
    assertThat(cli.run("skill", "--install").exit()).isZero();
    assertThat(repo.read(CLAUDE + MAIN)).isEqualTo(AgentSkill.text());

    assertThat(cli.run("skill", "--uninstall").exit()).isZero();
    assertThat(repo.path(AGENTS)).doesNotExist();
    assertThat(Files.isSymbolicLink(repo.path(".claude/skills"))).isTrue();
  }

  @Test
  void a_link_to_a_file_is_kept() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside.md"), AgentSkill.text());
    Files.createDirectories(repo.path(CLAUDE));
    Files.createSymbolicLink(repo.path(CLAUDE + MAIN), outside);

    Ran ran = cli.run("skill", "--uninstall");

    assertThat(ran.out()).contains("kept    " + CLAUDE + MAIN);
    assertThat(Files.isSymbolicLink(repo.path(CLAUDE + MAIN))).isTrue();
    assertThat(outside).exists();
  }

  @Test
  void a_folder_that_links_out_of_the_repository_is_refused() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createSymbolicLink(repo.path(".claude"), outside);

    Ran ran = cli.run("skill", "--install");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("error[SETUP-001]: `.claude` is a link that leads out of the repository");
    assertThat(outside).isEmptyDirectory();
    assertThat(repo.path(".agents")).doesNotExist();

    Path there = Files.createDirectories(outside.resolve("skills/exec-session")).resolve(MAIN);
    Files.writeString(there, AgentSkill.text());
    assertThat(cli.run("skill", "--uninstall").exit()).isEqualTo(3);
    assertThat(there).exists();
  }

  @Test
  void nothing_changes_while_a_session_runs() {
    RepositoryFacts facts =
        Objects.requireNonNull(
            RepositoryProbe.inspect(repo.root(), repo.environment(), false).facts());

    Ran ran =
        QuietWorktree.during(
            facts,
            "x",
            "Ann",
            cli.environment(),
            Instant.now(),
            () -> cli.run("skill", "--install"));

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(repo.path(".agents")).doesNotExist();
  }

  @Test
  void an_unfinished_session_is_named_because_it_will_ask() {
    CaseRepo paused = CaseRepo.create(temp.resolve("paused")).inside();
    Cli es = paused.cli().with("EXEC_SESSION_SANDBOX", "off");
    es.run("begin", "x");

    Ran ran = es.run("skill", "--install");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err()).contains("warning[GUARD-005]", "will ask about this change");
  }

  @Test
  void options_that_do_not_fit_together_are_usage_errors() {
    assertThat(cli.run("skill", "--install", "--uninstall").exit()).isEqualTo(2);
    assertThat(cli.run("skill", "--dry-run").exit()).isEqualTo(2);
    assertThat(cli.run("skill", "--yes").exit()).isEqualTo(2);
    assertThat(repo.path(".agents")).doesNotExist();
  }

  @Test
  void a_person_at_a_terminal_is_asked_unless_yes_is_given() {
    assertThat(atTerminal("s\n", "skill", "--install")).contains("create 4 files?");
    assertThat(repo.path(".agents")).doesNotExist();

    assertThat(atTerminal("y\n", "skill", "--install")).contains("create 4 files?");
    assertThat(repo.path(AGENTS + MAIN)).exists();

    assertThat(atTerminal("s\n", "skill", "--uninstall")).contains("remove 4 files?");
    assertThat(repo.path(AGENTS + MAIN)).exists();

    assertThat(atTerminal("", "skill", "--uninstall", "--yes")).doesNotContain("?");
    assertThat(repo.path(AGENTS)).doesNotExist();
  }

  private String atTerminal(String typed, String... words) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
    ExecSession.run(
        words,
        new Surroundings(
            new Typed(typed),
            terminal,
            terminal,
            cli.environment(),
            repo.root(),
            true,
            true,
            true,
            Interrupts.NONE));
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** Input that is typed after the prompt: nothing is there before it is read. */
  private static final class Typed extends ByteArrayInputStream {
    Typed(String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }

  @Test
  void init_installs_the_skill_keeps_what_is_there_and_says_how_to_update_it() {
    repo.write(AGENTS + MAIN, OLDER);
    repo.write(CLAUDE + MAIN, "ours\n");

    Ran ran = cli.run("init");

    assertThat(repo.read(AGENTS + MAIN)).isEqualTo(OLDER);
    assertThat(repo.read(CLAUDE + MAIN)).isEqualTo("ours\n");
    assertThat(repo.path(CLAUDE + MORE)).doesNotExist();
    assertThat(ran.out())
        .contains("kept    " + AGENTS + MAIN + "\n", "kept    " + CLAUDE + MAIN + "\n")
        .contains(
            "note    another version of the skill is installed: `exec-session skill --install` updates it");
    assertThat(cli.run("skill", "--install").out()).contains("update  " + AGENTS + MAIN);
    assertThat(cli.run("init").out()).doesNotContain("another version");
  }
}
