package dev.execsession.scope;

import java.util.ArrayList;
import java.util.List;

/** Patterns that apply without being mentioned in a plan. */
final class OwnRules {
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
          ".cursor/",
          ".cursorrules",
          ".gemini/",
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
          "/.github/copilot-instructions.md",
          "/.github/instructions/",
          "/.github/hooks/",
          "/.github/agents/",
          "/.vscode/mcp.json");

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
          "DerivedData/");

  private OwnRules() {}

  private static List<ScopeRule> rules(String... patterns) {
    List<ScopeRule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      rules.add(ScopeRule.own(pattern));
    }
    return List.copyOf(rules);
  }
}
