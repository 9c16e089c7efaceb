package dev.execsession.executor;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an executor says of a policy: {@code {"status": "met", "evidence": "src/A.java:12"}}, or the
 * evidence alone.
 *
 * @param met false when the executor refuses, in whatever words
 * @param evidence its words; may be empty
 */
public record Claim(boolean met, String evidence) {
  private static final Set<String> MET =
      Set.of("met", "given", "done", "pass", "passed", "ok", "yes", "true", "confirmed");

  /** A statement, anywhere in a text, that the policy is not met. */
  private static final Pattern DENIAL =
      Pattern.compile(
          "(?:\\bnot|n['’]t) (?:yet |been |fully |be )*"
              + "(?:verified|tested|checked|met|done|made|run|implemented|enforced|reviewed|attested"
              + "|confirmed|known|possible|sure|isolated|applicable)\\b"
              + "|\\b(?:un(?:verified|tested|checked|met|confirmed)|incomplete|todo|tbd|fixme)\\b"
              + "|\\b(?:is|are|was|were) (?:broken|missing|skipped|unknown)\\b"
              + "|^(?:false|failed|fails|failing|failure|skipped|skip|unknown|missing|pending|partial"
              + "|partially|none|null|n/?a|refused|denied|broken|0)\\b",
          Pattern.CASE_INSENSITIVE);

  /** The first word of a denial, for claims without a status. */
  private static final Pattern OPENS_DENIAL =
      Pattern.compile(
          "^(?:no|not|never|cannot|can['’]t|could ?n[o'’]t)\\b", Pattern.CASE_INSENSITIVE);

  /** Returns the claim that a value of {@code attestations} makes. */
  static Claim of(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> claim)) {
      String words = words(value);
      return new Claim(!DENIAL.matcher(words).find() && !OPENS_DENIAL.matcher(words).find(), words);
    }
    String evidence = claim.containsKey("evidence") ? words(claim.get("evidence")) : "";
    if (!claim.containsKey("status")) {
      return of(evidence);
    }
    String status = words(claim.get("status"));
    boolean met = MET.contains(status.toLowerCase(Locale.ROOT));
    return met
        ? new Claim(!DENIAL.matcher(evidence).find(), evidence)
        : new Claim(false, evidence.isEmpty() ? status : status + ": " + evidence);
  }

  private static String words(@Nullable Object value) {
    return String.valueOf(value).strip();
  }
}
