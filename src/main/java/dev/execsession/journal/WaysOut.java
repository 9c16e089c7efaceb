package dev.execsession.journal;

import dev.execsession.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands by which a person ends an escalation, in a terminal. Each works when pasted, but for
 * a reason that the person gives.
 */
public record WaysOut(String plan) {
  /** What takes the place of the person's reason. */
  public static final String REASON = " --reason 'why it is right'";

  /** Returns them for an agent to show: one sentence. */
  public static String sentence(String plan, Fact.Escalation open) {
    List<String> commands = new WaysOut(plan).commands(open);
    return "the person decides in a terminal: `"
        + String.join("`, or `", commands)
        + "`; then `exec-session begin` goes on";
  }

  private List<String> commands(Fact.Escalation open) {
    String block = open.block();
    List<String> include = open.include();
    List<String> commands = new ArrayList<>();
    if (open.paths().contains(plan)) {
      commands.add("git checkout HEAD -- " + ShellWord.path(plan));
    } else if (include != null) {
      commands.add(amend(include, block));
    }
    if (block != null) {
      commands.add(rollback(block));
      if (!open.paths().contains(plan)) {
        commands.add(keep(block));
      }
    }
    if (commands.isEmpty()) {
      commands.add("exec-session status");
    }
    return commands;
  }

  /**
   * Returns what allows paths.
   *
   * @param block whose own scope is amended too; null for the plan's alone
   */
  public String amend(List<String> include, @Nullable String block) {
    StringBuilder command = new StringBuilder("exec-session amend " + ShellWord.path(plan));
    if (block != null) {
      command.append(" --block ").append(block);
    }
    include.forEach(pattern -> command.append(" --include ").append(ShellWord.quote(pattern)));
    return command + REASON;
  }

  /** Returns what undoes a block. */
  public static String rollback(String block) {
    return "exec-session rollback " + block;
  }

  /** Returns what keeps a block as it is. */
  public static String keep(String block) {
    return "exec-session accept " + block + REASON;
  }
}
