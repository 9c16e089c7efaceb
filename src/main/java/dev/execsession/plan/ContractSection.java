package dev.execsession.plan;

/**
 * One section of the contract with its text, for telling what changed.
 *
 * @param heading the heading as a reader sees it; empty for what stands before the first one
 * @param text heading and content with LF line ends, without white space at line ends, blank lines
 *     at the end and after-the-fact sections
 */
public record ContractSection(String heading, int line, String text) {}
