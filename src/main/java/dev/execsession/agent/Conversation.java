package dev.execsession.agent;

/**
 * An agent's conversation that a further start resumes.
 *
 * @param used what was used in it before
 */
public record Conversation(String id, Usage used) {}
