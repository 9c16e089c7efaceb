package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.store.QuietWorktree;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code guard install} leaves the worktree as clean as it was, and names what it starts. */
class GuardInstallTest {
  private static final String CLAUDE = ".claude/settings.local.json";

  @TempDir Path temp;

  private CaseRepo repo;
  private Path launcher;

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
    launcher = program(temp.resolve("tools/exec-session"));
  }

  private static Path program(Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, "#!/bin/sh\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran install(Cli cli, String agent) {
    return cli.run("guard", "install", "--agent", agent, "--launcher", launcher.toString());
  }

  private Ran uninstall(Cli cli, String agent) {
    return cli.run("guard", "uninstall", "--agent", agent);
  }

  private String exclude() {
    return repo.files().read(".git/info/exclude");
  }

  private String status() {
    return repo.files().git("status", "--porcelain", "-uall");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude", "codex", "gemini", "cursor", "copilot", "opencode"})
  void a_run_after_it_finds_a_clean_worktree(String agent) {
    String before = exclude();

    Ran installed = install(repo.cli(), agent);

    assertThat(installed.exit()).as(installed.toString()).isZero();
    assertThat(installed.out()).contains(".git/info/exclude\n  + /.");
    assertThat(status()).isEmpty();
    assertThat(install(repo.cli(), agent).out()).isEqualTo("nothing to change\n");
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isZero();
    repo.files().git("checkout", "-q", ".");
    Ran removed = uninstall(repo.cli(), agent);
    assertThat(removed.exit()).as(removed.toString()).isZero();
    assertThat(removed.out()).contains(".git/info/exclude\n  - /.");
    assertThat(exclude()).isEqualTo(before);
    assertThat(status()).isEmpty();
  }

  @Test
  void rules_that_hold_outside_of_sessions_too_are_written_only_when_asked_for() {
    String at = launcher.toString();
    assertThat(install(repo.cli(), "claude").exit()).isZero();
    assertThat(install(repo.cli(), "gemini").exit()).isZero();
    assertThat(repo.files().read(CLAUDE)).doesNotContain("\"deny\"");
    assertThat(repo.files().path(".gemini/policies")).doesNotExist();

    String[] rules = {"guard", "install", "--agent", "claude", "--launcher", at, "--rules"};
    assertThat(repo.cli().run(rules).exit()).isZero();
    assertThat(repo.files().read(CLAUDE)).contains("\"Edit(**/CLAUDE.md)\"");

    assertThat(install(repo.cli(), "claude").exit()).isZero();
    assertThat(repo.files().read(CLAUDE)).doesNotContain("\"deny\"");
    uninstall(repo.cli(), "claude");
    assertThat(repo.files().path(CLAUDE)).doesNotExist();
  }

  @Test
  void a_file_that_git_tracks_or_ignores_is_not_excluded() {
    repo.files().write(".codex/hooks.json", "{}\n");
    repo.files().write(".gitignore", ".env\nnode_modules/\ntarget/\n.claude/\n.codex/rules/\n");
    repo.files().commit("Add hooks");
    String before = exclude();

    assertThat(install(repo.cli(), "codex").exit()).isZero();
    assertThat(install(repo.cli(), "claude").exit()).isZero();

    assertThat(exclude()).isEqualTo(before);
    assertThat(status()).isEqualTo(" M .codex/hooks.json\n");
  }

  @Test
  void what_was_added_to_it_since_is_kept_in_any_order_of_removal() {
    repo.files().write(".git/info/exclude", "mine");
    install(repo.cli(), "claude");
    install(repo.cli(), "codex");
    assertThat(exclude())
        .isEqualTo("mine\n/" + CLAUDE + "\n/.codex/hooks.json\n/.codex/rules/exec-session.rules\n");
    repo.files().write(".git/info/exclude", exclude() + "later\n");

    uninstall(repo.cli(), "claude");
    uninstall(repo.cli(), "codex");

    assertThat(exclude()).isEqualTo("mine\nlater\n");
  }

  @Test
  void an_exclude_file_that_did_not_exist_does_not_exist_again() {
    repo.files().delete(".git/info/exclude");

    install(repo.cli(), "claude");
    assertThat(status()).isEmpty();
    uninstall(repo.cli(), "claude");

    assertThat(repo.files().path(".git/info/exclude")).doesNotExist();
  }

  @Test
  void an_exclude_file_that_is_a_link_is_left_alone() throws IOException {
    Path shared = Files.writeString(temp.resolve("shared"), "mine\n");
    repo.files().delete(".git/info/exclude");
    Files.createSymbolicLink(repo.files().path(".git/info/exclude"), shared);

    assertThat(install(repo.cli(), "claude").exit()).isZero();
    assertThat(uninstall(repo.cli(), "claude").exit()).isZero();

    assertThat(shared).content().isEqualTo("mine\n");
  }

  @Test
  void worktrees_share_a_line_until_the_last_one_needs_it_no_more() {
    Path linked = temp.resolve("linked");
    repo.files().git("worktree", "add", "-q", "--detach", linked.toString());
    String before = exclude();
    Cli there = repo.cli().at(linked);

    Ran first = install(there, "claude");
    assertThat(first.out()).contains(".git/info/exclude\n  + /" + CLAUDE);
    assertThat(repo.files().at(linked).git("status", "--porcelain", "-uall")).isEmpty();
    install(repo.cli(), "claude");
    assertThat(status()).isEmpty();

    uninstall(there, "claude");
    assertThat(exclude()).contains("/" + CLAUDE + "\n");
    uninstall(repo.cli(), "claude");
    assertThat(exclude()).isEqualTo(before);
  }

  @Test
  void it_is_not_changed_while_a_session_runs_in_another_worktree() {
    Path linked = temp.resolve("linked");
    repo.files().git("worktree", "add", "-q", "--detach", linked.toString());
    String before = exclude();
    Map<String, String> environment = repo.cli().environment();
    RepositoryFacts facts =
        Objects.requireNonNull(RepositoryProbe.inspect(linked, environment, false).facts());

    Ran busy =
        QuietWorktree.during(
            facts, "run", "Ann", environment, Instant.now(), () -> install(repo.cli(), "claude"));

    assertThat(busy.exit()).as(busy.toString()).isEqualTo(6);
    assertThat(busy.err()).contains("RUN-006", "by Ann", "another worktree of this repository");
    assertThat(exclude()).isEqualTo(before);
    assertThat(repo.files().path(CLAUDE)).doesNotExist();
  }

  @Test
  void it_says_which_program_the_hook_starts() {
    Ran installed = install(repo.cli(), "claude");

    assertThat(installed.err()).contains("the hook starts `" + launcher + "`");
  }

  @Test
  void the_name_on_the_path_is_used_where_it_leads_to_the_same_program() throws IOException {
    Path own = program(temp.resolve("share/exec-session-1.0.0/bin/exec-session"));
    Path bin = Files.createDirectories(temp.resolve("my bin"));
    Path link = Files.createSymbolicLink(bin.resolve("exec-session"), own);
    Map<String, String> path = Map.of("PATH", "/usr/bin:" + bin);

    assertThat(Launcher.onPath(own, path)).isEqualTo(link);
    assertThat(Launcher.onPath(own, Map.of("PATH", "/usr/bin"))).isEqualTo(own);
    Files.delete(link);
    Files.createSymbolicLink(link, program(temp.resolve("share/other/bin/exec-session")));
    assertThat(Launcher.onPath(own, path)).as("another version").isEqualTo(own);
  }
}
