package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import org.jspecify.annotations.Nullable;

/**
 * A result of a check that did not pass and ran again since.
 *
 * @param attempt of the block; absent for the completion checks
 */
public record EarlierResult(
    String command,
    Fact.Check.Origin by,
    CheckStatus status,
    @Nullable Integer exit,
    @Nullable String signal,
    @OmitWhenNull @Nullable Integer attempt) {
  static EarlierResult of(Fact.Check check, @Nullable Integer attempt) {
    return new EarlierResult(
        check.command(), check.by(), check.status(), check.exit(), check.signal(), attempt);
  }

  /** Returns whether it is a result of the same check. */
  public boolean isOf(Fact.Check check) {
    return command.equals(check.command()) && by == check.by();
  }
}
