package dev.execsession.plan;

import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of the contract's sections outside of known fields, for every brief.
 *
 * @param objective the first text of the Objective Lock, used without an objective field
 * @param notes one for each section with such text, named by its heading
 */
record PlanContext(@Nullable String objective, List<Note> notes) {
  /** Section → its known fields. */
  private static final Map<String, Set<String>> READ =
      Map.of(
          Names.OBJECTIVE, Set.of("objective"),
          Names.SNAPSHOT, Set.of("planning branch", "base branch"),
          Names.BEHAVIOR, Set.of(),
          Names.BRANCH, Set.of("execution branch", "planning branch", "base branch"),
          Names.SCOPE, Set.of(Names.INCLUDE, Names.EXCLUDE),
          Names.HANDOFF, Set.of("execution mode", "steps", "block grouping", "stop conditions"),
          Names.QUESTIONS, Set.of());

  private static final List<String> ORDER =
      List.of(
          Names.OBJECTIVE,
          Names.SNAPSHOT,
          Names.BEHAVIOR,
          Names.BLOCKS,
          Names.BRANCH,
          Names.SCOPE,
          Names.HANDOFF,
          Names.QUESTIONS);

  PlanContext {
    notes = List.copyOf(notes);
  }

  /**
   * Reads the sections of a plan.
   *
   * @param outside the text outside of blocks in their section
   */
  static PlanContext of(Reading reading, Sections sections, Part root, List<Piece> outside) {
    List<Note> notes = new ArrayList<>();
    String objective = null;
    List<String> keys = new ArrayList<>(ORDER);
    reading.names().required().keySet().stream().filter(k -> !keys.contains(k)).forEach(keys::add);
    for (String key : keys) {
      Part part = sections.get(key).orElse(null);
      if (part != null) {
        List<Piece> pieces =
            key.equals(Names.BLOCKS)
                ? outside
                : unread(reading, part, READ.getOrDefault(key, Set.of()));
        if (key.equals(Names.OBJECTIVE)) {
          objective = firstText(pieces);
        }
        add(notes, part, pieces);
      }
    }
    addOthers(notes, reading.names(), root);
    return new PlanContext(objective, notes);
  }

  /** Adds the headings of other sections, which are too long for every brief. */
  @SuppressWarnings("ReferenceEquality") // the same part, not an equal one
  private static void addOthers(List<Note> notes, Names names, Part root) {
    List<Part> all = new ArrayList<>();
    for (int i = 0; i < root.parts().size(); i++) {
      Part part = root.parts().get(i);
      all.addAll(i == 0 && part.level() == 1 ? part.parts() : List.of(part));
    }
    all.removeIf(
        part ->
            part.opaque()
                || names.isSection(part.key())
                || StatusWords.isName(part.key())
                || StatusWords.HEADERS.contains(part.key()));
    if (!all.isEmpty()) {
      List<String> headings = all.stream().map(part -> "- " + part.heading().plain()).toList();
      notes.add(
          new Note(
              "Other sections of the plan",
              "Read these in the plan itself:\n\n" + String.join("\n", headings),
              all.get(0).heading().where()));
    }
  }

  private static List<Piece> unread(Reading reading, Part part, Set<String> read) {
    PieceReader reader = new PieceReader(reading.names(), read::contains);
    List<Piece> pieces = new ArrayList<>(reader.of(part.body()));
    for (Part child : part.parts()) {
      if (!child.opaque()) {
        pieces.addAll(reader.ofHeading(child));
      }
    }
    pieces.removeIf(Piece.Known.class::isInstance);
    return pieces;
  }

  private static @Nullable String firstText(List<Piece> pieces) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text) {
        Content content = text.content();
        if (content instanceof Para para) {
          return para.prose().text();
        }
        if (content instanceof Items items) {
          return Checkbox.drop(items.items().get(0).prose()).text();
        }
      }
    }
    return null;
  }

  private static void add(List<Note> notes, Part part, List<Piece> pieces) {
    List<Content> contents = new ArrayList<>();
    pieces.forEach(piece -> contents.addAll(piece.source()));
    String text = ContentText.of(contents);
    if (!text.isBlank()) {
      notes.add(new Note(part.heading().plain(), text, part.heading().where()));
    }
  }
}
