package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the sections of a plan; reports missing, duplicate and empty ones. */
final class Sections {
  /** Sections whose own readers report empty parts. */
  private static final Set<String> READ_CLOSELY = Set.of(Names.BLOCKS, Names.BRANCH, Names.SCOPE);

  private final Reading reading;
  private final Map<String, Part> found = new HashMap<>();
  private final Set<String> empty = new HashSet<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  Sections(Reading reading, Part root) {
    this.reading = reading;
    for (Part part : root.readable()) {
      if (part.level() > 0 && reading.names().isSection(part.key())) {
        Part first = found.putIfAbsent(part.key(), part);
        if (first != null) {
          reading.error(
              ProblemCode.PLAN_SECTION_DUPLICATE,
              part.heading().where(),
              "section `" + first.heading().plain() + "` is duplicated",
              "join them under one heading; the first is on line " + first.line());
        }
      }
    }
    reading.names().required().forEach(this::judge);
    if (!missing.isEmpty()) {
      MissingSections.report(reading, root, missing);
    }
  }

  /** Returns a section that exists and is not empty. */
  Optional<Part> get(String key) {
    return Optional.ofNullable(empty.contains(key) ? null : found.get(key));
  }

  /** Returns a section that exists, even if empty. */
  Optional<Part> found(String key) {
    return Optional.ofNullable(found.get(key));
  }

  private void judge(String key, String name) {
    Part part = found.get(key);
    if (part == null) {
      missing.put(key, name);
    } else if (READ_CLOSELY.contains(key)
        ? Leaves.areBlank(part, reading.names()) && part.parts().isEmpty()
        : Leaves.areUnset(part, reading.names())) {
      empty.add(key);
      reading.error(
          ProblemCode.PLAN_SECTION_EMPTY,
          part.heading().where(),
          "section `" + name + "` is empty: it contains only blanks and placeholders",
          "fill it in; an empty section counts as missing");
    }
  }
}
