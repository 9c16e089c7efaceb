package dev.execsession.executor;

/** How an executor reports, as its brief says. */
public enum Reporting {
  /** A child of this tool writes a file. */
  RESULT_FILE(
      "After you end",
      "write `\"status\": \"blocked\"` or `escalate` and end.",
      "Add each to `attestations` under its id",
      """
      ## How to report

      When you finish, write a JSON object %s
      Every key is optional; leave out what does not apply.

      ```json
      {
        "status": "done | blocked",
        "summary": "what you did, in a sentence or two",
        "notes": ["what the planner should know"],
        "risks": ["what may still go wrong"],
        "attestations": {"policy-id": {"status": "met | not met", "evidence": "src/A.java:12, ATest.denies or `make test`"}},
        "escalate": {"reason": "objective | architecture | dependency | scope", "detail": "how the plan must change, and why"}
      }
      ```

      Use `escalate` instead of leaving the scope: if the work needs another file, a new dependency or a different
      design, report that there and do not make the change. The report can stop this block but not complete it:
      exec-session alone decides whether the block is done, from the files on disk and the checks it runs itself.
      """),
  /** An agent that called this tool calls it again. */
  FINISH(
      "When you call `exec-session finish`",
      "run `exec-session finish` with `--escalate` as below, and stop.",
      "Pass each to `exec-session finish` as `--attest POLICY=EVIDENCE`",
      """
      ## How to report

      When the work is done, run this in the worktree. It runs the checks, so allow for the time they take:

      ```sh
      exec-session finish --summary 'what you did, in a sentence or two'
      ```

      Add these where they apply, as often as needed: `--note TEXT` for what the planner should know, `--risk TEXT` for
      what may still go wrong, `--attest POLICY=EVIDENCE` for a required attestation.

      If the work needs another file, a new dependency or a different design, do not make that change. Report it and stop:

      ```sh
      exec-session finish --escalate scope --detail 'how the plan must change, and why'
      ```

      The reason is `objective`, `architecture`, `dependency` or `scope`. exec-session alone decides whether the block is
      done, from the files on disk and the checks it runs itself. Its last line says what comes next. Only the person
      approves the result: show that line, and wait.
      """);

  private final String checks;
  private final String stop;
  private final String attest;
  private final String text;

  /**
   * @param checks when they run
   * @param stop what to do at a stop condition
   * @param attest how to attest
   * @param text the last section; {@code %s} is where the result file is
   */
  Reporting(String checks, String stop, String attest, String text) {
    this.checks = checks;
    this.stop = stop;
    this.attest = attest;
    this.text = text;
  }

  String checks() {
    return checks;
  }

  String stop() {
    return stop;
  }

  String attest() {
    return attest;
  }

  String text() {
    return text;
  }
}
