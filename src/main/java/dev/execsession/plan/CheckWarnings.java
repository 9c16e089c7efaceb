package dev.execsession.plan;

import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Warns about commands that are not run, and checks that cannot fail.
 *
 * @param problems without a list, no warnings are reported
 */
record CheckWarnings(@Nullable ProblemList problems) {
  /** Warns about a command at the start of a sentence. */
  void ofSentence(CodeSpan command) {
    warn(
        command.where(),
        "`" + command.text() + "` is not run: the sentence around it makes this a manual check",
        "to run it, end the item after the command, or put remarks in parentheses");
  }

  /** Warns about a command in a paragraph; only list items and fences are run. */
  void ofParagraph(Prose prose) {
    Optional<CodeSpan> command =
        prose.codes().stream().filter(code -> Programs.isKnown(code.text())).findFirst();
    command.ifPresent(
        code ->
            warn(
                code.where(),
                "`" + code.text() + "` is not run: it is in a paragraph",
                "to run it, write it as a list item, in backticks"));
  }

  /** Warns about commands in a manual check. */
  void ofManualCheck(Prose item, Prose text) {
    if (text.codes().isEmpty() && Programs.looksLikeCommand(text.text())) {
      warn(
          text.where(),
          "`" + text.text() + "` looks like a command, but it is a manual check",
          "put it in backticks to run it");
      return;
    }
    item.codes().stream()
        .filter(code -> code.text().contains(" ") && Programs.isKnown(code.text()))
        .findFirst()
        .ifPresent(
            code ->
                warn(
                    code.where(),
                    "`" + code.text() + "` is not run: it is part of a sentence",
                    "to run it, write it as a separate item, in backticks"));
  }

  /** Warns about a script whose end hides a failure. */
  void ofNoFailure(ShellOutline script, boolean pipefail, SourceSpan where) {
    Optional<String> swallowing = script.swallowing();
    Optional<String> pipe = script.hidingPipe();
    Optional<String> useless = script.uselessEnd();
    if (swallowing.isPresent()) {
      warn(
          where,
          "this check cannot fail: it ends in `" + swallowing.get() + "`",
          "remove `" + swallowing.get() + "`");
    } else if (pipe.isPresent() && pipefail) {
      warn(
          where,
          "the pipe into `"
              + pipe.get()
              + "` would hide a failure, so the check runs with `pipefail`",
          "remove the pipe; the log keeps the complete output");
    } else if (pipe.isPresent()) {
      warn(
          where,
          "the pipe hides failures: only the exit status of `" + pipe.get() + "` counts",
          "remove the pipe; the log keeps the complete output");
    } else if (useless.isPresent()) {
      warn(
          where,
          "`" + useless.get() + "` does not keep this check from failing",
          "remove it; a check ends at its first command that fails");
    }
  }

  private void warn(SourceSpan where, String message, String hint) {
    if (problems != null) {
      problems.warning(ProblemCode.PLAN_CHECK, where, message, hint);
    }
  }
}
