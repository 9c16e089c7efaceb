package dev.execsession.dialect;

import dev.execsession.plan.Content;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read from a source, by the sections of a plan. */
final class Draft {
  /** The sections that can have doubts. */
  enum Place {
    HEAD,
    OBJECTIVE,
    SNAPSHOT,
    BEHAVIOR,
    BLOCKS,
    VALIDATION,
    BRANCH,
    SCOPE,
    HANDOFF
  }

  /** Text that is carried over as written. */
  record Passage(List<Content> contents, int line) {
    Passage {
      contents = List.copyOf(contents);
    }
  }

  final Sourced title;
  final List<Sourced> objectiveNotes = new ArrayList<>();
  final List<Passage> snapshot = new ArrayList<>();
  final List<Passage> behavior = new ArrayList<>();
  final List<DraftBlock> blocks = new ArrayList<>();
  final List<Grant> include = new ArrayList<>();
  final List<Grant> exclude = new ArrayList<>();
  final List<Sourced> guards = new ArrayList<>();
  final List<Sourced> checks = new ArrayList<>();
  final List<Sourced> manual = new ArrayList<>();
  private final Map<Place, List<Sourced>> doubts = new EnumMap<>(Place.class);
  @Nullable Sourced objective;
  @Nullable Sourced branch;
  @Nullable Sourced mode;
  int ticked;

  Draft(Sourced title) {
    this.title = title;
  }

  void doubt(Place place, int line, String text) {
    doubt(place, new Sourced(text, line));
  }

  /** Adds a doubt once. */
  void doubt(Place place, Sourced doubt) {
    List<Sourced> own = doubts.computeIfAbsent(place, key -> new ArrayList<>());
    if (own.stream().noneMatch(known -> known.text().equals(doubt.text()))) {
      own.add(doubt);
    }
  }

  List<Sourced> doubts(Place place) {
    return doubts.getOrDefault(place, List.of());
  }

  void grant(Grant entry) {
    add(include, entry);
  }

  void forbid(Grant entry) {
    add(exclude, entry);
  }

  private static void add(List<Grant> list, Grant entry) {
    if (list.stream().noneMatch(known -> known.pattern().equals(entry.pattern()))) {
      list.add(entry);
    }
  }

  /** Adds a command once. */
  void check(Sourced command) {
    if (checks.stream().noneMatch(known -> known.text().equals(command.text()))) {
      checks.add(command);
    }
  }

  /** Adds a block, whose id becomes unique, and returns it. */
  DraftBlock block(String id, Sourced blockTitle) {
    String unique = id;
    for (int n = 2; isTaken(unique); n++) {
      unique = id + "-" + n;
    }
    DraftBlock block = new DraftBlock(unique, blockTitle);
    blocks.add(block);
    return block;
  }

  private boolean isTaken(String id) {
    return blocks.stream().anyMatch(block -> block.id.equals(id));
  }
}
