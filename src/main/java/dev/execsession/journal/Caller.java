package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import org.jspecify.annotations.Nullable;

/**
 * The agent that called {@code begin} or {@code finish}, or in whose prompt a person answered.
 *
 * @param name {@code claude}; {@link #UNKNOWN} when it cannot be recognized
 * @param session the agent's id for the conversation; absent when it is not known
 * @param pid its process; absent when it cannot be seen
 * @param ticks the start of that process since boot
 * @param settings the digest of its hook settings; absent when no hook saw the call
 */
public record Caller(
    String name,
    @OmitWhenNull @Nullable String session,
    @OmitWhenNull @Nullable Long pid,
    @OmitWhenNull @Nullable Long ticks,
    @OmitWhenNull @Nullable String settings) {
  public Caller(String name, @Nullable String session, @Nullable Long pid, @Nullable Long ticks) {
    this(name, session, pid, ticks, null);
  }

  /** The name of an agent that cannot be recognized. */
  public static final String UNKNOWN = "agent";
}
