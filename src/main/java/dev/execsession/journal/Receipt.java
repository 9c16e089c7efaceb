package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import org.jspecify.annotations.Nullable;

/**
 * What an agent used in one attempt, as it reports; each part is absent when it does not say.
 *
 * @param conversation the id under which the agent can resume its conversation
 * @param turns answers of the model
 * @param inputTokens all tokens read, cached ones included
 * @param outputTokens tokens written, reasoning included
 * @param costUsd in US dollars
 * @param guard absent when the agent was started without a guard
 */
public record Receipt(
    @OmitWhenNull @Nullable String model,
    @OmitWhenNull @Nullable String conversation,
    @OmitWhenNull @Nullable Integer turns,
    @OmitWhenNull @Nullable Long inputTokens,
    @OmitWhenNull @Nullable Long outputTokens,
    @OmitWhenNull @Nullable Double costUsd,
    @OmitWhenNull @Nullable Guard guard) {
  /** Returns the receipt without what is known of the guard. */
  public Receipt withoutGuard() {
    return new Receipt(model, conversation, turns, inputTokens, outputTokens, costUsd, null);
  }

  /**
   * How often an agent called its guard.
   *
   * @param vetoes the calls that were denied
   */
  public record Guard(int calls, int vetoes) {}

  /** The receipt of an attempt. */
  public record OfAttempt(int attempt, String executor, Receipt receipt) {}
}
