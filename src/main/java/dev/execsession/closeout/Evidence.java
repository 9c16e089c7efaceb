package dev.execsession.closeout;

import java.util.List;

/**
 * What is on record about a plan's work; every text is Markdown.
 *
 * @param source where it comes from, in a sentence
 * @param blocks each with its result
 * @param untouched includes that no change reached
 * @param hasNotes whether an outcome without notes would leave something out
 */
public record Evidence(
    String source,
    List<String> blocks,
    List<String> checks,
    List<String> manualChecks,
    List<String> commits,
    List<String> amendments,
    List<String> attestations,
    List<String> untouched,
    List<String> risks,
    List<String> notes,
    boolean hasNotes) {
  public static final Evidence NONE =
      new Evidence(
          "none", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of(), false);

  public Evidence {
    blocks = List.copyOf(blocks);
    checks = List.copyOf(checks);
    manualChecks = List.copyOf(manualChecks);
    commits = List.copyOf(commits);
    amendments = List.copyOf(amendments);
    attestations = List.copyOf(attestations);
    untouched = List.copyOf(untouched);
    risks = List.copyOf(risks);
    notes = List.copyOf(notes);
  }
}
