package dev.execsession.executor;

import dev.execsession.agent.Usage;
import dev.execsession.text.Dollars;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most that an executor may use for a block, over all attempts.
 *
 * @param costUsd in US dollars; absent for no limit
 * @param tokens read and written; absent for no limit
 */
public record Budget(@Nullable Double costUsd, @Nullable Long tokens) {
  public static final Budget NONE = new Budget(null, null);

  /** Returns what is used up, such as {@code $1.20 of $1.00}; empty while something is left. */
  public Optional<String> exceededBy(Usage used) {
    Double cost = used.costUsd();
    if (costUsd != null && cost != null && cost >= costUsd) {
      return Optional.of(Dollars.of(cost) + " of " + Dollars.of(costUsd));
    }
    return tokens != null && used.tokens() >= tokens
        ? Optional.of(String.format(Locale.ROOT, "%,d of %,d tokens", used.tokens(), tokens))
        : Optional.empty();
  }
}
