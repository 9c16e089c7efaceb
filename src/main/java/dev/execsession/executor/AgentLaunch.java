package dev.execsession.executor;

/**
 * What an agent is started with, so that it asks the guard before each edit and may run the block's
 * checks; nothing is installed.
 *
 * @param guard settings in the agent's own form, for {@code {guard}} and {@code {guard-file}}
 * @param policy rules of its own about tools, for {@code {policy-file}}; may be empty
 */
public record AgentLaunch(String guard, String policy) {
  /** Starts an agent with empty settings. */
  public static final AgentLaunch NONE = new AgentLaunch("{}", "");
}
