package dev.execsession.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.testing.Needs;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryProbeTest {
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  private static Probe probe(TestRepo repo) {
    return RepositoryProbe.inspect(repo.root(), repo.environment(), true);
  }

  private static List<String> lines(Probe probe) {
    return probe.problems().stream()
        .map(problem -> problem.code().id() + " " + problem.message())
        .toList();
  }

  private static RepositoryFacts facts(Probe probe) {
    assertThat(probe.problems()).isEmpty();
    return Objects.requireNonNull(probe.facts());
  }

  @Test
  void a_repository_in_order_has_no_problem() {
    TestRepo repo = TestRepo.create(folder);
    RepositoryFacts facts = facts(probe(repo));
    assertThat(facts.root()).isEqualTo(repo.root());
    assertThat(facts.gitDir()).isEqualTo(repo.path(".git"));
    assertThat(facts.commonDir()).isEqualTo(repo.path(".git"));
    assertThat(facts.branch()).isEqualTo("feature/x");
    assertThat(facts.head()).isEqualTo(repo.head());
    assertThat(repo.path(".git").toFile().list((d, name) -> name.contains("probe"))).isEmpty();
  }

  @Test
  void it_is_found_from_a_subfolder_whatever_the_environment() throws IOException {
    TestRepo repo = TestRepo.create(folder);
    Path below = Files.createDirectories(repo.path("src/util"));
    Map<String, String> environment = new HashMap<>(repo.environment());
    environment.put("GIT_DIR", "/nowhere");
    environment.put("GIT_INDEX_FILE", "/nowhere/index");
    environment.remove("HOME");
    environment.remove("XDG_CONFIG_HOME");
    assertThat(facts(RepositoryProbe.inspect(below, environment, false)).root())
        .isEqualTo(repo.root());
  }

  @Test
  void a_linked_worktree_has_its_own_part_and_shares_the_rest() {
    TestRepo repo = TestRepo.create(folder);
    repo.git("worktree", "add", "-q", "-b", "other", "../linked");
    RepositoryFacts facts = facts(probe(repo.at(folder.resolve("linked"))));
    assertThat(facts.branch()).isEqualTo("other");
    assertThat(facts.gitDir()).isEqualTo(repo.path(".git/worktrees/linked"));
    assertThat(facts.commonDir()).isEqualTo(repo.path(".git"));
  }

  @Test
  void a_missing_repository_is_reported_with_the_path() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Probe probe = RepositoryProbe.inspect(empty, Map.of(), false);
    assertThat(probe.facts()).isNull();
    assertThat(lines(probe))
        .containsExactly("GIT-001 no git repository at `" + empty + "` or in any parent folder");
    assertThat(lines(RepositoryProbe.inspect(empty.resolve("x"), Map.of(), false)))
        .containsExactly("GIT-001 no such folder: `" + empty.resolve("x") + "`");
  }

  @Test
  void a_bare_repository_is_refused() {
    TestRepo repo = TestRepo.empty(folder, "--bare");
    assertThat(lines(probe(repo)))
        .containsExactly("GIT-002 `" + repo.root() + "` is a bare repository without a worktree");
  }

  @Test
  void a_branch_without_a_commit_is_refused() {
    assertThat(lines(probe(TestRepo.empty(folder))))
        .containsExactly("GIT-003 branch `feature/x` has no commit yet");
  }

  @Test
  void a_detached_head_is_refused_with_the_hint_for_ci() {
    TestRepo repo = TestRepo.create(folder);
    repo.git("checkout", "-q", "--detach");
    Probe probe = probe(repo);
    assertThat(lines(probe)).containsExactly("GIT-004 HEAD is detached at `" + repo.head() + "`");
    assertThat(probe.problems().get(0).hint())
        .isEqualTo(
            "run `git switch <branch>` with the plan's branch; in a CI job whose checkout left HEAD"
                + " at that branch's tip, pass `--allow-detached`");
    assertThat(Objects.requireNonNull(probe.facts()).head()).isEqualTo(repo.head());
    assertThat(Objects.requireNonNull(probe.facts()).branch()).isNull();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "git merge -q other       | a merge is in progress       | git merge --abort",
        "git rebase -q other      | a rebase is in progress      | git rebase --abort",
        "git cherry-pick other    | a cherry-pick is in progress | git cherry-pick --abort",
        "git revert HEAD~1        | a revert is in progress      | git revert --abort",
        "git bisect start         | a bisect is in progress      | git bisect reset",
      })
  void an_operation_that_is_under_way_is_named(String command, String message, String remedy) {
    TestRepo repo = TestRepo.create(folder);
    repo.branch("other");
    repo.write("README.md", "other\n");
    repo.commit("Other");
    repo.git("switch", "-q", "feature/x");
    repo.write("README.md", "mine\n");
    repo.commit("Mine");
    repo.write("README.md", "mine again\n");
    repo.commit("Mine again");
    repo.sh(command + " >/dev/null 2>&1 || true");
    assertThat(lines(probe(repo))).containsExactly("GIT-005 " + message);
    assertThat(probe(repo).problems().get(0).hint()).contains("`" + remedy + "`");
  }

  @Test
  void a_repository_of_another_user_is_refused_until_the_user_vouches_for_it() {
    TestRepo repo = TestRepo.create(folder);
    Needs.that(canChown(repo), "the right to chown");
    Probe probe = probe(repo);
    assertThat(probe.problems())
        .extracting(Problem::code)
        .extracting(c -> c.id())
        .containsExactly("GIT-006");
    assertThat(probe.problems().get(0).message())
        .startsWith(
            "detected dubious ownership in repository at `"
                + repo.root()
                + "`: it belongs to user 12345, you are user ");
    repo.git("config", "--global", "safe.directory", repo.root().toString());
    assertThat(probe(repo).problems()).isEmpty();
  }

  private static boolean canChown(TestRepo repo) {
    try {
      Files.setAttribute(repo.root(), "unix:uid", 12345);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "extensions.objectFormat sha256 | GIT-009 the repository uses the object format `sha256`, which"
            + " is not supported",
        "extensions.refStorage reftable | GIT-009 the repository uses the ref format `reftable`, which"
            + " is not supported",
        "extensions.magic on | GIT-009 the repository uses the extension `magic`, which is not supported",
        "core.worktree ../../x | GIT-009 `core.worktree` points to another folder: `../../x`",
        "core.repositoryformatversion 7 | GIT-009 the repository has the unsupported format version `7`",
      })
  void a_format_that_is_not_understood_is_refused(String setting, String expected) {
    TestRepo repo = TestRepo.create(folder);
    repo.sh("git config " + setting);
    assertThat(lines(probe(repo))).containsExactly(expected);
  }

  @Test
  void a_damaged_index_is_refused() throws IOException {
    TestRepo repo = TestRepo.create(folder);
    byte[] index = Files.readAllBytes(repo.path(".git/index"));
    index[30] ^= 1;
    Files.write(repo.path(".git/index"), index);
    assertThat(lines(probe(repo)))
        .containsExactly(
            "GIT-007 cannot read git's index: the index is damaged: its checksum does not match");
    repo.write(".git/index", "");
    assertThat(lines(probe(repo)))
        .containsExactly(
            "GIT-007 cannot read git's index: the index is damaged: it has no valid header");
  }

  @Test
  void a_pointer_that_leads_nowhere_is_refused() {
    TestRepo repo = TestRepo.create(folder);
    repo.sh("rm -rf .git; echo 'gitdir: ../gone' > .git");
    assertThat(lines(probe(repo)))
        .containsExactly(
            "GIT-007 `"
                + repo.path(".git")
                + "` does not point to a repository: there is no repository at `"
                + folder.resolve("gone")
                + "`");
  }
}
