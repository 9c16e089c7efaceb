package dev.execsession.engine;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prompts a person. Every method waits for an explicit answer and throws {@link NoAnswerException}
 * if none is possible: without a terminal, or at the end of input. There are no default answers.
 */
public interface Gate {
  /** Returns whether a person can be prompted. */
  boolean isInteractive();

  /** Asks whether to start the plan that was shown. */
  boolean isStarted();

  /** Waits until the person has done the block's work as described in {@code brief}. */
  Answer work(BlockState block, Path brief, GateContext context);

  /** Asks for the next step; {@code blocks} is the finished block or approval group. */
  Answer afterBlocks(List<BlockState> blocks, GateContext context);

  /**
   * Asks whether changes made outside of any block are the person's own: {@code MINE} or {@code
   * STOP}.
   */
  Choice between(List<Fact.Change> changes, List<String> violations, GateContext context);

  /**
   * Asks whether the person changed git's state while a block ran: {@code MINE}, {@code ESCALATE}
   * or {@code STOP}.
   *
   * @param violations a sentence each
   */
  Choice control(BlockState block, List<String> violations, GateContext context);

  /**
   * Asks what uncommitted changes are that were there before the session: {@code KEEP} leaves them
   * the person's, {@code ADOPT} hands those in {@code block}'s scope to it, {@code STOP} starts
   * nothing.
   */
  Choice dirty(List<String> paths, String block);

  /**
   * Asks whether it is right that a block took away what others had done: {@code KEEP} or {@code
   * STOP}.
   *
   * @param losses a sentence for each path
   * @param remedy how it is brought back
   */
  Choice lost(BlockState block, List<String> losses, String remedy, GateContext context);

  /**
   * Asks what to do with a block whose executor was started and whose exit was not recorded: {@code
   * KEEP}, {@code AGAIN} or {@code STOP}.
   */
  Choice unknown(BlockState block, List<Fact.Change> changes, GateContext context);

  /**
   * Asks everything about a block's work that only a person can answer.
   *
   * @param answered receives each reply; the last one to a question holds
   */
  void questions(
      BlockState block,
      List<Question> questions,
      GateContext context,
      Consumer<Question.Reply> answered);

  /** A person's decision. */
  enum Choice {
    CONTINUE,
    NOTE,
    RECHECK,
    AGAIN,
    UNDO,
    ESCALATE,
    KEEP,
    MINE,
    ADOPT,
    STOP
  }

  /**
   * An answer.
   *
   * @param text the note, or the reason of an escalation
   */
  record Answer(Choice choice, @Nullable String text) {
    public static Answer of(Choice choice) {
      return new Answer(choice, null);
    }
  }
}
