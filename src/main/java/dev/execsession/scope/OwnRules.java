package dev.execsession.scope;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;

/** Patterns that apply without being mentioned in a plan. */
final class OwnRules {
  /** Every top-level name that begins with a dot. */
  static final String DOT_NAMES = "/.*";

  /**
   * Files that control the session, git, CI or an agent: a change here could change what runs next.
   */
  static final List<ScopeRule> PROTECTED =
      rules(
          "/docs/exec-plans/",
          "/.exec-session.yml",
          "/.exec-session.yaml",
          "/.exec-session/",
          // read by git in every folder
          ".gitattributes",
          ".gitignore",
          ".gitmodules",
          // definitions of CI
          "/.github/workflows/",
          "/.github/actions/",
          "/.github/dependabot.yml",
          "/.github/CODEOWNERS",
          "/.gitlab-ci.yml",
          "/.gitlab/",
          "/.circleci/",
          "/.buildkite/",
          "/.woodpecker/",
          "/.woodpecker.yml",
          "/.drone.yml",
          "/.travis.yml",
          "/.cirrus.yml",
          "/.appveyor.yml",
          "/appveyor.yml",
          "/azure-pipelines.yml",
          "/azure-pipelines.yaml",
          "/.azure-pipelines/",
          "/bitbucket-pipelines.yml",
          "/.teamcity/",
          "/.semaphore/",
          "/.forgejo/",
          "/.gitea/",
          "Jenkinsfile",
          "Jenkinsfile.*",
          // settings and instructions of agents, which they also read in subfolders
          ".claude/",
          ".codex/",
          ".agents/",
          ".cursor/",
          ".cursorrules",
          ".gemini/",
          ".kiro/",
          ".junie/",
          ".factory/",
          ".amazonq/",
          ".specify/",
          ".aider*",
          ".opencode/",
          "opencode.json",
          ".windsurf/",
          ".windsurfrules",
          ".clinerules",
          ".roo/",
          ".goose/",
          ".goosehints",
          ".mcp.json",
          "AGENTS.md",
          "AGENTS.override.md",
          "CLAUDE.md",
          "CLAUDE.local.md",
          "GEMINI.md",
          // what editors, shells, hooks and build tools run by themselves
          ".husky/",
          "lefthook.yml",
          "lefthook.yaml",
          "lefthook-local.yml",
          ".lefthook.yml",
          ".pre-commit-config.yaml",
          ".mvn/",
          ".envrc",
          ".devcontainer/",
          "/.vscode/mcp.json",
          "/.vscode/tasks.json",
          "/.vscode/launch.json",
          "/.vscode/settings.json",
          "/.idea/runConfigurations/",
          // git's own files in a nested repository
          "**/.git/config",
          "**/.git/config.worktree",
          "**/.git/hooks/",
          "**/.git/info/",
          "**/.git/commondir",
          "**/.git/gitdir",
          "**/.git/objects/info/",
          DOT_NAMES);

  /** Those of them in a nested repository. */
  static final List<ScopeRule> NESTED_GIT = nestedGit();

  /** Top-level dot names that configure no tool of people or agents. */
  static final List<ScopeRule> HARMLESS =
      rules(
          // editors and formatters
          "/.editorconfig",
          "/.prettierrc*",
          "/.prettierignore",
          "/.eslintrc*",
          "/.eslintignore",
          "/.stylelintrc*",
          "/.stylelintignore",
          "/.markdownlint*",
          "/.clang-format",
          "/.clang-tidy",
          "/.rustfmt.toml",
          "/.scalafmt.conf",
          "/.rubocop.yml",
          "/.flake8",
          "/.pylintrc",
          "/.yamllint*",
          "/.hadolint.yaml",
          "/.swiftlint.yml",
          "/.golangci.yml",
          "/.golangci.yaml",
          "/.coveragerc",
          "/.nycrc*",
          "/.idea/",
          "/.vscode/",
          "/.zed/",
          "/.*.sw?",
          "/.*~",
          "/.#*",
          "/.DS_Store",
          "/.directory",
          // versions and lists of files
          "/.nvmrc",
          "/.node-version",
          "/.python-version",
          "/.ruby-version",
          "/.java-version",
          "/.tool-versions",
          "/.browserslistrc",
          "/.babelrc*",
          "/.swcrc",
          "/.dockerignore",
          "/.npmignore",
          "/.helmignore",
          "/.gcloudignore",
          "/.vercelignore",
          "/.mailmap",
          "/.gitkeep",
          "/.keep",
          "/.nojekyll",
          "/.env*",
          // documents
          "/.changeset/",
          "/.well-known/",
          "/.storybook/",
          "/.github/ISSUE_TEMPLATE/",
          "/.github/PULL_REQUEST_TEMPLATE*",
          "/.github/pull_request_template*",
          // caches and builds
          "/.cache/",
          "/.venv/",
          "/.tox/",
          "/.nox/",
          "/.eggs/",
          "/.gradle/",
          "/.kotlin/",
          "/.next/",
          "/.nuxt/",
          "/.output/",
          "/.svelte-kit/",
          "/.turbo/",
          "/.vite/",
          "/.angular/",
          "/.parcel-cache/",
          "/.pnpm-store/",
          "/.yarn/cache/",
          "/.yarn/unplugged/",
          "/.yarn/install-state.gz",
          "/.dart_tool/",
          "/.terraform/",
          "/.bundle/",
          "/.pytest_cache/",
          "/.mypy_cache/",
          "/.ruff_cache/",
          "/.hypothesis/",
          "/.ipynb_checkpoints/",
          "/.coverage*",
          "/.nyc_output/",
          "/.m2/repository/",
          "/.tmp/");

  /** What editors keep next to a file while it is open, if git ignores it. */
  static final List<ScopeRule> EDITORS = rules(".*.sw?", "4913", ".#*", "#*#", "*~");

  /** Files that hold secrets, if git ignores them. */
  static final List<ScopeRule> SENSITIVE =
      rules(
          ".env*",
          "*.env",
          "*.pem",
          "*.key",
          "*.p12",
          "*.pfx",
          "*.jks",
          "*.keystore",
          "*.kdbx",
          "*.tfvars",
          "*.tfstate",
          ".npmrc",
          ".yarnrc.yml",
          ".pypirc",
          ".netrc",
          "_netrc",
          ".htpasswd",
          ".git-credentials",
          ".dockercfg",
          "id_rsa*",
          "id_dsa*",
          "id_ecdsa*",
          "id_ed25519*",
          ".ssh/",
          ".aws/",
          ".gnupg/",
          ".kube/",
          "credentials.json",
          "service-account*.json",
          "secrets.*");

  /**
   * Folders of generated files. Ignored files in them are side effects unless a rule names the
   * folder: packages contain their own test keys and example settings.
   */
  static final List<ScopeRule> GENERATED =
      rules(
          "node_modules/",
          "bower_components/",
          ".pnpm-store/",
          ".yarn/cache/",
          "target/",
          "build/",
          "dist/",
          "out/",
          "bin/",
          "obj/",
          ".gradle/",
          ".venv/",
          "venv/",
          "site-packages/",
          "__pycache__/",
          ".pytest_cache/",
          ".mypy_cache/",
          ".ruff_cache/",
          ".tox/",
          ".nox/",
          ".next/",
          ".nuxt/",
          ".svelte-kit/",
          ".turbo/",
          ".parcel-cache/",
          ".cache/",
          ".dart_tool/",
          ".terraform/",
          ".bundle/",
          "coverage/",
          "Pods/",
          "DerivedData/",
          ".worktrees/",
          "worktrees/");

  private OwnRules() {}

  /** Returns whether a top-level dot name configures no tool. */
  static boolean isHarmless(TreePath path, boolean isDirectory) {
    for (ScopeRule rule : HARMLESS) {
      if (rule.pattern().matches(path, isDirectory)) {
        return true;
      }
    }
    return false;
  }

  private static List<ScopeRule> nestedGit() {
    List<ScopeRule> rules = new ArrayList<>();
    for (ScopeRule rule : PROTECTED) {
      if (rule.text().startsWith("**/.git/")) {
        rules.add(rule);
      }
    }
    return List.copyOf(rules);
  }

  private static List<ScopeRule> rules(String... patterns) {
    List<ScopeRule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      rules.add(ScopeRule.own(pattern));
    }
    return List.copyOf(rules);
  }
}
