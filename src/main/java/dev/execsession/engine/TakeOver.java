package dev.execsession.engine;

import dev.execsession.contract.Turn;
import dev.execsession.guard.Agent;
import dev.execsession.guard.HookSettings;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Event;
import dev.execsession.journal.Handoff;
import dev.execsession.journal.SessionState;
import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the agent that calls takes the place of the one on record, in whose prompt the
 * person can answer: when that one was closed, and its conversation goes on in another process or
 * another one took its place. An agent must not do so for itself: the other has to be gone, and the
 * new one a person's.
 */
public record TakeOver(Turn turn, Map<String, String> environment) {
  public TakeOver {
    environment = Map.copyOf(environment);
  }

  /** Returns the record of it; empty when the agent on record stays. */
  Optional<Event> of(SessionState state) {
    Caller by = turn.caller().orElse(null);
    BlockState block = state.lastOpened().orElse(null);
    return by == null || block == null || !isAnother(block, by) || obstacle(block, by) != null
        ? Optional.empty()
        : Optional.of(new Handoff.Continued(block.id(), by, PidSpace.here(environment)));
  }

  /**
   * Returns why the person cannot answer in the prompt of this agent; empty if that is possible.
   */
  public Optional<String> obstacle(SessionState state) {
    Caller by = turn.caller().orElse(null);
    BlockState block = state.lastOpened().orElse(null);
    return by == null || block == null || !isAnother(block, by)
        ? Optional.empty()
        : Optional.ofNullable(obstacle(block, by));
  }

  private static boolean isAnother(BlockState block, Caller by) {
    Caller known = known(block);
    return !by.name().equals(Caller.UNKNOWN)
        && !(by.name().equals(known.name())
            && Objects.equals(by.session(), known.session())
            && isSameProcess(by, known));
  }

  private static Caller known(BlockState block) {
    return block.opening().orElseThrow().by();
  }

  private static boolean isSameProcess(Caller by, Caller known) {
    return Objects.equals(by.pid(), known.pid()) && Objects.equals(by.ticks(), known.ticks());
  }

  private @Nullable String obstacle(BlockState block, Caller by) {
    Caller known = known(block);
    if (!isInstalled(by.settings()) || by.session() == null || by.pid() == null) {
      return "no hook of " + by.name() + " saw this command";
    }
    if (!turn.isAttended()) {
      return "this agent runs without a person, or was started by an agent";
    }
    if (isInstalled(known.settings())
        && known.name().equals(by.name())
        && !Objects.equals(known.settings(), by.settings())) {
      return "the agent's hooks are not the ones that were installed when the block was begun";
    }
    if (known.pid() != null && isSameProcess(by, known)) {
      return turn instanceof Turn.Begin && !by.name().equals(Agent.CODEX.word())
          ? null
          : "this is a different conversation from the one that began the block";
    }
    return mayRun(block, known)
        ? "the agent that began the block may still run"
            + (known.pid() == null ? "" : ", as pid " + known.pid())
        : null;
  }

  private static boolean isInstalled(@Nullable String settings) {
    return settings != null && !settings.equals(HookSettings.NOT_INSTALLED);
  }

  /** A caller that was not recognized has no prompt: a person, or an agent without hooks. */
  private boolean mayRun(BlockState block, Caller known) {
    if (known.name().equals(Caller.UNKNOWN)) {
      return false;
    }
    PidSpace where = block.where().orElse(null);
    return known.pid() == null
        || where == null
        || new ProcessIdentity(
                known.pid(), Objects.requireNonNullElse(known.ticks(), 0L), where, "")
            .mayRun(environment);
  }
}
