package dev.execsession.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of a draft while its source is read. */
final class DraftBlock {
  final String id;
  final Sourced title;
  final List<Grant> include = new ArrayList<>();
  final List<DraftStep> steps = new ArrayList<>();
  final List<Sourced> acceptance = new ArrayList<>();
  final List<Sourced> checks = new ArrayList<>();
  final List<Sourced> manual = new ArrayList<>();
  final List<Sourced> dependsOn = new ArrayList<>();
  final List<Sourced> doubts = new ArrayList<>();
  private @Nullable Sourced goal;

  DraftBlock(String id, Sourced title) {
    this.id = id;
    this.title = title;
  }

  void setGoal(Sourced text) {
    if (goal == null && !text.text().isBlank()) {
      goal = text;
    }
  }

  /** Returns the goal, or else the title. */
  Sourced goal() {
    Sourced own = goal;
    return own == null ? title : own;
  }

  void grant(Grant entry) {
    if (include.stream().noneMatch(known -> known.pattern().equals(entry.pattern()))) {
      include.add(entry);
    }
  }

  /** Adds a command once. */
  void check(Sourced command) {
    if (checks.stream().noneMatch(known -> known.text().equals(command.text()))) {
      checks.add(command);
    }
  }

  void doubt(int line, String text) {
    doubts.add(new Sourced(text, line));
  }
}
