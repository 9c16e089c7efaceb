package dev.execsession.agent;

import org.jspecify.annotations.Nullable;

/**
 * What an agent used, as it reports; each part is absent when it does not say.
 *
 * @param turns answers of the model
 * @param inputTokens all tokens read, cached ones included
 * @param outputTokens tokens written, reasoning included
 * @param costUsd in US dollars
 */
public record Usage(
    @Nullable Integer turns,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Double costUsd) {
  public static final Usage NONE = new Usage(null, null, null, null);

  /** Returns all tokens, or 0 when none are known. */
  public long tokens() {
    return (inputTokens == null ? 0 : inputTokens) + (outputTokens == null ? 0 : outputTokens);
  }

  /** Returns the sum; a part is absent when both lack it. */
  public Usage plus(Usage other) {
    return new Usage(
        turns == null
            ? other.turns
            : other.turns == null ? turns : Integer.valueOf(turns + other.turns),
        sum(inputTokens, other.inputTokens),
        sum(outputTokens, other.outputTokens),
        costUsd == null
            ? other.costUsd
            : other.costUsd == null ? costUsd : Double.valueOf(costUsd + other.costUsd));
  }

  /** Returns what this counts beyond {@code before}; turns and cost stay as they are. */
  Usage since(Usage before) {
    return new Usage(
        turns,
        rest(inputTokens, before.inputTokens),
        rest(outputTokens, before.outputTokens),
        costUsd);
  }

  private static @Nullable Long rest(@Nullable Long all, @Nullable Long before) {
    return all == null || before == null ? all : Long.valueOf(Math.max(0, all - before));
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(one + other);
  }
}
