package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections of one plan: finds them, and says which are missing, doubled or empty. */
final class Sections {
  /** Sections whose own readers say more exactly what is not filled in. */
  private static final Set<String> READ_CLOSELY = Set.of(Names.BLOCKS, Names.BRANCH, Names.SCOPE);

  private final Reading reading;
  private final Part root;
  private final Map<String, Part> found = new HashMap<>();
  private final Set<String> empty = new HashSet<>();

  Sections(Reading reading, Part root) {
    this.reading = reading;
    this.root = root;
    for (Part part : root.readable()) {
      if (part.level() > 0 && reading.names().isSection(part.key())) {
        Part first = found.putIfAbsent(part.key(), part);
        if (first != null) {
          reading
              .problems()
              .error(
                  ProblemCode.PLAN_SECTION_DUPLICATE,
                  part.heading().where(),
                  "section `" + first.heading().plain() + "` stands twice",
                  "join them under one heading; the first is on line " + first.line());
        }
      }
    }
    reading.names().required().forEach(this::judge);
  }

  /** Gives a section that is there and says something. */
  Optional<Part> get(String key) {
    return Optional.ofNullable(empty.contains(key) ? null : found.get(key));
  }

  /** Gives a section that is there, be it empty. */
  Optional<Part> found(String key) {
    return Optional.ofNullable(found.get(key));
  }

  private void judge(String key, String name) {
    Part part = found.get(key);
    if (part == null) {
      missing(key, name);
    } else if (READ_CLOSELY.contains(key)
        ? Leaves.areBlank(part, reading.names()) && part.parts().isEmpty()
        : Leaves.areUnset(part, reading.names())) {
      empty.add(key);
      reading
          .problems()
          .error(
              ProblemCode.PLAN_SECTION_EMPTY,
              part.heading().where(),
              "section `" + name + "` is empty: it holds only blanks and placeholders",
              "fill it in; an empty section counts as missing");
    }
  }

  private void missing(String key, String name) {
    Optional<Recognizer.Candidate> near = new Recognizer().find(key, candidates());
    SourceSpan where =
        near.map(Recognizer.Candidate::where)
            .orElse(reading.text().lines() == 0 ? null : reading.text().lineSpan(1));
    String hint =
        near.map(
                c ->
                    "found `"
                        + c.name()
                        + "` on line "
                        + c.where().line()
                        + "; the contract needs `## "
                        + name
                        + "`")
            .orElse("add a section `## " + name + "`");
    reading
        .problems()
        .error(ProblemCode.PLAN_SECTION_MISSING, where, "section `" + name + "` is missing", hint);
  }

  private List<Recognizer.Candidate> candidates() {
    List<Recognizer.Candidate> candidates = new ArrayList<>();
    FieldReader fields = new FieldReader(reading.names());
    boolean title = true;
    for (Part part : root.readable()) {
      boolean known = reading.names().isSection(part.key());
      if (part.level() > 0 && !known && !(title && part.level() == 1)) {
        candidates.add(
            new Recognizer.Candidate(
                part.heading().plain(), part.key(), part.heading().where(), true));
      }
      title &= part.level() == 0;
      if (!known) {
        for (Field field : fields.of(part.body())) {
          candidates.add(
              new Recognizer.Candidate(field.name(), field.key(), field.nameWhere(), false));
        }
      }
    }
    return candidates;
  }
}
