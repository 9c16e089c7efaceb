package dev.execsession.plan;

import dev.execsession.plan.MarkdownReader.Heads;
import dev.execsession.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown document that may be a plan of another dialect.
 *
 * @param front the keys of its front matter
 * @param fields reads fields by the standard names
 * @param dialect absent when it is not known
 * @param isPlan whether it has most sections of a plan of this tool
 * @param brokenFences fences that contain others without being longer; their lines are not read
 * @param problems why it cannot be read; then everything else is empty
 */
public record Document(
    PlanText text,
    String path,
    Part root,
    List<FrontMatter.Key> front,
    FieldReader fields,
    @Nullable Dialect dialect,
    boolean isPlan,
    List<Lines> brokenFences,
    List<Problem> problems) {

  /** A range of lines; {@code last} is 0 when it has no end. */
  public record Lines(int first, int last) {
    boolean contains(int line) {
      return first <= line && (line <= last || last == 0);
    }
  }

  /** A heading or field that may be meant as a section. */
  public record Near(String name, int line) {}

  public Document {
    front = List.copyOf(front);
    brokenFences = List.copyOf(brokenFences);
    problems = List.copyOf(problems);
  }

  /** Reads a document. Never throws for any content. */
  public static Document read(byte[] bytes, String path) {
    return PlanParser.begin(bytes, path).document();
  }

  /** Returns the heading or field nearest to a section, if any. */
  public Optional<Near> nearest(String section) {
    Reading reading = reading(text, path);
    Synonyms synonyms = Synonyms.load();
    return new NearestSection(synonyms, Sightings.of(reading, synonyms, root))
        .of(SectionKey.of(section))
        .map(found -> new Near(found.name(), found.where().line()));
  }

  static Document refused(ParsedPlan plan) {
    PlanText text = new PlanText("");
    return of(text, plan.plan().path(), MarkdownReader.read(text, ""), plan.problems());
  }

  static Document of(PlanText text, String path, List<Heads> heads) {
    return of(text, path, heads, List.of());
  }

  private static Document of(
      PlanText text, String path, List<Heads> heads, List<Problem> problems) {
    List<Lines> broken =
        NestedFences.of(text).stream().map(f -> new Lines(f.first(), f.last())).toList();
    List<Heads> readable =
        broken.isEmpty() ? heads : MarkdownReader.read(text, without(broken, text));
    Reading reading = reading(text, path);
    Part root = Outline.of(readable, reading.names(), Math.max(1, text.lines()));
    Synonyms synonyms = Synonyms.load();
    Dialect dialect =
        DialectDetector.detect(reading, root, synonyms, Sightings.of(reading, synonyms, root))
            .map(DialectDetector.Detected::dialect)
            .orElse(null);
    return new Document(
        text,
        path,
        root,
        FrontMatter.keys(text),
        new FieldReader(reading.names()),
        dialect,
        isPlan(root, reading.names()),
        broken,
        problems);
  }

  private static boolean isPlan(Part root, Names names) {
    Set<String> found = new HashSet<>();
    for (Part part : root.readable()) {
      if (names.required().containsKey(part.key())) {
        found.add(part.key());
      }
    }
    return 2 * found.size() >= names.required().size();
  }

  /** Returns the text with the lines of broken fences replaced by blanks. */
  private static String without(List<Lines> broken, PlanText text) {
    StringBuilder markdown = new StringBuilder(FrontMatter.blanked(text));
    for (int line = 1; line <= text.lines(); line++) {
      int number = line;
      if (broken.stream().anyMatch(lines -> lines.contains(number))) {
        int start = text.startOf(line);
        for (int i = start; i < start + text.line(line).length(); i++) {
          markdown.setCharAt(i, ' ');
        }
      }
    }
    return markdown.toString();
  }

  private static Reading reading(PlanText text, String path) {
    return new Reading(text, new Names(PlanRules.defaults(true)), new ProblemList(text, path));
  }
}
