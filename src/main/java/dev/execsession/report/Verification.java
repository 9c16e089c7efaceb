package dev.execsession.report;

import dev.execsession.json.JsonName;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import dev.execsession.text.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of the commits of a range by plans; also the JSON document, whose field names are
 * those of the components.
 *
 * @param ok whether nothing is outside, missing or failed
 * @param verdict the result in one line
 * @param paths every path that a commit of the range changed, sorted
 * @param untouched includes that no commit reached
 * @param flagged included paths whose include has a note such as {@code only the limits key}
 * @param guards exclusions that only a person can check
 * @param dependencies a sentence for each package or lock file that no block announces
 * @param amendment what to add to the plans so that nothing is outside
 */
public record Verification(
    int version,
    boolean ok,
    String verdict,
    Range range,
    List<PlanSide> plans,
    Counts counts,
    List<Path> paths,
    List<Commit> commits,
    List<String> untouched,
    List<Flagged> flagged,
    List<String> guards,
    List<String> dependencies,
    Docs docs,
    List<Check> checks,
    Amendment amendment,
    List<String> notes) {
  public Verification {
    plans = List.copyOf(plans);
    paths = List.copyOf(paths);
    commits = List.copyOf(commits);
    untouched = List.copyOf(untouched);
    flagged = List.copyOf(flagged);
    guards = List.copyOf(guards);
    dependencies = List.copyOf(dependencies);
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /**
   * The commits.
   *
   * @param words as the user named them, or where they were found
   * @param base the commit before the first, 40 hexadecimal digits
   * @param end the last commit
   */
  public record Range(String words, String base, String end) {}

  /**
   * A plan as it was judged by.
   *
   * @param path at that commit
   * @param commit whose text of the plan counts, 40 hexadecimal digits
   */
  public record PlanSide(String path, String digest, String commit) {}

  /** How a path counts in the verdict. */
  public enum Standing implements JsonName {
    INSIDE,
    LOCK_FILE,
    GENERATED,
    TRACKING,
    OUTSIDE;

    @Override
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The number of paths by standing. */
  public record Counts(int inside, int lockFile, int generated, int tracking, int outside) {}

  /**
   * A path that commits changed.
   *
   * @param from the old path of a file that was moved unchanged
   * @param pathClass {@code excluded}, {@code protected}, or the class of a path outside; absent
   *     for an included one
   * @param plans the plans that include it
   * @param blocks the blocks whose commits changed it
   * @param commits ids, oldest first
   */
  public record Path(
      String path,
      @Nullable String pathBase64,
      @Nullable String from,
      ChangeKind kind,
      Verdict verdict,
      Standing standing,
      @Nullable String pathClass,
      String rule,
      @Nullable String note,
      List<String> plans,
      List<String> blocks,
      List<String> commits) {
    public Path {
      plans = List.copyOf(plans);
      blocks = List.copyOf(blocks);
      commits = List.copyOf(commits);
    }
  }

  /**
   * A commit of the range.
   *
   * @param blocks in its trailers
   * @param paths how many it changed by itself
   * @param outside how many of them are outside
   */
  public record Commit(
      String id, String subject, String author, List<String> blocks, int paths, int outside) {
    public Commit {
      blocks = List.copyOf(blocks);
    }
  }

  /** An included path with the note of its include. */
  public record Flagged(String path, String note) {}

  /**
   * The answer of the documentation rule.
   *
   * @param status {@code not concerned}, {@code updated}, {@code not needed}, {@code unanswered} or
   *     {@code missing}
   * @param blocks whether it makes the verification fail
   */
  public record Docs(String status, @Nullable String note, boolean blocks) {}

  /**
   * A check.
   *
   * @param status as in the report of a session; {@code not run} unless asked for
   */
  public record Check(
      String command, String status, @Nullable Integer exit, @Nullable String note) {}

  /** Patterns for the plan's Include, and other edits in words. */
  public record Amendment(List<String> include, List<String> other) {
    public Amendment {
      include = List.copyOf(include);
      other = List.copyOf(other);
    }
  }

  /** Returns the paths that count so. */
  public List<Path> paths(Standing standing) {
    return paths.stream().filter(path -> path.standing() == standing).toList();
  }

  /** Returns the command that includes what is outside; empty if none would. */
  public Optional<String> amendCommand() {
    if (amendment.include().isEmpty() || plans.size() != 1) {
      return Optional.empty();
    }
    String patterns =
        amendment.include().stream()
            .map(pattern -> " --include " + ShellWord.quote(pattern))
            .collect(Collectors.joining());
    return Optional.of(
        "exec-session amend " + ShellWord.path(plans.get(0).path()) + patterns + " --reason 'why'");
  }

  /** Returns the same with the results of checks that ran. */
  public Verification with(List<Check> ran) {
    int bad = (int) ran.stream().filter(check -> !check.status().equals("passed")).count();
    String words =
        bad > 0
            ? Words.count(bad, "check") + " not passed"
            : Words.count(ran.size(), "check") + " passed";
    return new Verification(
        version,
        ok && bad == 0,
        verdict + ", " + words,
        range,
        plans,
        counts,
        paths,
        commits,
        untouched,
        flagged,
        guards,
        dependencies,
        docs,
        ran,
        amendment,
        notes);
  }
}
