package dev.execsession.scope;

import static dev.execsession.scope.Verdict.EXCLUDED;
import static dev.execsession.scope.Verdict.INCLUDED;
import static dev.execsession.scope.Verdict.OUTSIDE;
import static dev.execsession.scope.Verdict.PROTECTED;
import static dev.execsession.scope.Verdict.SENSITIVE;
import static dev.execsession.scope.Verdict.SIDE_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.text.TreePath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeJudgeTest {
  private static final TreePath PLAN = TreePath.of("docs/exec-plans/active/p.md");

  private static Scope scope(List<String> includes, List<String> excludes) {
    return new Scope(
        includes.stream().map(text -> ScopeRule.include(text, null)).toList(),
        excludes.stream().map(text -> ScopeRule.exclude(text, null)).toList());
  }

  private static ScopeJudge judge(List<String> includes, String... excludes) {
    return new ScopeJudge(
        scope(includes, List.of(excludes)), Scope.NONE, List.of(), List.of(), PLAN, false);
  }

  private static Verdict verdict(ScopeJudge judge, String path) {
    return judge.judge(TreePath.of(path), false).verdict();
  }

  private static Verdict ignored(ScopeJudge judge, String path) {
    return judge.judge(TreePath.of(path), false, Ignored.ITSELF).verdict();
  }

  private static Verdict inside(ScopeJudge judge, String folder, String path) {
    return judge.judge(TreePath.of(path), false, Ignored.inside(TreePath.of(folder))).verdict();
  }

  @Test
  void a_judge_made_from_its_definition_judges_alike() {
    ScopeJudge judge =
        new ScopeJudge(
            new Scope(
                List.of(ScopeRule.include("pom.xml", "the version only")),
                List.of(ScopeRule.exclude("key", null))),
            scope(List.of("pom.xml", "src/"), List.of("src/own")),
            List.of("deploy/"),
            List.of("*.secret"),
            PLAN,
            true);

    ScopeJudge again = judge.definition().judge();

    assertThat(again.definition()).isEqualTo(judge.definition());
    for (String path :
        List.of("pom.xml", "a/pom.xml", "a/KEY", "deploy/x", "x.secret", "src/own")) {
      assertThat(again.judge(TreePath.of(path), false, Ignored.ITSELF))
          .isEqualTo(judge.judge(TreePath.of(path), false, Ignored.ITSELF));
    }
  }

  @Test
  void an_exclude_beats_an_include_and_names_its_rule_and_note() {
    ScopeJudge judge =
        new ScopeJudge(
            new Scope(
                List.of(ScopeRule.include("src/**", null)),
                List.of(ScopeRule.exclude("src/secret/**", "the security team owns it"))),
            Scope.NONE,
            List.of(),
            List.of(),
            PLAN,
            false);
    assertThat(judge.judge(TreePath.of("src/secret/k"), false))
        .isEqualTo(new Judgement(EXCLUDED, "src/secret/**", "the security team owns it"));
    assertThat(judge.judge(TreePath.of("src/A"), false))
        .isEqualTo(new Judgement(INCLUDED, "src/**", null));
    assertThat(judge.judge(TreePath.of("pom.xml"), false))
        .isEqualTo(new Judgement(OUTSIDE, "not in any include", null));
  }

  @Test
  void the_condition_of_an_include_is_reported_although_a_wider_include_has_none() {
    ScopeJudge judge =
        new ScopeJudge(
            new Scope(
                List.of(
                    ScopeRule.include("src/**", null),
                    ScopeRule.include("src/app.yml", "only the `limits` key")),
                List.of()),
            Scope.NONE,
            List.of(),
            List.of(),
            PLAN,
            false);
    assertThat(judge.judge(TreePath.of("src/app.yml"), false))
        .isEqualTo(new Judgement(INCLUDED, "src/app.yml", "only the `limits` key"));
    assertThat(judge.judge(TreePath.of("src/A"), false))
        .isEqualTo(new Judgement(INCLUDED, "src/**", null));
  }

  @Test
  void a_block_narrows_the_plan_and_never_widens_it() {
    ScopeJudge judge =
        new ScopeJudge(
            scope(List.of("src/**"), List.of()),
            scope(List.of("src/a/**", "pom.xml"), List.of("src/a/x")),
            List.of(),
            List.of(),
            PLAN,
            false);
    assertThat(verdict(judge, "src/a/y")).isEqualTo(INCLUDED);
    assertThat(verdict(judge, "src/a/x")).isEqualTo(EXCLUDED);
    assertThat(verdict(judge, "src/b")).isEqualTo(OUTSIDE);
    assertThat(verdict(judge, "pom.xml")).isEqualTo(OUTSIDE);
  }

  @Test
  void the_running_plan_and_git_are_never_allowed() {
    ScopeJudge judge = judge(List.of("docs/exec-plans/active/**", PLAN.raw(), ".git/**", "**"));
    assertThat(verdict(judge, PLAN.raw())).isEqualTo(PROTECTED);
    assertThat(verdict(judge, ".git/config")).isEqualTo(PROTECTED);
    assertThat(verdict(judge, "docs/exec-plans/active/other.md")).isEqualTo(INCLUDED);
    assertThat(verdict(judge, "vendor/nested/.git/config")).isEqualTo(PROTECTED);
    assertThat(verdict(judge, "vendor/nested/.git/hooks/post-checkout")).isEqualTo(PROTECTED);
    assertThat(verdict(judge, "vendor/lib/.git")).isEqualTo(PROTECTED);
  }

  @Test
  void a_nested_repository_is_judged_as_its_folder_and_what_controls_git_there_stays_closed() {
    ScopeJudge judge = judge(List.of("vendor/**", "vendor/own/.git/hooks/**"));
    assertThat(verdict(judge, "vendor/nested/.git/index")).isEqualTo(INCLUDED);
    assertThat(verdict(judge, "other/nested/.git/index")).isEqualTo(OUTSIDE);
    for (Ignored ignored : List.of(Ignored.NOT, Ignored.inside(TreePath.of("vendor")))) {
      for (String path :
          List.of(
              "vendor/n/.git/config", "vendor/own/.git/hooks/post-checkout", "vendor/lib/.git")) {
        assertThat(judge.judge(TreePath.of(path), false, ignored).verdict())
            .as(path)
            .isEqualTo(PROTECTED);
      }
    }
  }

  @Test
  void what_editors_keep_next_to_an_open_file_is_a_side_effect_if_git_ignores_it() {
    ScopeJudge judge = judge(List.of("src/**"));
    for (String name : List.of(".A.java.swp", "4913", ".#A.java", "#A.java#", "A.java~")) {
      TreePath path = TreePath.of("src/" + name);
      assertThat(judge.judge(path, false, Ignored.ITSELF).verdict()).isEqualTo(SIDE_EFFECT);
      assertThat(judge.judge(path, false, Ignored.NOT).verdict()).isEqualTo(INCLUDED);
    }
    assertThat(judge.judge(TreePath.of("src/B.java"), false, Ignored.ITSELF).verdict())
        .isEqualTo(INCLUDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".github/workflows/ci.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
        ".exec-session.yml",
        ".claude/settings.json",
        "api/.claude/settings.json",
        "api/AGENTS.md",
        "api/.gitignore",
        ".gitmodules",
        ".aider.conf.yml",
        "docs/exec-plans/active/other.md",
        ".agents/hooks.json",
        ".kiro/steering/x.md",
        ".junie/guidelines.md",
        ".factory/x.md",
        ".amazonq/rules/x.md",
        ".husky/pre-commit",
        "lefthook.yml",
        "web/lefthook.yml",
        ".pre-commit-config.yaml",
        ".specify/memory/constitution.md",
        ".mvn/extensions.xml",
        ".envrc",
        ".devcontainer/devcontainer.json",
        ".vscode/tasks.json",
        ".vscode/settings.json",
        ".idea/runConfigurations/All.xml",
        ".some-agent-of-next-year/rules.md",
        ".npmrc",
        ".yarn/releases/yarn.cjs",
      })
  void a_protected_place_needs_an_include_that_reaches_into_it_literally(String path) {
    assertThat(verdict(judge(List.of("**")), path)).isEqualTo(PROTECTED);
    assertThat(verdict(judge(List.of("docs/**", ".github/**", "api/**", "*")), path))
        .isEqualTo(PROTECTED);
    assertThat(verdict(judge(List.of(path)), path)).isEqualTo(INCLUDED);
  }

  @Test
  void a_folder_named_before_the_first_wildcard_opens_the_protected_place() {
    assertThat(verdict(judge(List.of(".github/workflows/**")), ".github/workflows/ci.yml"))
        .isEqualTo(INCLUDED);
    assertThat(verdict(judge(List.of(".claude/")), ".claude/settings.json")).isEqualTo(INCLUDED);
    assertThat(verdict(judge(List.of(".github/workflows/ci.yml")), ".github/workflows/x.yml"))
        .isEqualTo(PROTECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".editorconfig",
        ".prettierrc.json",
        ".eslintrc.cjs",
        ".nvmrc",
        ".idea/misc.xml",
        ".vscode/extensions.json",
        ".github/ISSUE_TEMPLATE/bug.md",
        ".env.example",
        ".README.md.swp",
        "src/.hidden",
      })
  void a_name_that_steers_nobodys_tools_is_a_path_like_any_other(String path) {
    assertThat(verdict(judge(List.of("**")), path)).isEqualTo(INCLUDED);
    assertThat(verdict(judge(List.of("src/a/**")), path)).isEqualTo(OUTSIDE);
  }

  @Test
  void with_nested_protected_places_the_deepest_decides() {
    ScopeJudge judge = judge(List.of(".github/**"));
    assertThat(verdict(judge, ".github/prompts/x.md")).isEqualTo(INCLUDED);
    assertThat(verdict(judge, ".github/workflows/ci.yml")).isEqualTo(PROTECTED);
    assertThat(verdict(judge(List.of(".mvn/maven.config")), ".mvn/extensions.xml"))
        .isEqualTo(PROTECTED);
  }

  @Test
  void in_an_ignored_folder_everything_is_a_side_effect_whatever_its_name() {
    ScopeJudge judge = judge(List.of("src/**", "**"), "**/*.csv", "package.json", "tests/**");
    for (String path :
        List.of("AGENTS.md", ".gitattributes", "package.json", "test/a.pem", "x.csv", ".env")) {
      assertThat(inside(judge, "node_modules", "node_modules/p/" + path)).isEqualTo(SIDE_EFFECT);
    }
    assertThat(inside(judge, "src/gen", "src/gen/A.java")).isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, "tests/__pycache__", "tests/__pycache__/t.pyc"))
        .isEqualTo(SIDE_EFFECT);
    assertThat(judge.excludeAbove(TreePath.of("tests/__pycache__/t.pyc"))).isEqualTo("tests/**");
    assertThat(judge.excludeAbove(TreePath.of("target/t.csv"))).isNull();
  }

  @Test
  void a_rule_whose_literal_part_names_the_ignored_folder_or_a_place_in_it_reaches_in() {
    ScopeJudge judge =
        new ScopeJudge(
            scope(List.of("src/**", "dist/app/**"), List.of("target/keys/**", "data/**", "vendor")),
            Scope.NONE,
            List.of("target/deploy/**"),
            List.of("build/certs/"),
            PLAN,
            false);
    assertThat(inside(judge, "target", "target/keys/k")).isEqualTo(EXCLUDED);
    assertThat(inside(judge, "target", "target/other")).isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, "data", "data/pg/x")).isEqualTo(EXCLUDED);
    assertThat(inside(judge, "vendor", "vendor/p/x")).isEqualTo(EXCLUDED);
    assertThat(inside(judge, "node_modules", "node_modules/vendor/x")).isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, "target", "target/deploy/x")).isEqualTo(PROTECTED);
    assertThat(inside(judge, "build", "build/certs/c")).isEqualTo(SENSITIVE);
    assertThat(inside(judge, "dist", "dist/app/a.js")).isEqualTo(INCLUDED);
    assertThat(inside(judge, "dist", "dist/b.js")).isEqualTo(SIDE_EFFECT);
  }

  @Test
  void a_protected_place_reaches_into_ignored_folders_below_it_that_no_tool_fills() {
    ScopeJudge judge = judge(List.of("src/**"));
    assertThat(inside(judge, ".claude", ".claude/settings.json")).isEqualTo(PROTECTED);
    assertThat(inside(judge, ".claude/local", ".claude/local/x")).isEqualTo(PROTECTED);
    assertThat(inside(judge, "api/.claude", "api/.claude/settings.json")).isEqualTo(PROTECTED);
    assertThat(inside(judge, ".claude/worktrees", ".claude/worktrees/y/README.md"))
        .isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, ".husky/_", ".husky/_/pre-commit")).isEqualTo(PROTECTED);
    assertThat(inside(judge, ".pytest_cache", ".pytest_cache/v")).isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, ".unknown", ".unknown/x")).isEqualTo(PROTECTED);
    assertThat(inside(judge, ".idea", ".idea/workspace.xml")).isEqualTo(SIDE_EFFECT);
    assertThat(inside(judge, ".idea", ".idea/runConfigurations/x.xml")).isEqualTo(PROTECTED);
    assertThat(inside(judge, "docs/exec-plans/.cache", "docs/exec-plans/.cache/x"))
        .isEqualTo(SIDE_EFFECT);
  }

  @Test
  void what_steers_agents_and_is_ignored_by_a_line_of_its_own_is_protected() {
    ScopeJudge judge = judge(List.of("**"));
    for (String path :
        List.of("CLAUDE.local.md", ".mcp.json", ".claude/settings.local.json", "web/.mcp.json")) {
      assertThat(ignored(judge, path)).as(path).isEqualTo(PROTECTED);
    }
    assertThat(ignored(judge, ".npmrc")).isEqualTo(SENSITIVE);
  }

  @Test
  void
      a_folder_may_not_ignore_itself_under_an_exclude_with_a_literal_part_or_in_a_protected_place() {
    ScopeJudge judge = judge(List.of("src/**"), "tests/**", "**/*.csv", "*.md");
    assertThat(judge.mayIgnoreItself(TreePath.of("tests/zz"))).isFalse();
    assertThat(judge.mayIgnoreItself(TreePath.of("tests"))).isFalse();
    assertThat(judge.mayIgnoreItself(TreePath.of(".mvn"))).isFalse();
    assertThat(judge.mayIgnoreItself(TreePath.of(".claude/x"))).isFalse();
    assertThat(judge.mayIgnoreItself(TreePath.of(".new-agent"))).isFalse();
    assertThat(judge.mayIgnoreItself(TreePath.of(".pytest_cache"))).isTrue();
    assertThat(judge.mayIgnoreItself(TreePath.of("web/.venv"))).isTrue();
  }

  @Test
  void whether_a_rule_speaks_of_a_closed_folder_follows_from_its_literal_part() {
    ScopeJudge judge = judge(List.of("src/**", "**"), "target/keys/**", "**/*.csv");
    assertThat(judge.speaksOf(TreePath.of("target"), TreePath.of("target"))).isTrue();
    assertThat(judge.speaksOf(TreePath.of("target/keys/a"), TreePath.of("target"))).isTrue();
    assertThat(judge.speaksOf(TreePath.of("target/pg"), TreePath.of("target"))).isFalse();
    assertThat(judge.speaksOf(TreePath.of("data/pg"), TreePath.of("data"))).isFalse();
    assertThat(judge.speaksOf(TreePath.of("docs"), TreePath.of("docs"))).isTrue();
  }

  @Test
  void ignored_files_are_side_effects_unless_a_rule_covers_them() {
    ScopeJudge judge = judge(List.of("src/**", "gen"), "infra/**");
    assertThat(ignored(judge, "target/a.class")).isEqualTo(SIDE_EFFECT);
    assertThat(ignored(judge, "infra/x")).isEqualTo(EXCLUDED);
    assertThat(ignored(judge, ".env.local")).isEqualTo(SENSITIVE);
    assertThat(ignored(judge, "src/server.pem")).isEqualTo(SENSITIVE);
    assertThat(ignored(judge, "src/a.generated")).isEqualTo(INCLUDED);
    assertThat(ignored(judge, "AGENTS.md")).isEqualTo(PROTECTED);
    assertThat(ignored(judge(List.of(".env*")), ".env.local")).isEqualTo(INCLUDED);
    assertThat(ignored(judge(List.of(".env")), ".env")).isEqualTo(INCLUDED);
  }

  @Test
  void what_tools_fill_by_the_thousand_is_a_side_effect_unless_an_include_names_it() {
    ScopeJudge judge = judge(List.of("apps/web/**"));
    assertThat(inside(judge, "apps/web/node_modules", "apps/web/node_modules/p/test/a.pem"))
        .isEqualTo(SIDE_EFFECT);
    Ignored packages = Ignored.inside(TreePath.of("apps/web/node_modules"));
    assertThat(judge.watchesContent(TreePath.of("apps/web/node_modules/p/x.js"), packages))
        .isFalse();
    assertThat(judge.watchesContent(TreePath.of("apps/web/.env"), Ignored.ITSELF)).isTrue();
    assertThat(judge.watchesContent(TreePath.of("apps/api/x"), Ignored.NOT)).isTrue();
    assertThat(inside(judge(List.of("dist/**")), "dist", "dist/app.js")).isEqualTo(INCLUDED);
  }

  @Test
  void configured_places_count_like_the_shipped_ones() {
    ScopeJudge judge =
        new ScopeJudge(
            scope(List.of("**"), List.of()),
            Scope.NONE,
            List.of("deploy/**"),
            List.of("*.token"),
            PLAN,
            false);
    assertThat(judge.judge(TreePath.of("deploy/x"), false))
        .isEqualTo(new Judgement(PROTECTED, "deploy/**", null));
    assertThat(ignored(judge, "a.token")).isEqualTo(SENSITIVE);
  }

  @Test
  void a_configured_subtree_is_opened_by_an_include_that_names_its_folder() {
    ScopeJudge judge =
        new ScopeJudge(
            scope(List.of("deploy/**"), List.of()),
            Scope.NONE,
            List.of("deploy/**"),
            List.of(),
            PLAN,
            false);
    assertThat(verdict(judge, "deploy/a/b")).isEqualTo(INCLUDED);
  }

  @Test
  void on_a_file_system_that_folds_names_an_exclude_does_too() {
    ScopeJudge judge =
        new ScopeJudge(
            scope(List.of("src/**"), List.of("src/Secret/**", "src/é")),
            Scope.NONE,
            List.of(),
            List.of(),
            PLAN,
            true);
    assertThat(verdict(judge, "src/secret/k")).isEqualTo(EXCLUDED);
    assertThat(verdict(judge, "src/E\u0301")).isEqualTo(EXCLUDED);
    assertThat(verdict(judge, "src/agents.md")).isEqualTo(PROTECTED);
    assertThat(verdict(judge, "docs/exec-plans/active/P.md")).isEqualTo(PROTECTED);
    assertThat(verdict(judge, "src/A")).isEqualTo(INCLUDED);
  }
}
