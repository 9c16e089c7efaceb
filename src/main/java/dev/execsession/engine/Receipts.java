package dev.execsession.engine;

import dev.execsession.agent.AgentReport;
import dev.execsession.agent.Conversation;
import dev.execsession.agent.Usage;
import dev.execsession.contract.BlockContract;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Receipt;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What agents used in the attempts of a block, and how the next one continues. */
final class Receipts {
  private Receipts() {}

  /** Returns the receipt of an attempt; null when its executor reports nothing. */
  static @Nullable Receipt of(AgentReport agent, Receipt.@Nullable Guard guard) {
    Usage usage = agent.usage();
    boolean nothing =
        guard == null
            && agent.model() == null
            && agent.conversation() == null
            && usage.equals(Usage.NONE);
    return nothing
        ? null
        : new Receipt(
            agent.model(),
            agent.conversation(),
            usage.turns(),
            usage.inputTokens(),
            usage.outputTokens(),
            usage.costUsd(),
            guard);
  }

  /** Returns what all attempts of a block used. */
  static Usage used(BlockState block) {
    return sum(block.receipts().stream());
  }

  private static Usage sum(Stream<Receipt.OfAttempt> attempts) {
    return attempts
        .map(Receipt.OfAttempt::receipt)
        .map(
            receipt ->
                new Usage(
                    receipt.turns(),
                    receipt.inputTokens(),
                    receipt.outputTokens(),
                    receipt.costUsd()))
        .reduce(Usage.NONE, Usage::plus);
  }

  /**
   * Returns the conversation that the next attempt resumes: that of the last one, if it was the
   * same executor and its work is still there.
   */
  static Optional<Conversation> conversation(BlockState block, BlockContract contract) {
    boolean resumable =
        contract.executor() instanceof ExecutorSpec.External program && program.isResumable();
    return block
        .execution()
        .filter(last -> resumable && last.name().equals(contract.executor().name()))
        .map(Fact.Execution::receipt)
        .map(Receipt::conversation)
        .map(
            id ->
                new Conversation(
                    id,
                    sum(
                        block.receipts().stream()
                            .filter(one -> id.equals(one.receipt().conversation())))));
  }
}
