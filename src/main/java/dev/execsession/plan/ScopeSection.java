package dev.execsession.plan;

import dev.execsession.plan.ScopeReader.Entries;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the File Scope Contract: an include that grants something, and an exclude. */
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
      reading.error(
          ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
          include.get().nameWhere(),
          "the plan's include grants nothing",
          "name what may change, as in `- `src/main/**``");
    }
    for (Field field : fields) {
      if (!field.key().equals(Names.INCLUDE)
          && !field.key().equals(Names.EXCLUDE)
          && ScopeWords.forbids(field.name())) {
        reading.error(
            ProblemCode.PLAN_SCOPE_ENTRY,
            field.nameWhere(),
            "`" + field.name() + "` is not read: a scope has only `Include` and `Exclude`",
            "move its entries below `### Exclude`");
      }
    }
    Entries forbidden = exclude.map(f -> ScopeReader.read(reading, f, false)).orElse(NONE);
    reportExcluded(reading, granted.patterns(), forbidden.patterns());
    return new ScopeSection(granted, forbidden);
  }

  /** Warns about includes that are completely excluded. */
  static void reportExcluded(
      Reading reading, List<ScopeEntry> includes, List<ScopeEntry> excludes) {
    for (ScopeEntry include : includes) {
      excludes.stream()
          .filter(exclude -> PatternInside.isInside(include.pattern(), exclude.pattern()))
          .findFirst()
          .ifPresent(
              exclude ->
                  reading.warning(
                      ProblemCode.PLAN_SCOPE_NARROW,
                      include.where(),
                      "include `"
                          + include.pattern()
                          + "` is inside exclude `"
                          + exclude.pattern()
                          + "`, so it may not change",
                      "remove one of them; the exclude is on line " + exclude.where().line()));
    }
  }

  private static Optional<Field> only(
      Reading reading, Part section, List<Field> fields, String key) {
    List<Field> named = fields.stream().filter(field -> field.key().equals(key)).toList();
    String name = Recognizer.titleCase(key);
    if (named.isEmpty()) {
      Optional<Field> near = near(key, fields);
      String lines = LinesToWrite.part(key);
      reading.error(
          ProblemCode.PLAN_SECTION_MISSING,
          near.map(Field::nameWhere).orElse(section.heading().where()),
          "section `File Scope Contract` has no part `" + name + "`",
          near.map(
                  field ->
                      "found `"
                          + field.name()
                          + "` on line "
                          + field.nameWhere().line()
                          + "; rename it to `### "
                          + name
                          + "`, or add:\n"
                          + lines)
              .orElse("add it:\n" + lines));
    } else if (named.size() > 1) {
      reading.error(
          ProblemCode.PLAN_SECTION_DUPLICATE,
          named.get(1).nameWhere(),
          "part `" + name + "` of `File Scope Contract` is duplicated",
          "join them; the first is on line " + named.get(0).nameWhere().line());
    }
    return named.stream().findFirst();
  }

  /** Returns the part nearest to {@code key}: a synonym, or a misspelt name. */
  private static Optional<Field> near(String key, List<Field> fields) {
    Synonyms synonyms = Synonyms.load();
    List<Field> others =
        fields.stream()
            .filter(field -> !field.key().equals(Names.INCLUDE))
            .filter(field -> !field.key().equals(Names.EXCLUDE))
            .toList();
    return others.stream()
        .filter(field -> synonyms.isOneOf(key, field.key()))
        .findFirst()
        .or(
            () ->
                others.stream()
                    .filter(field -> Recognizer.nearest(field.key(), Set.of(key)).isPresent())
                    .findFirst());
  }
}
