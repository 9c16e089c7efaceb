package dev.execsession.plan;

import dev.execsession.text.WordList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Distinguishes commands from sentences by well-known programs. */
public final class Programs {
  private static final Set<String> KNOWN =
      WordList.of(
          "ansible-lint ant bandit bash bats bazel biome black buf bun bundle cargo "
              + "cmake composer coverage ctest curl cypress dart deno detekt docker "
              + "docker-compose dotnet eslint flake8 flutter git go golangci-lint gradle grep "
              + "helm jest just ktlint kubectl make mix mkdocs mvn mypy next ninja node nox "
              + "npm npx nx php phpunit playwright pnpm poetry pre-commit prettier psql "
              + "pylint pyright pytest python python3 rake rspec rubocop ruby ruff sbt sh "
              + "shellcheck stylelint swift task terraform test tflint tox tsc turbo uv "
              + "vitest xcodebuild yamllint yarn zsh");

  /** Words of sentences that start like a command: "make sure that …", "go through the list". */
  private static final Set<String> PROSE =
      WordList.of(
          "a all an and any are as be by each every from has in into is it no not of on "
              + "or over should still sure than that the their these this through to when "
              + "with works pass passes");

  private static final Pattern SCRIPT = Pattern.compile("\\.{1,2}/[\\w./@+-]*\\w");

  private Programs() {}

  /** Returns whether the first word is a well-known program or a relative path of a script. */
  public static boolean isKnown(String command) {
    String first = command.strip().split("\\s+", 2)[0];
    return KNOWN.contains(first) || SCRIPT.matcher(first).matches();
  }

  /** Returns whether a command's program is well known, or a script. */
  public static boolean isProgram(Prose.CodeSpan command) {
    String first = command.text().strip().split("\\s+", 2)[0];
    return isKnown(command.text())
        || first.equals("true")
        || first.equals("false")
        || (first.contains("/") && command.text().strip().contains(" "))
        || first.endsWith(".sh");
  }

  /** Returns whether a text without backticks is a command rather than a sentence. */
  public static boolean looksLikeCommand(String text) {
    String bare = text.strip();
    List<String> words = List.of(bare.split("\\s+"));
    return isKnown(bare)
        && words.size() <= 12
        && !bare.endsWith(".")
        && !bare.endsWith(":")
        && words.stream().skip(1).noneMatch(PROSE::contains);
  }
}
