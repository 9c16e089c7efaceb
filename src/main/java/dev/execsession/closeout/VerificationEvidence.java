package dev.execsession.closeout;

import static dev.execsession.report.Markdown.code;
import static dev.execsession.report.Markdown.text;

import dev.execsession.git.CommitFact;
import dev.execsession.report.Verification;
import dev.execsession.verify.VerificationRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence of a recorded verification.
 *
 * @param now the same range, judged again for its details
 */
public record VerificationEvidence(VerificationRecord record, Verification now) {
  /** Returns the evidence. */
  public Evidence evidence() {
    List<String> notes = new ArrayList<>(now.notes().stream().map(note -> text(note)).toList());
    now.flagged().forEach(flag -> notes.add(code(flag.path()) + ": " + text(flag.note())));
    now.guards().forEach(guard -> notes.add("to confirm: " + text(guard)));
    if (!record.checked()) {
      notes.add("the plan's checks did not run with the verification");
    }
    List<String> untouched = now.untouched().stream().map(pattern -> code(pattern)).toList();
    return new Evidence(
        "verification of "
            + code(
                CommitFact.abbreviated(record.base()) + ".." + CommitFact.abbreviated(record.end()))
            + " by "
            + text(record.by())
            + ": "
            + text(record.verdict()),
        List.of(),
        now.checks().stream()
            .map(
                check ->
                    code(check.command()) + ": " + (record.checked() ? "passed" : check.status()))
            .toList(),
        List.of(),
        now.commits().stream()
            .map(commit -> code(CommitFact.abbreviated(commit.id())) + " " + text(commit.subject()))
            .toList(),
        List.of(),
        List.of(),
        untouched,
        List.of(),
        notes,
        !notes.isEmpty() || !untouched.isEmpty());
  }
}
