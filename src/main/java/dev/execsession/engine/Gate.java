package dev.execsession.engine;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the person. Every method waits for an explicit answer and throws {@link NoAnswerException}
 * when none can come: no terminal, or the end of input. It never answers by itself.
 */
public interface Gate {
  /** Returns whether a person is there to be asked. */
  boolean isInteractive();

  /** Waits until the person has done the block's work; {@code brief} says what it is. */
  Answer work(BlockState block, Path brief);

  /**
   * Asks for the next step after good work; {@code blocks} is the block or the approved group it
   * ends.
   */
  Answer afterBlocks(List<BlockState> blocks, GateContext context);

  /** Asks what to do with changes that somebody made between two blocks. */
  Answer between(List<Fact.Change> changes, List<String> violations);

  /** Asks what to do with a block whose executor was started and whose end nobody recorded. */
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

  /** What a person can decide. */
  enum Choice {
    CONTINUE,
    NOTE,
    RECHECK,
    AGAIN,
    UNDO,
    ESCALATE,
    KEEP,
    STOP
  }

  /**
   * A decision.
   *
   * @param text the note's text, or the reason of an escalation
   */
  record Answer(Choice choice, @Nullable String text) {
    public static Answer of(Choice choice) {
      return new Answer(choice, null);
    }
  }
}
