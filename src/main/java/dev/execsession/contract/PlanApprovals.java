package dev.execsession.contract;

import dev.execsession.drift.DriftFinding;
import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SharedRecords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recorded approvals of a repository's plans. A withdrawal names the approvals that it takes
 * back, so what counts does not depend on clocks or on the order in which records arrive.
 */
public final class PlanApprovals {
  private final SharedRecords records;

  public PlanApprovals(Path commonDir) {
    this.records = new SharedRecords(commonDir, SharedRecords.Kind.APPROVALS);
  }

  /** A record and its id. */
  private record Read(String id, PlanApproval approval) {}

  /** Returns the approvals of a contract that were not withdrawn, oldest first. */
  public List<PlanApproval> of(String digest) {
    return open(digest).stream().map(Read::approval).toList();
  }

  private List<Read> open(String digest) {
    List<Read> all = read(records.of(digest));
    Set<String> withdrawn = new HashSet<>();
    all.forEach(read -> withdrawn.addAll(read.approval().withdraws()));
    return all.stream()
        .filter(read -> !read.approval().isWithdrawal() && !withdrawn.contains(read.id()))
        .toList();
  }

  /** Returns the newest approval of another text of the plan at this path. */
  public Optional<PlanApproval> before(String plan, String digest) {
    return read(records.all()).stream()
        .map(Read::approval)
        .filter(approval -> !approval.isWithdrawal() && approval.plan().equals(plan))
        .filter(approval -> !approval.digest().equals(digest))
        .reduce((first, last) -> last);
  }

  /** Returns how the plan differs from what was approved, by section. */
  public static List<DriftFinding> changes(PlanApproval approved, ParsedPlan now) {
    return ObjectiveDrift.compare(
        approved.plan(), approved.contract(), LockedPlan.sections(now.plan()), "that approval");
  }

  /** Records an approval. */
  public void approve(ParsedPlan plan, String path, String by, Instant at) {
    add(
        new PlanApproval(
            PlanApproval.VERSION,
            plan.digest(),
            path,
            by,
            at.toString(),
            LockedPlan.sections(plan.plan()),
            List.of()));
  }

  /** Takes back every approval of a contract; returns how many. */
  public int withdraw(String digest, String path, String by, Instant at) {
    List<String> ids = open(digest).stream().map(Read::id).toList();
    if (!ids.isEmpty()) {
      add(new PlanApproval(PlanApproval.VERSION, digest, path, by, at.toString(), List.of(), ids));
    }
    return ids.size();
  }

  private void add(PlanApproval approval) {
    records.add(approval.digest(), Json.pretty(approval));
  }

  private static List<Read> read(List<SharedRecords.Stored> records) {
    List<Read> all = new ArrayList<>();
    for (SharedRecords.Stored stored : records) {
      try {
        PlanApproval approval = Json.parseRecord(stored.text(), PlanApproval.class);
        if (approval.version() != PlanApproval.VERSION) {
          throw unreadable(
              stored, "it has version " + approval.version(), "update exec-session", null);
        }
        // The name alone proves nothing.
        if (approval.digest().equals(stored.digest())) {
          all.add(new Read(stored.id(), approval));
        }
      } catch (JsonException e) {
        throw unreadable(stored, e.getMessage(), "update exec-session, or fetch it again", e);
      }
    }
    all.sort(Comparator.comparing((Read read) -> read.approval().at()).thenComparing(Read::id));
    return all;
  }

  private static StopException unreadable(
      SharedRecords.Stored stored, @Nullable String why, String hint, @Nullable Exception cause) {
    StopException stop =
        new StopException(
            Stop.UNVERIFIABLE,
            ProblemCode.PLAN_APPROVAL,
            "the record `" + stored.id() + "` of an approval cannot be read: " + why,
            hint);
    if (cause != null) {
      stop.initCause(cause);
    }
    return stop;
  }
}
