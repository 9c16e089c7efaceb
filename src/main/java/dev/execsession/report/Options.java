package dev.execsession.report;

import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.journal.WaysOut;
import dev.execsession.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to go on from where a session is; each command works when pasted. */
final class Options {
  private final SessionState state;
  private final List<Option> options = new ArrayList<>();

  private Options(SessionState state) {
    this.state = state;
  }

  /** Returns the options, the usual one first; none when the next command is the only one. */
  static List<Option> of(SessionState state) {
    Options options = new Options(state);
    options.collect();
    return List.copyOf(options.options);
  }

  private void collect() {
    if (state.halfUndone().isPresent()) {
      return;
    }
    switch (state.phase()) {
      case PAUSED -> state.paused().ifPresent(this::paused);
      case BLOCKED -> blocked();
      case ESCALATED -> state.escalation().ifPresent(this::escalated);
      case ACTIVE, WORKING, CHECKING, INTERRUPTED, COMPLETED -> {}
    }
  }

  private void paused(Event.Paused question) {
    Awaited awaited = question.awaited();
    String block = question.block();
    if (awaited == null) {
      return;
    }
    switch (awaited) {
      case APPROVAL -> {
        String accept = "exec-session accept " + block;
        if (!question.next().equals(accept)) {
          add("approve it and go on", question.next());
        }
        add("approve it", accept);
        aboutBlock(block);
        add("decide at a terminal", atTerminal(block));
      }
      case ANSWERS, WORK, GIT -> {
        add("answer at a terminal", atTerminal(block));
        aboutBlock(block);
      }
      case OUTCOME -> {
        add("keep its work or run it again, at a terminal", atTerminal(block));
        aboutBlock(block);
      }
      case LOSS -> {
        add("keep it anyway, at a terminal", atTerminal(block));
        aboutBlock(block);
      }
      case BETWEEN -> {
        add("accept the changes as yours", question.next() + " --accept-between");
        add("see them first, at a terminal", stepwise());
      }
      case COMMIT -> {
        add("try the commit again", question.next());
        add("go on without a commit", NextCommand.run(state) + " --no-commit");
      }
    }
  }

  private void blocked() {
    BlockState block =
        state.blocks().stream()
            .filter(known -> known.step() == Step.BLOCKED)
            .findFirst()
            .orElse(null);
    if (block == null) {
      add("check again, once it is fixed", NextCommand.run(state));
      return;
    }
    add(
        block.execution().filter(run -> run.failure() != null).isPresent()
            ? "run it again"
            : "check it again, once it is fixed",
        NextCommand.run(state));
    if (!block.block().executor().equals("manual") && !state.isDrivenByAgent()) {
      add("let its executor try again", NextCommand.run(state) + " --retries 1");
    }
    byHand();
    aboutBlock(block.id());
    keep(block.id());
  }

  /** Another executor is always there: the person. */
  private void byHand() {
    add("do it yourself", stepwise() + " --executor manual");
  }

  private void escalated(Fact.Escalation open) {
    String block = open.block();
    List<String> include = open.include();
    List<String> putBack = open.putBack();
    boolean isPlanEdited = open.paths().contains(plan());
    if (include != null) {
      add("allow it", new WaysOut(plan()).amend(include, block));
    }
    if (putBack != null) {
      add("put it back", String.join(" && ", putBack) + " && " + NextCommand.run(state));
    }
    if (isPlanEdited) {
      add("go on with the edited plan", NextCommand.run(state));
      add(
          "go on with the plan as it was",
          "git checkout HEAD -- " + ShellWord.path(plan()) + " && " + NextCommand.run(state));
    } else if (include == null && !open.proposal().isEmpty()) {
      add("allow it: " + String.join("; ", open.proposal()) + "; then", NextCommand.run(state));
    }
    if (open.reason() == EscalationReason.PERSON) {
      add("go on as it is", NextCommand.run(state));
    } else if (block != null && isAskedByExecutor(block)) {
      add(
          "undo it and run it again",
          "exec-session rollback " + block + " && " + NextCommand.run(state));
    }
    if (block != null) {
      aboutBlock(block);
      if (!isPlanEdited) {
        keep(block);
      }
      add(
          "undo it and do it yourself",
          "exec-session rollback " + block + " && " + stepwise() + " --executor manual");
    }
  }

  private boolean isAskedByExecutor(String block) {
    return state.block(block).execution().filter(run -> run.escalateReason() != null).isPresent();
  }

  private void aboutBlock(@Nullable String block) {
    if (block != null) {
      add("see what it changed", "exec-session diff " + block);
      add("undo it", WaysOut.rollback(block));
    }
  }

  private void keep(String block) {
    add("keep it as it is", WaysOut.keep(block));
  }

  private String plan() {
    return state.locked().plan();
  }

  /**
   * Returns the command that asks a person about a block; it leaves the next block to the agent.
   */
  private String atTerminal(@Nullable String block) {
    return stepwise() + (block == null || !state.isDrivenByAgent() ? "" : " --until " + block);
  }

  private String stepwise() {
    return "exec-session run " + ShellWord.path(plan());
  }

  private void add(String what, String command) {
    options.add(new Option(what, command));
  }
}
