package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a block outside of known fields, which goes into the brief with a warning. */
final class BlockNotes {
  private static final int MOST_NAMES = 5;

  private BlockNotes() {}

  /**
   * Returns the notes in order.
   *
   * @param stepsElsewhere whether the steps are not from the block's text
   */
  static List<Note> of(BlockText text, StepReader.Steps steps, boolean stepsElsewhere) {
    List<Note> notes = new ArrayList<>();
    List<Content> files = new ArrayList<>();
    for (Piece piece : text.files()) {
      files.addAll(piece instanceof Piece.Known known ? known.field().contents() : piece.source());
    }
    addNote(notes, "Files", files);
    addNote(notes, "", steps.before());
    if (stepsElsewhere) {
      addNote(notes, "", text.stepContents());
    }
    for (Piece piece : text.rest()) {
      if (piece instanceof Piece.Text) {
        addNote(notes, "", piece.source());
      } else {
        notes.add(new Note(name(piece), ContentText.of(field(piece).contents()), where(piece)));
      }
    }
    return notes;
  }

  private static void addNote(List<Note> notes, String name, List<Content> contents) {
    String text = ContentText.of(contents);
    if (!text.isBlank()) {
      notes.add(new Note(name, text, contents.get(0).where()));
    }
  }

  /** Warns about text that only goes into the brief. */
  static void report(Reading reading, BlockDraft draft, BlockText text) {
    if (text.rest().isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    Optional<String> meant = Optional.empty();
    for (Piece piece : text.rest()) {
      String name = name(piece);
      names.add(name.isEmpty() ? "the text on line " + where(piece).line() : "`" + name + "`");
      if (piece instanceof Piece.Other other && meant.isEmpty()) {
        meant = Recognizer.nearest(other.field().key(), BlockFinder.FIELDS);
        String wanted = meant.map(Recognizer::titleCase).orElse("");
        meant = meant.map(near -> "did you mean `" + wanted + "` for `" + name + "`?");
      }
    }
    boolean one = names.size() == 1;
    reading.warning(
        ProblemCode.PLAN_TEXT_TO_BRIEF,
        where(text.rest().get(0)),
        draft.name()
            + ": "
            + listed(names)
            + (one ? " is not a field; it goes" : " are not fields; they go")
            + " into the brief as written",
        meant.orElse("nothing to do, unless it was meant as a field such as `Goal` or `Steps`"));
  }

  private static String listed(List<String> names) {
    if (names.size() > MOST_NAMES) {
      int more = names.size() - MOST_NAMES + 1;
      return String.join(", ", names.subList(0, MOST_NAMES - 1)) + " and " + more + " others";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String name(Piece piece) {
    return piece instanceof Piece.Text ? "" : field(piece).name();
  }

  static Field field(Piece piece) {
    return piece instanceof Piece.Known known ? known.field() : ((Piece.Other) piece).field();
  }

  private static SourceSpan where(Piece piece) {
    return piece instanceof Piece.Text ? piece.source().get(0).where() : field(piece).nameWhere();
  }
}
