package dev.execsession.cli;

import dev.execsession.engine.BlockDiff;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TextSanitizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what a block changed. */
final class DiffCommand implements Command {
  private final ExecSession root;
  private String block = "";
  private @Nullable String plan;

  DiffCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("diff", this, "Show what a block changed, as a unified diff.")
        .parameter("BLOCK", to -> block = to, "The block's id.")
        .optionalParameter(
            "PLAN", to -> plan = to, "The plan (default: the newest session of this worktree).")
        .footer(
            "Works whether the block is done, waiting, blocked or escalated, committed or",
            "not. Changes out of scope come first; excluded and sensitive content is",
            "not shown.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    SessionLookup lookup = new SessionLookup(root);
    SessionStore.Stored stored = lookup.shown(lookup.newest(plan));
    BlockState state = stored.block(block);
    Console console = root.console();
    List<Fact.Change> hidden = state.changes().stream().filter(DiffCommand::isHidden).toList();
    String diff =
        new BlockDiff(lookup.repository(), stored, root.surroundings().environment())
            .withOffending(block);
    if (!diff.isEmpty()) {
      console.result(TextSanitizer.lines(diff));
    }
    hidden.forEach(change -> console.result("not shown: " + Lines.change(change)));
    if (diff.isEmpty() && hidden.isEmpty()) {
      console.say("block `" + block + "` changed nothing");
    }
    return ExitCode.DONE;
  }

  /** Returns whether the content of a change is never shown. */
  private static boolean isHidden(Fact.Change change) {
    return switch (change.verdict()) {
      case EXCLUDED, SENSITIVE, SIDE_EFFECT -> true;
      case INCLUDED, OUTSIDE, PROTECTED -> false;
    };
  }
}
