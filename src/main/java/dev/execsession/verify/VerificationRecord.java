package dev.execsession.verify;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.Verification;
import dev.execsession.store.SharedRecords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that a plan's commits were verified.
 *
 * @param digest of the contract that counted, {@code sha256:…}
 * @param plan its path
 * @param base the commit before the range, 40 hexadecimal digits
 * @param end the last commit
 * @param checked whether the plan's checks ran
 * @param by who
 * @param at when, as an instant
 */
public record VerificationRecord(
    int version,
    String digest,
    String plan,
    String base,
    String end,
    boolean ok,
    String verdict,
    boolean checked,
    String by,
    String at) {
  private static final int VERSION = 1;

  /** Records a verification for each of its plans. */
  public static void add(
      Path commonDir, Verification verification, boolean checked, String by, Instant at) {
    SharedRecords records = new SharedRecords(commonDir, SharedRecords.Kind.VERIFICATIONS);
    for (Verification.PlanSide plan : verification.plans()) {
      VerificationRecord record =
          new VerificationRecord(
              VERSION,
              plan.digest(),
              plan.path(),
              verification.range().base(),
              verification.range().end(),
              verification.ok(),
              verification.verdict(),
              checked,
              by,
              at.toString());
      records.add(plan.digest(), Json.pretty(record));
    }
  }

  /** Returns the records of a contract, oldest first. */
  public static List<VerificationRecord> of(Path commonDir, String digest) {
    List<VerificationRecord> found = new ArrayList<>();
    for (SharedRecords.Stored stored :
        new SharedRecords(commonDir, SharedRecords.Kind.VERIFICATIONS).of(digest)) {
      VerificationRecord record;
      try {
        record = Json.parseRecord(stored.text(), VerificationRecord.class);
      } catch (JsonException e) {
        throw unreadable(stored, e);
      }
      if (record.version() != VERSION) {
        throw unreadable(stored, null);
      }
      if (record.digest().equals(digest)) {
        found.add(record);
      }
    }
    found.sort(Comparator.comparing(VerificationRecord::at));
    return found;
  }

  private static StopException unreadable(SharedRecords.Stored stored, @Nullable Exception cause) {
    StopException stop =
        new StopException(
            Stop.UNVERIFIABLE,
            ProblemCode.VERIFY_HISTORY,
            "the record `" + stored.id() + "` of a verification cannot be read",
            "update exec-session, or verify again with `--record`");
    if (cause != null) {
      stop.initCause(cause);
    }
    return stop;
  }
}
