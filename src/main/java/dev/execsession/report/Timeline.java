package dev.execsession.report;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.EventCases;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Handoff;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.Reversal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a journal's entries into the moments that a report shows: attempts, judgements, questions,
 * answers and ends, without the steps between them.
 */
final class Timeline implements EventCases<Optional<Moment>> {
  private final Map<String, Instant> waiting = new HashMap<>();
  private @Nullable Instant stopped;
  private Entry entry;

  private Timeline(Entry first) {
    this.entry = first;
  }

  static List<Moment> of(List<Entry> entries) {
    List<Moment> moments = new ArrayList<>();
    Timeline timeline = new Timeline(entries.get(0));
    for (Entry each : entries) {
      timeline.entry = each;
      each.event().match(timeline).ifPresent(moments::add);
    }
    return List.copyOf(moments);
  }

  private Moment moment(List<String> blocks, @Nullable String text) {
    return Moment.of(entry.at().truncatedTo(ChronoUnit.MILLIS), entry.type(), blocks, text);
  }

  private Optional<Moment> now(@Nullable String block, @Nullable String text) {
    return Optional.of(moment(block == null ? List.of() : List.of(block), text));
  }

  private Optional<Moment> stop(@Nullable String block, @Nullable String text) {
    stopped = entry.at();
    if (block != null) {
      waiting.putIfAbsent(block, entry.at());
    }
    return now(block, text);
  }

  private @Nullable Long since(@Nullable Instant start) {
    return start == null ? null : Math.max(0, Duration.between(start, entry.at()).toMillis());
  }

  private Moment answered(List<String> blocks, @Nullable String text) {
    Optional<Instant> last =
        blocks.stream().map(waiting::get).filter(Objects::nonNull).max(Comparator.naturalOrder());
    return moment(blocks, text).waited(since(last.orElse(null)));
  }

  @Override
  public Optional<Moment> locked(Event.Locked event) {
    return now(null, null).map(moment -> moment.by(event.by()));
  }

  @Override
  public Optional<Moment> resumed(Event.Resumed event) {
    Long waited = since(stopped);
    stopped = null;
    return now(null, event.dropped()).map(moment -> moment.by(event.by()).waited(waited));
  }

  @Override
  public Optional<Moment> carried(Handover.Carried event) {
    return now(event.block(), event.from());
  }

  @Override
  public Optional<Moment> takenOver(Handover.TakenOver event) {
    return now(event.block(), event.from());
  }

  @Override
  public Optional<Moment> carriedOver(Handover.CarriedOver event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> acceptedOver(Grant.AcceptedOver event) {
    String text = String.join("; ", event.over()) + ": " + event.reason();
    return Optional.of(answered(List.of(event.block()), text).by(event.by()).via(event.via()));
  }

  @Override
  public Optional<Moment> modeChosen(Grant.ModeChosen event) {
    return now(null, event.mode().jsonName()).map(moment -> moment.by(event.by()).via(event.via()));
  }

  @Override
  public Optional<Moment> amended(Grant.Amended event) {
    List<String> blocks = event.block() == null ? List.of() : List.of(event.block());
    return Optional.of(moment(blocks, event.reason()).by(event.by()).waited(event.waitedMs()));
  }

  @Override
  public Optional<Moment> adopted(Handover.Adopted event) {
    return now(event.block(), Words.count(event.paths().size(), "file"))
        .map(moment -> moment.by(event.by()));
  }

  @Override
  public Optional<Moment> foundCommitted(Handover.FoundCommitted event) {
    return now(event.block(), event.commit());
  }

  @Override
  public Optional<Moment> intended(Event.Intended event) {
    waiting.remove(event.block());
    return now(event.block(), event.executor()).map(moment -> moment.ofAttempt(event.attempt()));
  }

  @Override
  public Optional<Moment> started(Event.Started event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> opened(Handoff.Opened event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> continued(Handoff.Continued event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> exited(Event.Exited event) {
    Fact.Execution end = event.execution();
    String how = end.failure() == null ? Words.end(end.exit(), end.signal()) : end.failure();
    String text = (how.isEmpty() ? "" : how + " ") + "after " + Words.duration(end.durationMs());
    return now(event.block(), text).map(moment -> moment.ofAttempt(event.attempt()));
  }

  @Override
  public Optional<Moment> measured(Event.Measured event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> checked(Event.Checked event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> rechecking(Event.Rechecking event) {
    return now(event.block(), null);
  }

  @Override
  public Optional<Moment> manuallyChecked(Event.ManuallyChecked event) {
    return now(event.block(), event.check().status().jsonName() + ": " + event.check().text())
        .map(moment -> moment.by(event.by()));
  }

  @Override
  public Optional<Moment> attested(Event.Attested event) {
    Fact.Attestation answer = event.attestation();
    return now(event.block(), answer.policy() + ": " + answer.status().jsonName())
        .map(moment -> moment.by(answer.by()));
  }

  @Override
  public Optional<Moment> documented(Event.Documented event) {
    return now(event.block(), event.docs().status().jsonName().replace('-', ' '))
        .map(moment -> moment.by(event.by()));
  }

  @Override
  public Optional<Moment> noted(Event.Noted event) {
    return now(event.block(), event.text()).map(moment -> moment.by(event.by()));
  }

  @Override
  public Optional<Moment> lossAccepted(Grant.LossAccepted event) {
    return Optional.of(
        answered(List.of(event.block()), String.join("; ", event.losses())).by(event.by()));
  }

  @Override
  public Optional<Moment> judged(Event.Judged event) {
    waiting.put(event.block(), entry.at());
    boolean isGood = event.outcome() == Outcome.GOOD;
    return now(event.block(), isGood ? null : String.join("; ", event.reasons()));
  }

  @Override
  public Optional<Moment> paused(Event.Paused event) {
    return stop(event.block(), event.question());
  }

  @Override
  public Optional<Moment> approved(Event.Approved event) {
    return Optional.of(answered(event.blocks(), null).by(event.by()).via(event.via()));
  }

  @Override
  public Optional<Moment> betweenAccepted(Grant.BetweenAccepted event) {
    int number = event.changes().size() + event.violations().size();
    return now(null, Words.count(number, "change"))
        .map(moment -> moment.by(event.by()).via(event.via()));
  }

  @Override
  public Optional<Moment> committing(Event.Committing event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> committed(Event.Committed event) {
    return now(event.block(), event.commit());
  }

  @Override
  public Optional<Moment> done(Event.Done event) {
    return now(event.block(), null);
  }

  @Override
  public Optional<Moment> blocked(Event.Blocked event) {
    return stop(event.block(), String.join("; ", event.reasons()));
  }

  @Override
  public Optional<Moment> escalated(Event.Escalated event) {
    return stop(event.escalation().block(), event.escalation().detail());
  }

  @Override
  public Optional<Moment> interrupted(Event.Interrupted event) {
    return stop(event.block(), event.signal());
  }

  @Override
  public Optional<Moment> undoing(Reversal.Undoing event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> undone(Reversal.Undone event) {
    int number = event.restored().size() + event.removed().size();
    return now(event.block(), Words.count(number, "file"));
  }

  @Override
  public Optional<Moment> redoing(Reversal.Redoing event) {
    return Optional.empty();
  }

  @Override
  public Optional<Moment> redone(Reversal.Redone event) {
    int number = event.restored().size() + event.removed().size();
    return now(event.block(), Words.count(number, "file"));
  }

  @Override
  public Optional<Moment> completed(Event.Completed event) {
    return now(null, event.note());
  }
}
