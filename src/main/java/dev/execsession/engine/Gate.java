package dev.execsession.engine;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prompts a person. Every method waits for an explicit answer and throws {@link NoAnswerException}
 * if none is possible: without a terminal, or at the end of input. There are no default answers.
 */
public interface Gate {
  /** Returns whether a person can be prompted. */
  boolean isInteractive();

  /** Waits until the person has done the block's work as described in {@code brief}. */
  Answer work(BlockState block, Path brief);

  /** Asks for the next step; {@code blocks} is the finished block or approval group. */
  Answer afterBlocks(List<BlockState> blocks, GateContext context);

  /** Asks whether changes made outside of any block are the person's own. */
  Answer between(List<Fact.Change> changes, List<String> violations);

  /**
   * Asks what uncommitted changes are that were there before the session: {@code KEEP} leaves them
   * the person's, {@code ADOPT} hands those in {@code block}'s scope to it, {@code STOP} starts
   * nothing.
   */
  Answer dirty(List<String> paths, String block);

  /**
   * Asks whether it is right that a block took away what others had done: {@code KEEP} or {@code
   * STOP}.
   *
   * @param losses a sentence for each path
   * @param remedy how it is brought back
   */
  Choice lost(BlockState block, List<String> losses, String remedy);

  /** Asks what to do with a block whose executor was started and whose exit was not recorded. */
  Answer unknown(BlockState block, List<Fact.Change> changes);

  /** Asks for the result of a manual check. */
  Fact.ManualCheck manualCheck(String blockId, String text);

  /**
   * Asks for a policy's attestation; the answer is {@code given} with evidence, or {@code refused}.
   */
  Fact.Attestation attest(String blockId, String policy, String text, String because);

  /**
   * Asks whether the documentation is up to date: {@code elsewhere}, {@code not-needed} or {@code
   * missing}, with a note.
   */
  Fact.Docs docs(String blockId, String because);

  /** A person's decision. */
  enum Choice {
    CONTINUE,
    NOTE,
    RECHECK,
    AGAIN,
    UNDO,
    ESCALATE,
    KEEP,
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
