package dev.execsession.plan;

/**
 * A section of the contract.
 *
 * @param heading without Markdown; empty for the text before the first heading
 * @param text heading and content with LF line endings, without trailing white space and blank
 *     lines, and without records of the work
 */
public record ContractSection(String heading, int line, String text) {}
