package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Sighting.Kind;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.WordList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Detects the dialect of a document by text that its tool always writes, most specific first. */
final class DialectDetector {
  /** A dialect, and the position of the text that shows it, if any. */
  record Detected(Dialect dialect, @Nullable SourceSpan where) {}

  private static final int LEAST_EXEC_PLAN_HEADINGS = 3;
  private static final Pattern SUPERPOWERS =
      Pattern.compile("\\bsuperpowers:[a-z-]+|REQUIRED SUB-SKILL");
  private static final Pattern EXEC_PLAN = Pattern.compile("This ExecPlan is a living document");
  private static final Pattern SPEC_KIT_ITEM = Pattern.compile("^T\\d{3}\\b.*");
  private static final Pattern OPENSPEC_ITEM = Pattern.compile("^\\d+\\.\\d+\\s.*");
  private static final Set<String> EXEC_PLAN_HEADINGS =
      WordList.of(
          "purpose / big picture|surprises & discoveries|outcomes & retrospective|"
              + "context and orientation|plan of work|concrete steps|validation and acceptance|"
              + "idempotence and recovery");
  private static final Set<String> PLAN_MODE_HEADINGS =
      WordList.of(
          "verification|critical files|critical files to modify|files to modify|approach|"
              + "implementation|implementation steps|implementation plan|changes");
  private static final Set<String> VALIDATION_COMMANDS = Set.of("validation commands");

  private static final Map<String, Dialect> FOLDERS =
      Map.of(
          "/docs/superpowers/plans/", Dialect.SUPERPOWERS,
          "/openspec/changes/", Dialect.OPENSPEC_TASKS,
          "/.planning/phases/", Dialect.GSD,
          "/.claude/plans/", Dialect.PLAN_MODE);

  private final PlanText text;
  private final Part root;
  private final Synonyms synonyms;
  private final List<Sighting> sightings;

  private DialectDetector(PlanText text, Part root, Synonyms synonyms, List<Sighting> sightings) {
    this.text = text;
    this.root = root;
    this.synonyms = synonyms;
    this.sightings = sightings;
  }

  /** Returns the dialect of a document, if any. */
  static Optional<Detected> detect(
      Reading reading, Part root, Synonyms synonyms, List<Sighting> sightings) {
    String path = reading.problems().path();
    DialectDetector detector = new DialectDetector(reading.text(), root, synonyms, sightings);
    return detector
        .superpowers()
        .or(detector::gsd)
        .or(detector::execPlan)
        .or(() -> detector.byItems(SPEC_KIT_ITEM, Dialect.SPEC_KIT_TASKS))
        .or(detector::ralphex)
        .or(() -> detector.byItems(OPENSPEC_ITEM, Dialect.OPENSPEC_TASKS))
        .or(detector::contract)
        .or(detector::planMode)
        .or(() -> byFolder(path));
  }

  /** Detects a dialect by the tool's folder of plans. */
  private static Optional<Detected> byFolder(String path) {
    String slashed = "/" + path.replace('\\', '/');
    for (Map.Entry<String, Dialect> folder : FOLDERS.entrySet()) {
      if (slashed.contains(folder.getKey())) {
        return Optional.of(new Detected(folder.getValue(), null));
      }
    }
    return Optional.empty();
  }

  private Optional<Detected> superpowers() {
    Optional<SourceSpan> line = preambleLine(SUPERPOWERS);
    if (line.isPresent()) {
      return line.map(where -> new Detected(Dialect.SUPERPOWERS, where));
    }
    boolean header = hasTop("goal") && hasTop("architecture") && hasTop("tech stack");
    return header ? seen(Dialect.SUPERPOWERS, s -> s.key().equals("architecture")) : none();
  }

  private Optional<Detected> gsd() {
    boolean tags = sightings.stream().anyMatch(s -> isTag(s, "objective"));
    return tags ? seen(Dialect.GSD, s -> isTag(s, "task") || isTag(s, "tasks")) : none();
  }

  private static boolean isTag(Sighting sighting, String name) {
    return sighting.name().equals("<" + name + ">");
  }

  private Optional<Detected> execPlan() {
    Optional<SourceSpan> line = preambleLine(EXEC_PLAN);
    if (line.isPresent()) {
      return line.map(where -> new Detected(Dialect.EXEC_PLAN, where));
    }
    long headings =
        sightings.stream()
            .filter(s -> s.isHeading() && EXEC_PLAN_HEADINGS.contains(s.key()))
            .map(Sighting::key)
            .distinct()
            .count();
    return headings >= LEAST_EXEC_PLAN_HEADINGS
        ? seen(Dialect.EXEC_PLAN, s -> EXEC_PLAN_HEADINGS.contains(s.key()))
        : none();
  }

  private Optional<Detected> ralphex() {
    boolean tasks = sightings.stream().anyMatch(s -> s.kind() == Kind.BLOCK_HEADING);
    return tasks
        ? seen(Dialect.RALPHEX, s -> s.isHeading() && VALIDATION_COMMANDS.contains(s.key()))
        : none();
  }

  /** Detects allowed files, or a list of files together with forbidden ones. */
  private Optional<Detected> contract() {
    boolean forbidden = sightings.stream().anyMatch(s -> isPlanWide(s, Names.EXCLUDE));
    return seen(
        Dialect.CONTRACT,
        s -> isPlanWide(s, "allowed") || (forbidden && isPlanWide(s, Names.SCOPE)));
  }

  private boolean isPlanWide(Sighting sighting, String name) {
    return !sighting.inBlock() && synonyms.isOneOf(name, sighting.key());
  }

  /** Detects a plan that starts with {@code Context} and ends with verification. */
  private Optional<Detected> planMode() {
    Optional<Sighting> first = sightings.stream().filter(Sighting::isHeading).findFirst();
    if (first.isEmpty() || !first.get().key().equals("context")) {
      return none();
    }
    boolean title = root.parts().get(0).key().startsWith("plan: ");
    boolean rest =
        sightings.stream()
            .anyMatch(
                s ->
                    s.kind() == Kind.BLOCK_HEADING
                        || (s.top() && PLAN_MODE_HEADINGS.contains(s.key())));
    return title || rest
        ? Optional.of(new Detected(Dialect.PLAN_MODE, first.get().where()))
        : none();
  }

  private Optional<Detected> byItems(Pattern form, Dialect dialect) {
    for (Part part : root.readable()) {
      for (Content content : part.body()) {
        if (content instanceof Items items) {
          for (Item item : items.items()) {
            if (Checkbox.has(item.prose())
                && form.matcher(Checkbox.drop(item.prose()).plain()).matches()) {
              return Optional.of(new Detected(dialect, item.where()));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the first line before the second heading that matches. */
  private Optional<SourceSpan> preambleLine(Pattern mark) {
    int title = root.parts().isEmpty() ? 0 : root.parts().get(0).line();
    int last =
        sightings.stream()
            .filter(s -> s.isHeading() && s.where().line() > title)
            .findFirst()
            .map(s -> s.where().line() - 1)
            .orElse(text.lines());
    for (int line = 1; line <= last; line++) {
      if (mark.matcher(text.line(line)).find()) {
        return Optional.of(text.lineSpan(line));
      }
    }
    return Optional.empty();
  }

  private boolean hasTop(String key) {
    return sightings.stream().anyMatch(s -> s.top() && s.key().equals(key));
  }

  private Optional<Detected> seen(Dialect dialect, Predicate<Sighting> mark) {
    return sightings.stream()
        .filter(mark)
        .findFirst()
        .map(sighting -> new Detected(dialect, sighting.where()));
  }

  private static Optional<Detected> none() {
    return Optional.empty();
  }
}
