package dev.execsession.git;

import dev.execsession.git.ControlChange.Weight;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Separates ordinary changes to the files that control git from those a person must accept. */
final class ControlRules {
  /** A placeholder for the path at which a submodule's repository is checked out. */
  static final String SUBMODULE_PATH = "(path)";

  /** Where a submodule's repository keeps the history of its HEAD. */
  static final String MODULE_LOG = "/logs/HEAD";

  /** Marks a file that git is not known to read. */
  static final String OTHER_FILE = "other";

  /** Where opencode keeps the id of the repository's first commit; it looks like a reference. */
  private static final String OPENCODE = ".git/opencode";

  private static final Set<String> SETTINGS =
      Set.of("user.name", "user.email", "push.default", "push.autosetupremote");
  private static final Pattern BRANCH = Pattern.compile("branch\\..+\\.(remote|merge|rebase)");
  private static final Pattern REMOTE = Pattern.compile("(remote\\..+)\\.(url|fetch)");
  private static final Pattern WORKTREE =
      Pattern.compile("(\\.git/worktrees/[^/]+)/(gitdir|commondir|config\\.worktree)");
  private static final Pattern MODULE_WORK =
      Pattern.compile("\\.git/modules/.+/(HEAD|logs/HEAD|index|refs/(?!replace/|exec-session/).+)");

  private static final Pattern SHALLOW = Pattern.compile("\\.git/(modules/.+/)?shallow");

  private ControlRules() {}

  /** Returns whether a setting may be ordinary, whatever it is set to. */
  static boolean isOrdinary(String key) {
    return SETTINGS.contains(key) || BRANCH.matcher(key).matches() || REMOTE.matcher(key).matches();
  }

  static Weight weight(
      String file,
      @Nullable String key,
      @Nullable String old,
      @Nullable String now,
      ControlState before,
      ControlState after) {
    if (key == null) {
      return ofFile(file, old, now, before, after);
    }
    if (key.equals(SUBMODULE_PATH)) {
      return Weight.NOTE;
    }
    Matcher worktree = WORKTREE.matcher(file);
    if (worktree.matches() && cameOrWent(worktree.group(1), before, after)) {
      return Weight.NOTE;
    }
    if (worktree.matches() && key.startsWith("core.sparsecheckout")) {
      return Weight.NOTE;
    }
    Matcher remote = REMOTE.matcher(key);
    boolean ordinary =
        SETTINGS.contains(key)
            || BRANCH.matcher(key).matches()
            || (remote.matches() && now != null && !before.hasSection(remote.group(1)));
    return ordinary ? Weight.NOTE : Weight.VIOLATION;
  }

  private static Weight ofFile(
      String file,
      @Nullable String old,
      @Nullable String now,
      ControlState before,
      ControlState after) {
    if (ToolSettings.isOne(old)) {
      return ToolSettings.isAbsent(now) ? Weight.NOTE : Weight.VIOLATION;
    }
    Matcher worktree = WORKTREE.matcher(file);
    if (worktree.matches()) {
      boolean moved = worktree.group(2).equals("gitdir");
      return moved || cameOrWent(worktree.group(1), before, after) ? Weight.NOTE : Weight.VIOLATION;
    }
    if (MODULE_WORK.matcher(file).matches()) {
      boolean expired =
          file.endsWith(MODULE_LOG) && now == null && old != null && LogsState.mayExpire(old);
      return expired ? Weight.NOTE : Weight.SUBMODULE;
    }
    boolean other =
        OTHER_FILE.equals(old == null ? now : old) && (now == null || OTHER_FILE.equals(now));
    boolean inert =
        SHALLOW.matcher(file).matches() || file.endsWith(".sample") || file.equals(OPENCODE);
    return other || inert ? Weight.NOTE : Weight.VIOLATION;
  }

  private static boolean cameOrWent(String worktree, ControlState before, ControlState after) {
    String link = worktree + "/gitdir";
    return before.digests().containsKey(link) != after.digests().containsKey(link);
  }
}
