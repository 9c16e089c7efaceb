package dev.execsession.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.execsession.config.CheckConfig;
import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.config.LoadedConfig;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.store.QuietWorktree;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code init} without a terminal. */
class InitTest {
  private static final String ACTIVE = "docs/exec-plans/active";
  private static final String TEMPLATE = "docs/exec-plans/templates/template.md";

  @TempDir Path temp;
  private TestRepo repo;
  private Path programs;
  private Cli cli;

  @BeforeEach
  void anEmptyRepositoryWithUsualProgramsOnThePath() throws IOException {
    repo = TestRepo.empty(temp);
    programs = Files.createDirectories(temp.resolve("programs"));
    for (String name : List.of("mvn", "npm", "pnpm", "python3", "pytest", "go", "cargo", "make")) {
      program(name);
    }
    cli = Cli.in(repo).with("PATH", programs.toString()).inside();
  }

  private void program(String name) throws IOException {
    Files.createFile(
        programs.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  @Test
  void an_empty_repository_gets_every_file_and_a_second_run_creates_nothing() {
    Ran first = cli.run("init");
    Fingerprint after = Fingerprint.ofTree(repo.root());
    Ran second = cli.run("init");

    assertThat(first.exit()).as(first.toString()).isZero();
    for (String path :
        List.of(
            ".exec-session.yml",
            ACTIVE + "/.gitkeep",
            "docs/exec-plans/completed/.gitkeep",
            TEMPLATE,
            ".agents/skills/exec-session/SKILL.md",
            ".agents/skills/exec-session/references/escalations.md",
            ".claude/skills/exec-session/SKILL.md",
            ".claude/skills/exec-session/references/escalations.md",
            ".github/workflows/exec-session.yml",
            ".gitlab/exec-session.yml",
            ".gitlab-ci.yml")) {
      assertThat(repo.path(path)).isRegularFile();
      assertThat(first.out()).contains("\nadd     " + path);
    }
    assertThat(first.out()).contains("created 11 files; commit them, then\n");
    assertThat(second.exit()).isZero();
    assertThat(second.out())
        .contains("kept    .exec-session.yml\n", "kept    " + ACTIVE + "/\n")
        .contains("nothing to create: the repository is set up\n")
        .doesNotContain("\nadd ");
    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(after);
    assertThat(loaded().problems()).isEmpty();
  }

  @Test
  void a_dry_run_prints_the_same_and_creates_nothing() {
    repo.write("pom.xml", "<project/>");
    Fingerprint before = Fingerprint.ofTree(repo.root());

    Ran dry = cli.run("init", "--dry-run");

    assertThat(Fingerprint.ofTree(repo.root())).isEqualTo(before);
    assertThat(dry.err()).isEqualTo("dry run: nothing was created\n");
    assertThat(cli.run("init").out()).startsWith(dry.out());
  }

  @Test
  void the_checks_of_maven_use_the_wrapper_if_there_is_one() {
    repo.write("pom.xml", "<project/>");
    assertThat(checks()).containsExactly("mvn -B -ntp -q test");

    repo.delete(".exec-session.yml");
    repo.write("mvnw", "#!/bin/sh\n");
    assertThat(checks()).containsExactly("sh mvnw -B -ntp -q test");

    repo.delete(".exec-session.yml");
    repo.sh("chmod +x mvnw");
    assertThat(checks()).containsExactly("./mvnw -B -ntp -q test");
  }

  @Test
  void the_scripts_of_a_package_are_the_checks() {
    repo.write(
        "package.json",
        "{\r\n \"scripts\": {\"test\": \"node --test\", \"lint\": \"x\", \"watch\": \"y\"}\r\n}");
    repo.write("pnpm-lock.yaml", "");

    assertThat(checks()).containsExactly("pnpm test", "pnpm run lint");
    assertThat(config().checks().get(1).atCompletion()).isTrue();
    assertThat(config().scope().allowedWith()).containsExactly("pnpm-lock.yaml");
  }

  @Test
  void what_npm_writes_for_a_missing_test_is_no_check() {
    repo.write(
        "package.json",
        "{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}}");

    assertThat(checks()).isEmpty();
    assertThat(repo.read(".exec-session.yml")).contains("# checks:\n#   - make test\n");
  }

  @Test
  void members_of_a_workspace_are_tested_where_the_root_has_no_test() {
    repo.write("package.json", "{\"workspaces\": [\"packages/*\", \"!packages/old\"]}");
    repo.write("packages/a/package.json", "{\"scripts\": {\"test\": \"vitest run\"}}");
    repo.write("packages/b/package.json", "{\"scripts\": {\"test\": \"vitest --watch\"}}");
    repo.write("other/c/package.json", "{\"scripts\": {\"test\": \"vitest run\"}}");

    assertThat(checks()).containsExactly("npm test --workspace=packages/a");
  }

  @Test
  void python_is_tested_as_it_is_configured() {
    repo.write("pyproject.toml", "[project]\nname = 'x'\n");
    assertThat(checks()).isEmpty();

    repo.delete(".exec-session.yml");
    repo.write("tests/test_a.py", "");
    assertThat(checks()).containsExactly("python3 -B -m unittest discover -s tests");

    repo.delete(".exec-session.yml");
    repo.write("pyproject.toml", "[tool.pytest.ini_options]\n");
    assertThat(checks()).containsExactly("python3 -B -m pytest -q");
  }

  @Test
  void go_and_cargo_bring_their_own_checks_and_make_counts_where_nothing_else_tests() {
    repo.write("Makefile", "all: test\ntest:\n\ttrue\n");
    assertThat(checks()).containsExactly("make test");

    repo.delete(".exec-session.yml");
    repo.write("go.mod", "module x\n");
    repo.write("Cargo.toml", "[package]\n");
    assertThat(checks()).containsExactly("go test ./...", "go vet ./...", "cargo test --quiet");
  }

  @Test
  void a_check_whose_program_is_missing_is_commented_out_and_named() throws IOException {
    Files.delete(programs.resolve("go"));
    repo.write("go.mod", "module x\n");

    Ran ran = cli.run("init");

    assertThat(loaded().problems()).isEmpty();
    assertThat(config().checks()).isEmpty();
    assertThat(ran.out()).contains("note    `go` was not found, so its checks are commented out");
    assertThat(repo.read(".exec-session.yml")).contains("  # - go test ./...\n");
  }

  @Test
  void projects_in_folders_get_checks_skills_policies_and_the_docs_rule() {
    repo.write("backend/pom.xml", "<project/>");
    repo.write("backend/src/main/java/a/A.java", "class A {}\n");
    repo.write("frontend/package.json", "{\"scripts\": {\"test\": \"vitest run\"}}");
    repo.write("frontend/package-lock.json", "{}");
    repo.write("frontend/src/a.ts", "");
    repo.write("docs/guide.md", "# Guide\n");
    repo.write("api/gen/a.pb.go", "");

    cli.run("init");

    assertThat(loaded().problems()).isEmpty();
    assertThat(config().checks())
        .extracting(CheckConfig::run, CheckConfig::directory)
        .containsExactly(tuple("mvn -B -ntp -q test", "backend"), tuple("npm test", "frontend"));
    assertThat(config().skills()).containsOnlyKeys("backend", "frontend", "docs");
    assertThat(config().policies().values())
        .allSatisfy(policy -> assertThat(policy.onMissing().name()).isEqualTo("RISK"));
    assertThat(config().docs().behaviour())
        .containsExactlyInAnyOrder("backend/**", "frontend/**", "api/**");
    assertThat(config().docs().docs()).containsExactly("docs/**");
    assertThat(config().scope().allowedWith()).containsExactly("frontend/package-lock.json");
    assertThat(config().scope().generated()).containsExactly("**/*.pb.go");
  }

  @Test
  void only_the_host_that_a_remote_names_gets_a_pipeline() {
    repo.git("remote", "add", "origin", "git@gitlab.example.org:team/github.git");
    repo.write(".gitlab-ci.yml", "stages: [a]\n");

    Ran ran = cli.run("init");

    assertThat(repo.path(".github")).doesNotExist();
    assertThat(repo.path(".gitlab/exec-session.yml")).isRegularFile();
    assertThat(repo.read(".gitlab-ci.yml")).isEqualTo("stages: [a]\n");
    assertThat(ran.out())
        .contains(
            "note    add to `.gitlab-ci.yml`:\n        include:\n          - local: .gitlab/");
  }

  @Test
  void files_that_exist_are_kept_byte_for_byte_and_agents_instructions_are_not_touched() {
    repo.write(".exec-session.yml", "version: 1\nplans: plans/active\n");
    repo.write(".claude/skills/exec-session/SKILL.md", "ours\n");
    repo.write("AGENTS.md", "# Rules\n");

    Ran ran = cli.run("init");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(repo.read(".exec-session.yml")).isEqualTo("version: 1\nplans: plans/active\n");
    assertThat(repo.read(".claude/skills/exec-session/SKILL.md")).isEqualTo("ours\n");
    assertThat(repo.read("AGENTS.md")).isEqualTo("# Rules\n");
    assertThat(repo.path("plans/completed/.gitkeep")).isRegularFile();
    assertThat(repo.path("plans/templates/template.md")).isRegularFile();
    assertThat(ran.out())
        .contains("kept    .exec-session.yml\n")
        .contains("add to AGENTS.md:\n        Plans are in `plans/active/`;");
  }

  @Test
  void the_headings_of_an_existing_template_become_aliases_and_its_plan_can_be_filled_in() {
    repo.write(
        "docs/exec-plans/templates/plan.md",
        """
        # <título>

        ## Objetivo
        <una frase>

        ## Cambios recientes
        TBD

        ## Comportamiento actual
        TBD

        ## Tareas
        ### Block B01: TBD
        - **Goal:** TBD

        ## Rama
        - **Execution Branch:** <rama>

        ## Archivos permitidos
        ### Incluir
        - TBD
        ### Excluir
        - ninguno de los demás
        """);

    Ran init = cli.run("init");
    repo.commit("Set up");
    Ran created = cli.run("new", "limite");
    String plan = repo.read(ACTIVE + "/limite.md");
    repo.write(
        ACTIVE + "/limite.md",
        plan.replace("<una frase>", "Un límite.")
            .replace("- TBD", "- `src/**`")
            .replace("TBD", "algo"));
    Ran validated = cli.run("validate", "limite");

    assertThat(init.exit()).as(init.toString()).isZero();
    assertThat(repo.path(TEMPLATE)).doesNotExist();
    assertThat(config().sections().aliases())
        .containsEntry("Objective Lock", List.of("Objetivo"))
        .containsEntry("Recent Changes Snapshot", List.of("Cambios recientes"))
        .containsEntry("Current Behavior Summary", List.of("Comportamiento actual"))
        .containsEntry("Proposed Next Block", List.of("Tareas"))
        .containsEntry("Branch Continuity", List.of("Rama"))
        .containsEntry("File Scope Contract", List.of("Archivos permitidos"))
        .containsEntry("Include", List.of("Incluir"))
        .containsEntry("Exclude", List.of("Excluir"));
    assertThat(created.out()).contains("from    docs/exec-plans/templates/plan.md\n");
    assertThat(plan).startsWith("# Limite\n").contains("Execution Branch:** `feature/x`");
    assertThat(validated.exit()).as(validated.toString()).isZero();
  }

  @Test
  void a_link_that_leads_out_of_the_repository_refuses_everything() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createSymbolicLink(repo.path(".claude"), outside);
    Files.writeString(repo.path("docs"), "a file\n");

    Ran ran = cli.run("init");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("error[SETUP-001]: `.claude` is a link that leads out of the repository")
        .contains("error[SETUP-001]: `docs` is not a folder");
    assertThat(outside).isEmptyDirectory();
    assertThat(repo.path(".exec-session.yml")).doesNotExist();
  }

  @Test
  void a_configuration_with_errors_is_reported_before_anything_is_created() {
    repo.write(".exec-session.yml", "version: 1\nplan: x\n");

    Ran ran = cli.run("init");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(".exec-session.yml:2:1: error[CONF-002]");
    assertThat(repo.path(ACTIVE)).doesNotExist();
  }

  @Test
  void nothing_is_created_while_a_session_runs() {
    RepositoryFacts facts =
        Objects.requireNonNull(
            RepositoryProbe.inspect(repo.root(), repo.environment(), false).facts());

    Ran ran =
        QuietWorktree.during(
            facts, "x", "Ann", cli.environment(), Instant.now(), () -> cli.run("init"));

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(repo.path(ACTIVE)).doesNotExist();
  }

  @Test
  void outside_of_a_repository_it_is_refused() throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));

    Ran ran = cli.at(elsewhere).run("init");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("GIT-001", "git init");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void build_output_that_git_does_not_ignore_is_named_with_the_command_that_fixes_it() {
    repo.write("pom.xml", "<project/>");

    String line = "printf '\\ntarget/\\n' >>.gitignore";
    assertThat(cli.run("init").out()).contains("        " + line + "\n");
    repo.sh(line);
    assertThat(cli.run("init").out()).doesNotContain("target/");
  }

  private List<String> checks() {
    Ran ran = cli.run("init");
    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(loaded().problems()).isEmpty();
    return config().checks().stream().map(CheckConfig::run).toList();
  }

  private Config config() {
    return loaded().config();
  }

  private LoadedConfig loaded() {
    return ConfigLoader.load(repo.root(), Map.of());
  }
}
