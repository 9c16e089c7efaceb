package dev.execsession.plan;

import dev.execsession.plan.ScopeReader.Entries;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads the File Scope Contract: one include, one exclude, and something must be granted. */
record ScopeSection(Entries include, Entries exclude) {
  private static final Entries NONE = new Entries(List.of(), List.of(), false);

  static ScopeSection read(Reading reading, Optional<Part> section) {
    if (section.isEmpty()) {
      return new ScopeSection(NONE, NONE);
    }
    List<Field> fields = new FieldReader(reading.names()).of(section.get());
    Optional<Field> include = only(reading, section.get(), fields, Names.INCLUDE);
    Optional<Field> exclude = only(reading, section.get(), fields, Names.EXCLUDE);
    Entries granted = include.map(f -> ScopeReader.read(reading, f, true)).orElse(NONE);
    if (include.isPresent() && granted.patterns().isEmpty() && !granted.broken()) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
              include.get().nameWhere(),
              "the plan's include grants nothing",
              "name what may change, as in `- `src/main/**``");
    }
    return new ScopeSection(
        granted, exclude.map(f -> ScopeReader.read(reading, f, false)).orElse(NONE));
  }

  private static Optional<Field> only(
      Reading reading, Part section, List<Field> fields, String key) {
    List<Field> named = fields.stream().filter(field -> field.key().equals(key)).toList();
    String name = Recognizer.titleCase(key);
    if (named.isEmpty()) {
      List<Recognizer.Candidate> candidates =
          fields.stream()
              .filter(field -> !field.key().equals(Names.INCLUDE))
              .filter(field -> !field.key().equals(Names.EXCLUDE))
              .map(f -> new Recognizer.Candidate(f.name(), f.key(), f.nameWhere(), true))
              .toList();
      Optional<Recognizer.Candidate> near = new Recognizer().find(key, candidates);
      reading
          .problems()
          .error(
              ProblemCode.PLAN_SECTION_MISSING,
              near.map(Recognizer.Candidate::where).orElse(section.heading().where()),
              "section `File Scope Contract` has no part `" + name + "`",
              near.map(
                      c ->
                          "found `"
                              + c.name()
                              + "` on line "
                              + c.where().line()
                              + "; the contract needs `### "
                              + name
                              + "`")
                  .orElse("add a heading `### " + name + "` with a list of patterns"));
    } else if (named.size() > 1) {
      reading
          .problems()
          .error(
              ProblemCode.PLAN_SECTION_DUPLICATE,
              named.get(1).nameWhere(),
              "part `" + name + "` of `File Scope Contract` stands twice",
              "join them; the first is on line " + named.get(0).nameWhere().line());
    }
    return named.stream().findFirst();
  }
}
