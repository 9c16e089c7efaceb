package dev.execsession.closeout;

import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.RecordSection;
import dev.execsession.plan.StatusLine;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the facts about a plan into the changes that close it.
 *
 * @param files the content of each file that may change, by path: the plan and all of its folder,
 *     indexes, tracker, and documents that may link to the plan
 */
public record Closeout(
    PlanPlace place,
    PlanRules rules,
    Decision decision,
    Evidence evidence,
    Map<String, byte[]> files) {
  public Closeout {
    files = new TreeMap<>(files);
  }

  /**
   * What a person decides.
   *
   * @param by who
   * @param deferred work that is left for later
   */
  public record Decision(
      Outcome outcome, LocalDate date, String by, @Nullable String reason, List<String> deferred) {
    public Decision {
      deferred = List.copyOf(deferred);
    }
  }

  /** The part of the plan that cannot be written. */
  public enum Obstacle {
    STATUS,
    RECORD
  }

  /**
   * What to do.
   *
   * @param changes in the order to make them: a crash on the way leaves the plan where it was, so
   *     that it can be closed again
   * @param obstacle why there are none; absent when there are
   */
  public record Result(List<FileChange> changes, @Nullable Obstacle obstacle) {}

  /** Returns the changes. */
  public Result changes() {
    String text = text(place.path());
    LinkFixer fixer = new LinkFixer(place.move());
    ParsedPlan plan = PlanParser.parse(bytes(text), place.path(), rules);
    Optional<String> dated = withStatus(fixer.fix(place.path(), text), plan);
    if (dated.isEmpty()) {
      return new Result(List.of(), Obstacle.STATUS);
    }
    Optional<String> recorded =
        new RecordSection(place.path(), rules)
            .write(dated.get(), new ValidationRecord(decision, plan.digest(), evidence).markdown());
    if (recorded.isEmpty()) {
      return new Result(List.of(), Obstacle.RECORD);
    }
    List<FileChange> written = new ArrayList<>();
    List<FileChange> removed = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (place.move().contains(file.getKey())) {
        String to = place.move().after(file.getKey());
        byte[] after =
            file.getKey().equals(place.path())
                ? bytes(recorded.get())
                : fixed(fixer, file.getKey(), file.getValue());
        written.add(new FileChange(to, null, after, file.getKey()));
        removed.add(new FileChange(file.getKey(), file.getValue(), null, null));
      }
    }
    List<FileChange> all = new ArrayList<>(written);
    all.addAll(documents(fixer, plan.plan().title()));
    // The plan goes last, because it is what is closed again after a crash.
    removed.sort((one, other) -> Boolean.compare(isPlan(one), isPlan(other)));
    all.addAll(removed);
    return new Result(List.copyOf(all), null);
  }

  private boolean isPlan(FileChange change) {
    return change.path().equals(place.path());
  }

  private List<FileChange> documents(LinkFixer fixer, String title) {
    Map<String, byte[]> after = new TreeMap<>();
    String date = decision.date().toString();
    boolean hasIndexes =
        files.containsKey(place.activeIndex()) && files.containsKey(place.completedIndex());
    if (hasIndexes) {
      PlanIndexes.Texts indexes =
          new PlanIndexes(
                  place, title, date, decision.outcome().status(), decision.outcome().name())
              .move(text(place.activeIndex()), text(place.completedIndex()));
      after.put(place.activeIndex(), bytes(indexes.active()));
      after.put(place.completedIndex(), bytes(indexes.completed()));
    }
    if (!decision.deferred().isEmpty()) {
      String tracker = files.containsKey(place.tracker()) ? text(place.tracker()) : null;
      after.put(
          place.tracker(),
          bytes(new DebtTracker(place, title, date).add(tracker, decision.deferred())));
    }
    files.forEach(
        (path, content) -> {
          if (!place.move().contains(path)) {
            after.putIfAbsent(path, content);
          }
        });
    List<FileChange> changes = new ArrayList<>();
    after.forEach(
        (path, content) -> {
          byte[] before = files.get(path);
          byte[] now = fixed(fixer, path, content);
          if (!Arrays.equals(before, now)) {
            changes.add(new FileChange(path, before, now, null));
          }
        });
    // The line is added to the one index before it leaves the other.
    changes.sort(
        (one, other) ->
            Boolean.compare(
                one.path().equals(place.activeIndex()), other.path().equals(place.activeIndex())));
    return changes;
  }

  private static byte[] fixed(LinkFixer fixer, String path, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    boolean isText = path.endsWith(".md") && Arrays.equals(bytes(text), content);
    return isText ? bytes(fixer.fix(path, text)) : content;
  }

  /** A status that already says so is left as it is. */
  private Optional<String> withStatus(String text, ParsedPlan plan) {
    String word = decision.outcome().status();
    if (plan.plan().status().normalised().split("[^\\p{L}]", 2)[0].equalsIgnoreCase(word)) {
      return Optional.of(text);
    }
    return new StatusLine(place.path(), rules)
        .write(text, List.of(word + " on " + decision.date(), word), false);
  }

  private String text(String path) {
    byte[] content = files.get(path);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
