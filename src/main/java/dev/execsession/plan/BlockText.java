package dev.execsession.plan;

import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a block outside of known fields: goal and steps without a field, files, and the
 * rest, which goes into the brief as written.
 */
final class BlockText {
  /** Names below which list items are steps. */
  private static final Set<String> WORK =
      WordList.of(
          "task|tasks|task list|implementation|implementation steps|work|actions|to do|"
              + "todo|what to do|changes");

  private final List<Field> fields = new ArrayList<>();
  private final List<Piece> files = new ArrayList<>();
  private final List<Piece> rest = new ArrayList<>();
  private final List<Content> stepContents = new ArrayList<>();
  private @Nullable String goal;

  private BlockText() {}

  /** Reads the pieces of a block in order. */
  static BlockText of(List<Piece> pieces) {
    BlockText text = new BlockText();
    boolean steps = pieces.stream().anyMatch(piece -> isKnown(piece, "steps") && !isBlank(piece));
    boolean include = pieces.stream().anyMatch(piece -> isKnown(piece, Names.INCLUDE));
    boolean inStep = false;
    for (Piece piece : pieces) {
      boolean opens = !steps && opensStep(piece);
      inStep |= opens;
      if (opens || (inStep && isDetail(piece))) {
        text.stepContents.addAll(piece.source());
      } else if (piece instanceof Piece.Known known) {
        text.addKnown(known, include);
      } else if (!include && piece instanceof Piece.Other other && namesFile(other.field())) {
        text.files.add(piece);
      } else {
        text.rest.add(piece);
      }
    }
    if (pieces.stream().noneMatch(piece -> isKnown(piece, "goal") && !isUnset(piece))) {
      text.takeGoal();
    }
    if (!steps && text.stepContents.isEmpty()) {
      text.takeSteps();
    }
    return text;
  }

  /** Returns the known fields in order. */
  List<Field> fields() {
    return List.copyOf(fields);
  }

  /** Returns fields and items that name files, when the block has no {@code Include}. */
  List<Piece> files() {
    return List.copyOf(files);
  }

  /** Returns the first paragraph, when there is no goal field. */
  @Nullable String goal() {
    return goal;
  }

  /** Returns the content with the steps, when there is no steps field. */
  List<Content> stepContents() {
    return List.copyOf(stepContents);
  }

  /** Returns everything else. */
  List<Piece> rest() {
    return List.copyOf(rest);
  }

  private void addKnown(Piece.Known known, boolean include) {
    if (!known.field().key().equals("files")) {
      fields.add(known.field());
    } else if (include) {
      rest.add(known);
    } else {
      files.add(known);
    }
  }

  private static boolean isKnown(Piece piece, String key) {
    return piece instanceof Piece.Known known && known.field().key().equals(key);
  }

  private static boolean isBlank(Piece piece) {
    return piece instanceof Piece.Known known && known.field().isBlank();
  }

  private static boolean isUnset(Piece piece) {
    return piece instanceof Piece.Known known && known.field().texts().isEmpty();
  }

  private static boolean opensStep(Piece piece) {
    if (piece instanceof Piece.Other other) {
      return StepReader.isNumbered(other.field().name());
    }
    return piece instanceof Piece.Text text && StepReader.opensByNumber(text.content());
  }

  /** After {@code Step 1: …} all text and fields without emphasis belong to that step. */
  private static boolean isDetail(Piece piece) {
    return !(piece instanceof Piece.Known)
        || (piece.source().get(0) instanceof Para para && !para.prose().text().startsWith("**"));
  }

  private static boolean namesFile(Field field) {
    return ScopeWords.FILE_WORDS.contains(field.key())
        && !field.value().codes().isEmpty()
        && field.value().codes().get(0).start() == 0
        && ScopePattern.isPath(field.value().codes().get(0).text())
        && !field.value().codes().get(0).text().contains(" ");
  }

  private void takeGoal() {
    Optional<Piece> first =
        rest.stream()
            .filter(piece -> piece instanceof Piece.Text text && text.content() instanceof Para)
            .findFirst();
    if (first.isPresent()) {
      goal = ContentText.of(first.get().source()).replace('\n', ' ');
      rest.remove(first.get());
    }
  }

  /** Takes the lists of the block, or else the ordered ones below its headings. */
  private void takeSteps() {
    int from = indexOfList(0, 1);
    if (from < 0) {
      takeStepsBelowNames();
      return;
    }
    int to = indexOfList(rest.size() - 1, -1);
    from -= from > 0 && introduces(rest.get(from - 1)) ? 1 : 0;
    List<Piece> steps = rest.subList(from, to + 1);
    steps.forEach(piece -> stepContents.addAll(piece.source()));
    steps.clear();
  }

  /** Returns whether a piece is a label of the following list, such as {@code Tasks:}. */
  private static boolean introduces(Piece piece) {
    return piece instanceof Piece.Text text
        && text.content() instanceof Para para
        && CheckReader.endsWithColon(para.prose());
  }

  private int indexOfList(int from, int direction) {
    for (int i = from; i >= 0 && i < rest.size(); i += direction) {
      if (rest.get(i) instanceof Piece.Text text && text.content() instanceof Items) {
        return i;
      }
    }
    return -1;
  }

  private void takeStepsBelowNames() {
    for (Piece piece : List.copyOf(rest)) {
      if (piece instanceof Piece.Other other) {
        takeTasks(other);
      }
    }
  }

  private void takeTasks(Piece.Other other) {
    boolean work = WORK.contains(other.field().key());
    List<Content> lists =
        other.field().more().stream()
            .filter(content -> work ? content instanceof Items : isTaskList(content))
            .toList();
    if (lists.isEmpty()) {
      return;
    }
    stepContents.addAll(lists);
    List<Content> kept = new ArrayList<>(other.field().more());
    kept.removeAll(lists);
    Field field = other.field().with(kept);
    int place = rest.indexOf(other);
    rest.remove(place);
    if (!field.isBlank()) {
      rest.add(place, new Piece.Other(field, other.source()));
    }
  }

  private static boolean isTaskList(Content content) {
    return content instanceof Items items
        && (items.ordered() || items.items().stream().allMatch(item -> Checkbox.has(item.prose())));
  }
}
