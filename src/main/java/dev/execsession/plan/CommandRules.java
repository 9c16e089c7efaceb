package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.WordList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distinguishes commands from other code, and rejects commands that cannot be checks. */
public final class CommandRules {
  private static final Set<String> SHELLS = Set.of("bash", "sh", "shell", "zsh", "console");

  /** Program names are lower-case with few exceptions, unlike values, headers and types. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?:\\$|[a-z_./~$\\[(!{:][^:@,;]*|[A-Z][\\w-]*(?:/[\\w./-]+)|R|Rscript|[A-Z_]+=.*"
              + "|[a-z][\\w-]*:[\\w:-]+)");

  private static final Pattern QUOTING = Pattern.compile("\\b(?:echo|printf|grep|rg)\\b[^|;&\\n]*");
  private static final Pattern GIT_WRITE =
      Pattern.compile(
          "(?<![\\w.-])git(?:\\s+(?:-[Cc]\\s+\\S+|-\\S+))*\\s+"
              + "(add|commit|push|checkout|switch|reset|rebase|merge|stash|clean|rm|mv)(?![\\w-])");
  private static final Set<String> FILE_ENDINGS =
      WordList.of(
          "md mdx txt rst adoc json yml yaml toml xml ini cfg conf properties lock csv "
              + "sql html htm css scss java kt kts ts tsx jsx vue go rs c h cc cpp hpp cs "
              + "swift scala gradle tf env png jpg svg pdf log");

  /** Scripts: commands with a folder, {@code ./x.py}, or else files. */
  private static final Set<String> SCRIPT_ENDINGS =
      Set.of("py", "js", "mjs", "cjs", "rb", "pl", "php");

  private CommandRules() {}

  public static boolean isShell(String info) {
    return SHELLS.contains(info);
  }

  /** Returns whether a code span at the start of an item is a command, not a path or name. */
  public static boolean isCommand(String code) {
    String[] words = code.strip().split("\\s+", -1);
    String first = words[0];
    if (!PROGRAM.matcher(first).matches()
        || first.equals("null")
        || (words.length > 1 && words[1].matches("=|:=|==|is"))) {
      return false;
    }
    if (first.isEmpty()
        || first.endsWith("/")
        || first.matches(".*[*?].*")
        || first.contains("()")) {
      return false;
    }
    if (first.matches("GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|\\p{Lu}\\w*\\p{Ll}\\w*\\p{Lu}\\w*")) {
      return false;
    }
    int dot = first.lastIndexOf('.');
    if (dot > first.lastIndexOf('/')) {
      String ending = SectionKey.fold(first.substring(dot + 1).replaceFirst(":\\d.*$", ""));
      if (SCRIPT_ENDINGS.contains(ending)) {
        return first.startsWith("./") || first.startsWith("/");
      }
      return !FILE_ENDINGS.contains(ending);
    }
    return true;
  }

  /** Returns a git command in a script that writes; ignores comments. */
  public static Optional<String> gitWrite(String script) {
    String code = script.replace("\\\n", " ").replaceAll("(?m)^\\s*#.*$", "");
    Matcher write = GIT_WRITE.matcher(QUOTING.matcher(code).replaceAll(""));
    return write.find() ? Optional.of("git " + write.group(1)) : Optional.empty();
  }

  /** Reports why a command cannot be a check; returns whether it can. */
  static boolean accept(String command, SourceSpan where, ProblemList problems) {
    Optional<String> placeholder = Placeholder.inCommand(command);
    if (placeholder.isPresent()) {
      problems.error(
          ProblemCode.PLAN_CHECK,
          where,
          "the check contains a placeholder: `" + placeholder.get() + "`",
          "write the command in full, or mark it `(manual)`");
      return false;
    }
    Optional<String> write = gitWrite(command);
    if (write.isPresent()) {
      problems.error(
          ProblemCode.PLAN_CHECK,
          where,
          "a check may not write to git: `" + write.get() + "`",
          "remove it; a check must not change the block's result");
      return false;
    }
    return true;
  }
}
