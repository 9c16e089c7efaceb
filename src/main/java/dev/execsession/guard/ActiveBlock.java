package dev.execsession.guard;

import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.ScopeDefinition;
import java.util.List;

/**
 * The active block, with all that is needed to judge an edit.
 *
 * @param plan the running plan's path in the worktree
 * @param root the worktree's root
 * @param commits whether the executor may commit
 * @param result the executor's result file, outside of the worktree
 * @param open whether it is an agent's until that calls {@code finish}, whatever runs meanwhile
 * @param tool the process that runs the session, or that opened the block
 * @param checks commands that an executor may run without asking a person
 * @param ignored the ignore files of the session's first scan, in ascending precedence
 */
public record ActiveBlock(
    String session,
    String block,
    String plan,
    String planDigest,
    String root,
    boolean commits,
    String result,
    boolean open,
    ProcessIdentity tool,
    ScopeDefinition scope,
    List<String> checks,
    List<IgnoreText> ignored) {
  public ActiveBlock {
    checks = List.copyOf(checks);
    ignored = List.copyOf(ignored);
  }

  /**
   * The text of an ignore file.
   *
   * @param folder the folder its patterns are relative to, one char per byte
   * @param text one char per byte
   */
  public record IgnoreText(String folder, String text) {}
}
