package dev.execsession.commit;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitSettings;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hook that vetoes a commit beyond the scope of the block that is being worked on. It starts
 * the tool only while there is one.
 */
public final class PreCommitHook {
  private static final String START =
      """
      #!/bin/sh
      # Made by `exec-session guard install --git`; `exec-session guard uninstall --git` removes it.
      # While a block is being worked on, a commit may hold only what that block may change.
      common=$(git rev-parse --git-common-dir) || exit 1
      set -- "$common"/exec-session/*/active-block
      [ -e "$1" ] || exit 0
      exec\s""";

  private static final String END = " guard check --staged --if-active\n";
  private static final Pattern ONE_WORD =
      Pattern.compile("[A-Za-z0-9_@%+:,./={}-]+|'([^'\n]|'\\\\'')*'");

  private final Path file;

  private PreCommitHook(Path file) {
    this.file = file;
  }

  /**
   * Returns the hook of a repository.
   *
   * @throws StopException REFUSED when git looks for hooks elsewhere
   */
  public static PreCommitHook of(RepositoryFacts facts, Map<String, String> environment) {
    try {
      Optional<String> elsewhere = GitSettings.read(facts, environment).value("core.hookspath");
      if (elsewhere.isPresent()) {
        throw refused(
            "`core.hooksPath` is set: git looks for hooks in `"
                + TextSanitizer.oneLine(elsewhere.get())
                + "`",
            "have the hook there run `exec-session guard check --staged --if-active`");
      }
    } catch (IOException e) {
      throw Unverifiable.git("git's configuration", e);
    }
    return new PreCommitHook(facts.commonDir().resolve("hooks").resolve("pre-commit"));
  }

  public Path file() {
    return file;
  }

  /** Returns what a hook that starts this launcher holds. */
  public static String text(Path launcher) {
    return START + ShellWord.quote(launcher.toString()) + END;
  }

  /**
   * Returns what our hook holds now; absent when there is none.
   *
   * @throws StopException REFUSED when the hook there is somebody else's
   */
  public @Nullable String current() {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      if (isOwn(file)) {
        return Files.readString(file);
      }
    } catch (IOException e) {
      throw Unverifiable.git("the hook `" + file + "`", e);
    }
    throw refused(
        "the hook `" + TextSanitizer.oneLine(file.toString()) + "` is somebody else's",
        "add the line `exec-session guard check --staged --if-active || exit` to it");
  }

  /** Returns whether a file is such a hook and nothing more. */
  static boolean isOwn(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 1 << 16) {
        return false;
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.startsWith(START)
          && text.endsWith(END)
          && text.length() > START.length() + END.length()
          && ONE_WORD
              .matcher(text.substring(START.length(), text.length() - END.length()))
              .matches();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the hook, or removes it when there is no text. */
  public void put(@Nullable String text) {
    try {
      if (text == null) {
        Files.deleteIfExists(file);
        return;
      }
      DurableFiles.replaceOpenly(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.GUARD_GIT_HOOK,
          "cannot write the hook `" + file + "`: " + IoReason.of(e),
          "fix the permissions, then run the same command again",
          e);
    }
  }

  private static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, ProblemCode.GUARD_GIT_HOOK, message, hint);
  }
}
