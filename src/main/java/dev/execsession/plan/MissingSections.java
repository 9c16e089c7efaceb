package dev.execsession.plan;

import static java.util.stream.Collectors.joining;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.ShellWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports missing sections: the dialect of the document, then each section with the nearest text
 * and the lines to add.
 */
final class MissingSections {
  private static final int LONGEST_MARK = 40;

  private final Reading reading;
  private final NearestSection nearest;
  private final Map<SourceSpan, String> named = new HashMap<>();

  private MissingSections(Reading reading, Synonyms synonyms, List<Sighting> sightings) {
    this.reading = reading;
    this.nearest = new NearestSection(synonyms, sightings);
  }

  /** Reports sections, key → standard name, in standard order. */
  static void report(Reading reading, Part root, Map<String, String> missing) {
    Synonyms synonyms = Synonyms.load();
    List<Sighting> sightings = Sightings.of(reading, synonyms, root);
    int required = reading.names().required().size();
    if (2 * missing.size() > required) {
      DialectDetector.detect(reading, root, synonyms, sightings)
          .ifPresent(found -> headline(reading, found));
    }
    MissingSections sections = new MissingSections(reading, synonyms, sightings);
    missing.forEach((key, name) -> sections.report(key, name, group(missing.size(), required)));
  }

  private static String group(int missing, int required) {
    if (missing == required) {
      return "all " + required + " required sections are missing";
    }
    String count = missing + " of the " + required + " required sections ";
    return count + (missing == 1 ? "is missing" : "are missing");
  }

  private static void headline(Reading reading, DialectDetector.Detected found) {
    reading.error(
        ProblemCode.PLAN_DIALECT,
        found.where() == null ? null : clipped(found.where()),
        "this looks like " + found.dialect().shown() + ", not an execution plan",
        "exec-session import "
            + ShellWord.path(reading.problems().path())
            + " writes a draft of one; or add the sections listed below");
  }

  /** Shortens the range on a long line. */
  private static SourceSpan clipped(SourceSpan where) {
    int end = Math.min(where.endColumn(), where.column() + LONGEST_MARK);
    return new SourceSpan(where.line(), where.column(), end);
  }

  private void report(String key, String name, String group) {
    Optional<Sighting> near = nearest.of(key);
    Optional<BlockLike> block =
        key.equals(Names.BLOCKS) ? nearest.firstBlockLike() : Optional.empty();
    String lines = LinesToWrite.of(key, name, near.orElse(null), block.orElse(null));
    String hint =
        near.map(found -> foundHint(key, name, found)).orElse("add it:")
            + lines.lines().map(line -> "\n" + ("  " + line).stripTrailing()).collect(joining())
            + block.filter(like -> !like.isBlock()).map(like -> "\n" + like.renaming()).orElse("");
    near.ifPresent(found -> named.putIfAbsent(found.where(), name));
    reading
        .problems()
        .grouped(
            ProblemCode.PLAN_SECTION_MISSING,
            near.map(Sighting::where).orElse(null),
            "section `" + name + "` is missing",
            hint,
            group);
  }

  private String foundHint(String key, String name, Sighting found) {
    String place = "found `" + found.name() + "` on line " + found.where().line();
    String earlier = named.get(found.where());
    if (earlier != null) {
      return place + ", as for `" + earlier + "`; move what belongs here into a section:";
    }
    return switch (found.kind()) {
      case BLOCK_HEADING -> place + "; put a heading above the first and rename each:";
      case HEADING ->
          found.inBlock()
              ? place + ", for one block only; add a section for the whole plan:"
              : key.equals(Names.SCOPE)
                  ? place + "; move its entries here:"
                  : key.equals(Names.BLOCKS)
                      ? place + "; rename it, and put a block heading below it:"
                      : place + "; rename that heading to `" + name + "`, or add:";
      case FIELD, FRONT_MATTER, TAG ->
          found.inBlock()
              ? place + ", for one block only; add a section for the whole plan:"
              : place + "; write it as a section:";
    };
  }
}
