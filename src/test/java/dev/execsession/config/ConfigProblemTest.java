package dev.execsession.config;

import static dev.execsession.config.ConfigFixture.load;
import static dev.execsession.config.ConfigFixture.printed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages about an invalid configuration. */
class ConfigProblemTest {
  @TempDir Path root;

  private String problems(String text) {
    return printed(load(root, text));
  }

  @Test
  void all_problems_of_a_file_are_reported_at_once_in_file_order() {
    assertThat(
            problems(
                """
                version: 2
                excutor: manual
                checks:
                  - npm test
                  - run: npm run e2e
                    timout: 10m
                    at: end
                check-defaults:
                  timeout: 5
                commits: no
                acknowledge-guards: yes
                redact: ['(']
                """))
        .isEqualTo(
            """
            .exec-session.yml:1:10: error[CONF-005]: `version` must be `1`, not `2`
              version: 2
                       ^
            hint: write `version: 1`; a newer version needs a newer tool
            .exec-session.yml:2:1: error[CONF-002]: `excutor` is not a key of this file
              excutor: manual
              ^^^^^^^
            hint: did you mean `executor`?
            .exec-session.yml:6:5: error[CONF-002]: `timout` is not a key of `checks`
                  timout: 10m
                  ^^^^^^
            hint: did you mean `timeout`?
            .exec-session.yml:7:9: error[CONF-005]: `checks.at` must be `block` or `completion`, not `end`
                  at: end
                      ^^^
            hint: write `at: block`
            .exec-session.yml:9:12: error[CONF-005]: `check-defaults.timeout` must be a duration, not `5`
                timeout: 5
                         ^
            hint: write a duration such as `90s`, `10m` or `1h`
            .exec-session.yml:10:10: error[CONF-005]: `commits` must be `allow` or `forbid`, not `no`
              commits: no
                       ^^
            hint: write `commits: allow`
            .exec-session.yml:11:21: error[CONF-005]: `acknowledge-guards` must be `true` or `false`, not `yes`
              acknowledge-guards: yes
                                  ^^^
            hint: write `acknowledge-guards: true`
            .exec-session.yml:12:10: error[CONF-005]: `redact` `(` is not a regular expression
              redact: ['(']
                       ^^^
            hint: escape `( [ { * + ?` with `\\` to match them literally
            """);
  }

  @Test
  void a_duplicate_key_is_reported_at_every_level() {
    assertThat(
            problems(
                """
                scope:
                  protect: [a/**]
                  protect: [c]
                scope:
                  protect: [d]
                """))
        .isEqualTo(
            """
            .exec-session.yml:3:3: error[CONF-003]: `protect` is duplicated, first on line 2
                protect: [c]
                ^^^^^^^
            hint: remove one of them
            .exec-session.yml:4:1: error[CONF-003]: `scope` is duplicated, first on line 1
              scope:
              ^^^^^
            hint: remove one of them
            """);
  }

  @Test
  void tags_anchors_and_aliases_are_rejected() {
    assertThat(
            problems(
                """
                executor: !!java.net.URL x
                checks:
                  - &a ls
                  - *a
                architecture:
                  - !secret/**
                """))
        .isEqualTo(
            """
            .exec-session.yml:1:11: error[CONF-006]: the tag `!!java.net.URL` is not allowed
              executor: !!java.net.URL x
                        ^^^^^^^^^^^^^^^^
            hint: put the value in quotes if it starts with `!` intentionally, or remove it
            .exec-session.yml:3:5: error[CONF-006]: the anchor `&a` is not allowed
                - &a ls
                  ^^^^^
            hint: put the value in quotes if it starts with `&` intentionally, or remove it
            .exec-session.yml:4:5: error[CONF-006]: the alias `*a` is not allowed
                - *a
                  ^
            hint: write the value out, or put it in quotes if it starts with `*` intentionally
            .exec-session.yml:6:5: error[CONF-006]: the tag `!secret/**` is not allowed
                - !secret/**
                  ^^^^^^^^^^
            hint: put the value in quotes if it starts with `!` intentionally, or remove it
            """);
  }

  @Test
  void a_pattern_with_yaml_syntax_gets_a_hint_to_quote_it() {
    assertThat(problems("architecture:\n  - **/*.java\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:6: error[CONF-001]: a value that starts with `*` must be in quotes
                - **/*.java
                   ^
            hint: put the value in quotes: `'**/*.java'`
            """);
    assertThat(problems("architecture:\n  - {a,b}/**\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:10: error[CONF-001]: a value that starts with `{` must be in quotes
                - {a,b}/**
                       ^
            hint: put the value in quotes: `'{a,b}/**'`
            """);
  }

  @Test
  void a_second_document_is_rejected() {
    assertThat(problems("version: 1\n---\nversion: 1\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:1: error[CONF-001]: a second document starts here
              ---
              ^
            hint: remove this line, or move the rest into the first document
            """);
  }

  @Test
  void yaml_syntax_errors_are_explained() {
    assertThat(problems("checks:\n\t- a\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:1: error[CONF-001]: a tab cannot indent a line of YAML
              \t- a
              ^
            hint: indent with spaces
            """);
    assertThat(problems("checks:\n  - echo a: b: c\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:14: error[CONF-001]: a second `: ` on this line is not YAML
                - echo a: b: c
                           ^
            hint: put the value in single quotes
            """);
    assertThat(problems("executor: claude\n commits: allow\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:9: error[CONF-001]: this line does not fit the lines above it: its indentation or a quote is wrong
               commits: allow
                      ^
            hint: indent the keys of one map equally and put values with special characters in quotes
            """);
    assertThat(problems("executor: \"claude\ncommits: allow\n"))
        .startsWith(".exec-session.yml:3:1: error[CONF-001]: unterminated quote\n");
    assertThat(problems("plans: [docs/plans\nexecutor: x\n"))
        .startsWith(
            ".exec-session.yml:2:9: error[CONF-001]: unterminated `[` or `{`, or an item in it"
                + " has a `:`\n");
  }

  @Test
  void invisible_line_breaks_are_rejected_before_parsing() {
    assertThat(problems("scope:\n  protect:\n    - a\u2028exclude: b\n    - c\u0085d: e\n"))
        .isEqualTo(
            """
            .exec-session.yml:3:8: error[CONF-001]: the line contains the invisible character `U+2028`
                  - a<LS>exclude: b
                     ^
            hint: remove the character; editors show it with "show invisible characters"
            .exec-session.yml:4:8: error[CONF-001]: the line contains the invisible character `U+0085`
                  - c<NEL>d: e
                     ^
            hint: remove the character; editors show it with "show invisible characters"
            """
                .replace("<LS>", "\u2028")
                .replace("<NEL>", "\u0085"));
  }

  @Test
  void a_lone_carriage_return_is_rejected_because_yaml_treats_it_as_a_line_break() {
    assertThat(problems("# nothing to see\rarchitecture: [docs]\n"))
        .startsWith(
            ".exec-session.yml:1:17: error[CONF-001]: the line contains the invisible character"
                + " `U+000D`\n");
    assertThat(problems("version: 1\r\n# windows\r\n")).isEmpty();
  }

  @Test
  void an_escaped_invisible_character_is_rejected() {
    assertThat(problems("checks:\n  - \"mvn \\u202etset\"\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:5: error[CONF-005]: the value contains the invisible character `U+202E`
                - "mvn \\u202etset"
                  ^^^^^^^^^^^^^^^^
            hint: remove the escape
            """);
    assertThat(problems("architecture: [\"a\\nb\"]\n"))
        .startsWith(
            ".exec-session.yml:1:16: error[CONF-005]: `architecture` `a\\n"
                + "b` must be one line without tabs\n");
  }

  @Test
  void a_value_of_the_wrong_type_gets_a_hint_with_the_right_one() {
    assertThat(
            problems(
                """
                checks: npm test
                architecture: api/**
                executor: [a]
                executors: x
                skills:
                plans: {active: [/abs, ../x], any-path: maybe}
                """))
        .isEqualTo(
            """
            .exec-session.yml:1:9: error[CONF-004]: `checks` must be a list, not a string
              checks: npm test
                      ^^^^^^^^
            hint: write one `- COMMAND` per line below `checks:`
            .exec-session.yml:2:15: error[CONF-004]: `architecture` must be a list, not a string
              architecture: api/**
                            ^^^^^^
            hint: write one `- VALUE` per line below `architecture:`
            .exec-session.yml:3:1: error[CONF-004]: `executor` must be a string, not a list
              executor: [a]
              ^^^^^^^^
            hint: write `executor: VALUE`
            .exec-session.yml:4:12: error[CONF-004]: `executors` must be a map, not a string
              executors: x
                         ^
            hint: write `NAME: VALUE` lines below `executors:`
            .exec-session.yml:5:1: error[CONF-004]: `skills` has no value
              skills:
              ^^^^^^
            hint: add a value, or remove the line
            .exec-session.yml:6:18: error[CONF-005]: `plans.active` `/abs` must be relative to the repository's root
              plans: {active: [/abs, ../x], any-path: maybe}
                               ^^^^
            hint: write a path such as `docs/guide.md` or a pattern such as `api/**`
            .exec-session.yml:6:24: error[CONF-005]: `plans.active` `../x` must not contain `..`
              plans: {active: [/abs, ../x], any-path: maybe}
                                     ^^^^
            hint: write a path such as `docs/guide.md` or a pattern such as `api/**`
            .exec-session.yml:6:41: error[CONF-005]: `plans.any-path` must be `true` or `false`, not `maybe`
              plans: {active: [/abs, ../x], any-path: maybe}
                                                      ^^^^^
            hint: write `any-path: true`
            """);
    assertThat(problems("hello\n"))
        .isEqualTo(
            """
            .exec-session.yml:1:1: error[CONF-004]: the file must be a map of keys
              hello
              ^^^^^
            hint: write `version: 1` and below it `KEY: VALUE` lines
            """);
  }

  @Test
  void a_writable_path_of_the_sandbox_is_a_folder_of_the_worktree_or_home() {
    assertThat(problems("sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}"))
        .isEqualTo(
            """
            .exec-session.yml:1:22: error[CONF-005]: `sandbox.writable` `/etc` must be relative to the repository's root
              sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}
                                   ^^^^
            hint: write a folder such as `build` or `~/.cache`
            .exec-session.yml:1:28: error[CONF-005]: `sandbox.writable` `~/../x` must not contain `..`
              sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}
                                         ^^^^^^
            hint: write a folder such as `build` or `~/.cache`
            .exec-session.yml:1:36: error[CONF-005]: `sandbox.writable` `~` must not begin with `~`
              sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}
                                                 ^^^
            hint: write a folder such as `build` or `~/.cache`
            .exec-session.yml:1:41: error[CONF-005]: `sandbox.writable` `build/*` must be one folder, not a pattern
              sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}
                                                      ^^^^^^^^^
            hint: write a folder such as `build` or `~/.cache`
            .exec-session.yml:1:52: error[CONF-005]: `sandbox.writable` `../x` must not contain `..`
              sandbox: {writable: [/etc, ~/../x, '~', 'build/*', ../x, a/b]}
                                                                 ^^^^
            hint: write a folder such as `build` or `~/.cache`
            """);
  }

  @Test
  void undefined_names_get_a_suggestion() {
    assertThat(
            problems(
                """
                executor: clade
                skills:
                  backend: {paths: [api/**], brief: missing.md, executor: nobody}
                policies:
                  p1: {}
                  p2: {skills: [bakend], attest: x}
                sections:
                  Objetive Lock: [Objetivo]
                  File Scope Contract: [Alcance]
                  Objective Lock: [alcance]
                """))
        .isEqualTo(
            """
            .exec-session.yml:1:11: error[CONF-005]: `executor` names `clade`, which is not an executor
              executor: clade
                        ^^^^^
            hint: did you mean `claude`?
            .exec-session.yml:3:3: error[CONF-005]: the brief `missing.md` of the skill `backend` is not a file
                backend: {paths: [api/**], brief: missing.md, executor: nobody}
                ^^^^^^^
            hint: create the file, or correct `skills.backend.brief`
            .exec-session.yml:3:59: error[CONF-005]: `skills.backend.executor` names `nobody`, which is not an executor
                backend: {paths: [api/**], brief: missing.md, executor: nobody}
                                                                        ^^^^^^
            hint: the executors are `aider`, `claude`, `commands` and `manual`
            .exec-session.yml:5:3: error[CONF-005]: the policy `p1` never applies
                p1: {}
                ^^
            hint: add `when: [PATTERN]` or `skills: [NAME]`
            .exec-session.yml:5:3: error[CONF-005]: the policy `p1` requires nothing
                p1: {}
                ^^
            hint: add `attest: SENTENCE` or `checks: [COMMAND]`
            .exec-session.yml:6:17: error[CONF-005]: `policies.p2.skills` names `bakend`, which is not a key of `skills`
                p2: {skills: [bakend], attest: x}
                              ^^^^^^
            hint: did you mean `backend`?
            .exec-session.yml:8:3: error[CONF-005]: `Objetive Lock` is not a section of a plan
                Objetive Lock: [Objetivo]
                ^^^^^^^^^^^^^
            hint: did you mean `Objective Lock`?
            .exec-session.yml:10:20: error[CONF-005]: `sections.Objective Lock` lists `alcance`, which is already an alias of `File Scope Contract`
                Objective Lock: [alcance]
                                 ^^^^^^^
            hint: list a heading under one section only
            """);
  }

  @Test
  void executors_are_validated_key_by_key() {
    assertThat(
            problems(
                """
                executors:
                  agent: {comand: [x]}
                  manual: {command: x}
                  bad name: {command: x}
                  b:
                    command: []
                    prompt: stdn
                    env: {EXEC_SESSION_ID: x, 1X: y}
                  c: {command: [a, [b]]}
                """))
        .isEqualTo(
            """
            .exec-session.yml:2:3: error[CONF-005]: the executor `agent` has no command
                agent: {comand: [x]}
                ^^^^^
            hint: add `command: [PROGRAM, ARGUMENT]`, `command: SHELL COMMAND` or `from: PRESET`
            .exec-session.yml:2:11: error[CONF-002]: `comand` is not a key of `executors.agent`
                agent: {comand: [x]}
                        ^^^^^^
            hint: did you mean `command`?
            .exec-session.yml:3:3: error[CONF-005]: `manual` is built in and cannot be configured
                manual: {command: x}
                ^^^^^^
            hint: rename this executor
            .exec-session.yml:4:3: error[CONF-005]: `bad name` is not a valid executor name
                bad name: {command: x}
                ^^^^^^^^
            hint: use letters, digits, `.`, `_` and `-`, starting with a letter or digit
            .exec-session.yml:6:14: error[CONF-005]: `executors.b.command` must not be empty
                  command: []
                           ^
            hint: name the program to run
            .exec-session.yml:7:13: error[CONF-005]: `executors.b.prompt` must be `stdin`, `argument` or `file`, not `stdn`
                  prompt: stdn
                          ^^^^
            hint: did you mean `stdin`?
            .exec-session.yml:8:11: error[CONF-005]: `EXEC_SESSION_ID` is set by the tool
                  env: {EXEC_SESSION_ID: x, 1X: y}
                        ^^^^^^^^^^^^^^^
            hint: choose a name that does not start with `EXEC_SESSION_`
            .exec-session.yml:8:31: error[CONF-005]: `1X` is not a valid environment variable name
                  env: {EXEC_SESSION_ID: x, 1X: y}
                                            ^^
            hint: use letters, digits and `_`, not starting with a digit
            .exec-session.yml:9:20: error[CONF-004]: an item of `executors.c.command` must be a string, not a list
                c: {command: [a, [b]]}
                                 ^
            hint: put the item in quotes if its `[` is part of the text
            """);
  }

  @Test
  void an_empty_list_of_folders_or_words_is_rejected() {
    assertThat(problems("plans: []\napproval: {words: []}\n"))
        .isEqualTo(
            """
            .exec-session.yml:1:8: error[CONF-005]: `plans` must not be empty
              plans: []
                     ^
            hint: name at least one, or remove the line
            .exec-session.yml:2:19: error[CONF-005]: `approval.words` must not be empty
              approval: {words: []}
                                ^
            hint: name at least one, or remove the line
            """);
  }

  @Test
  void a_check_without_a_command_is_rejected() {
    assertThat(problems("checks:\n  - npm test: yes\n  - ''\n"))
        .isEqualTo(
            """
            .exec-session.yml:2:5: error[CONF-002]: `npm test` is not a key of `checks`
                - npm test: yes
                  ^^^^^^^^
            hint: the keys are `run`, `directory`, `timeout`, `expect-exit` or `at`
            .exec-session.yml:2:5: error[CONF-005]: a check has no `run`
                - npm test: yes
                  ^
            hint: add `run: COMMAND`, or write the check as `- COMMAND`
            .exec-session.yml:3:5: error[CONF-005]: `checks` has an empty item
                - ''
                  ^^
            hint: remove the item
            """);
  }

  @Test
  void invalid_bytes_are_reported_with_their_position() {
    assertThat(printed(load(root, new byte[] {'a', ':', ' ', (byte) 0xff}, Map.of())))
        .isEqualTo(
            """
            .exec-session.yml: error[CONF-007]: the configuration is not UTF-8: byte 3 is invalid
            hint: save the file as UTF-8
            """);
    assertThat(printed(load(root, "a: b".getBytes(StandardCharsets.UTF_16LE), Map.of())))
        .isEqualTo(
            """
            .exec-session.yml: error[CONF-007]: the configuration is not text: character 1 is NUL
            hint: save the file as UTF-8 text
            """);
  }

  @Test
  void a_huge_file_is_rejected_before_it_is_parsed() {
    LoadedConfig loaded = load(root, "# " + "x".repeat(256 * 1024));
    assertThat(printed(loaded))
        .isEqualTo(
            """
            .exec-session.yml: error[CONF-007]: the configuration is larger than 256 KiB
            hint: move long text to files and reference them
            """);
    assertThat(loaded.present()).isTrue();
  }

  @Test
  void deep_nesting_is_reported_once() {
    assertThat(problems("checks: " + "[".repeat(200_000)))
        .isEqualTo(
            """
            .exec-session.yml:1:40: error[CONF-001]: values are nested more than 32 levels deep
            hint: no key needs more than four levels; look for a stray `[` or `{`
            """);
  }

  @Test
  void an_alias_bomb_is_rejected_without_expansion() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(load(root, bomb.toString()).problems())
        .anySatisfy(p -> assertThat(p.message()).isEqualTo("the anchor `&a0` is not allowed"))
        .anySatisfy(p -> assertThat(p.message()).isEqualTo("the alias `*a38` is not allowed"));
  }

  @Test
  void anything_but_a_regular_file_is_rejected() throws Exception {
    Files.createDirectory(root.resolve(ConfigLoader.FILE));
    assertThat(printed(ConfigLoader.load(root, Map.of(), Map.of())))
        .isEqualTo(
            """
            .exec-session.yml: error[CONF-007]: the configuration is a folder
            hint: replace it with a regular file
            """);
    Files.delete(root.resolve(ConfigLoader.FILE));
    Files.createSymbolicLink(root.resolve(ConfigLoader.FILE), Path.of("elsewhere.yml"));
    assertThat(printed(ConfigLoader.load(root, Map.of(), Map.of())))
        .isEqualTo(
            """
            .exec-session.yml: error[CONF-007]: the configuration is a symbolic link
            hint: replace it with a regular file
            """);
  }

  @Test
  void an_invalid_variable_is_reported() {
    Map<String, String> environment =
        Map.of("EXEC_SESSION_EXECUTOR", "clade", "EXEC_SESSION_CHECK_TIMEOUT", "5");
    assertThat(printed(load(root, "", environment)))
        .isEqualTo(
            """
            error[CONF-005]: the variable `EXEC_SESSION_EXECUTOR` names `clade`, which is not an executor
            hint: did you mean `claude`?
            error[CONF-005]: the variable `EXEC_SESSION_CHECK_TIMEOUT` must be a duration, not `5`
            hint: write a duration such as `90s`, `10m` or `1h`
            """);
  }

  @Test
  void a_derived_executor_has_one_origin_that_is_known_and_possible_changes() {
    assertThat(
            problems(
                """
                executors:
                  a: {from: clade}
                  b: {from: claude, command: [x]}
                  c: {from: aider, model: m}
                  d: {from: claude, budget: {cost: free, tokens: "-1"}}
                """))
        .isEqualTo(
            """
            .exec-session.yml:2:13: error[CONF-005]: `executors.a.from` names no executor: `clade`
                a: {from: clade}
                          ^^^^^
            hint: did you mean `claude`?
            .exec-session.yml:3:13: error[CONF-005]: `executors.b.from` cannot be combined with `command`
                b: {from: claude, command: [x]}
                          ^^^^^^
            hint: keep one of them: `args` adds arguments to the command of `claude`
            .exec-session.yml:4:27: error[CONF-005]: `executors.c.model` cannot be set for `c`: its command takes no model
                c: {from: aider, model: m}
                                        ^
            hint: add the model to `args` or `command`
            .exec-session.yml:5:36: error[CONF-005]: `executors.d.budget.cost` must be an amount, not `free`
                d: {from: claude, budget: {cost: free, tokens: "-1"}}
                                                 ^^^^
            hint: write US dollars such as `2.50`
            .exec-session.yml:5:50: error[CONF-005]: `executors.d.budget.tokens` must be a number of tokens, not `-1`
                d: {from: claude, budget: {cost: free, tokens: "-1"}}
                                                               ^^^^
            hint: write digits such as `500000`
            """);
  }
}
