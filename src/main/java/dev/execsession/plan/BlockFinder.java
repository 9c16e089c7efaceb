package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the blocks of a section, by heading or by field, each with the content up to the next. */
final class BlockFinder {
  /** Fields with acceptance criteria, which are joined. */
  static final Set<String> ACCEPTANCE =
      WordList.of(
          "acceptance criteria|acceptance|done when|definition of done|verification|verify");

  static final Set<String> FIELDS =
      WordList.of(
          "goal|why now|risks|dependencies|steps|include|exclude|run|checks|"
              + "manual checks|skill|executor|depends on|docs|new dependencies|expect|files");
  private static final Pattern HEADING =
      Pattern.compile(
          "^block\\s+(?<id>[^\\s:(]+)(?:\\s*:\\s*|\\s+[—–-]\\s+|\\s*\\(|$)(?<title>.*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ANY_BLOCK =
      Pattern.compile("^block(?:\\s+\\S*\\d.*|\\s*[:：].*|)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED_ID = Pattern.compile("^[A-Z]{1,3}-?\\d+[a-z]?\\s*[:：—–-].*$");
  private static final Set<String> NO_BLOCKS = Set.of("block id", "block grouping", "blocks");

  private final Reading reading;
  private final PieceReader pieceReader;
  private final List<BlockDraft> drafts = new ArrayList<>();
  private final List<Piece> outside = new ArrayList<>();
  private @Nullable BlockDraft current;

  private BlockFinder(Reading reading) {
    this.reading = reading;
    this.pieceReader =
        new PieceReader(reading.names(), key -> isField(key) || key.equals("block id"));
  }

  /** The blocks of a section, and its content outside of them. */
  record Found(List<BlockDraft> drafts, List<Piece> outside) {
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  static Found find(Reading reading, Part section) {
    BlockFinder finder = new BlockFinder(reading);
    finder.walk(section, section);
    return new Found(List.copyOf(finder.drafts), List.copyOf(finder.outside));
  }

  /** Returns whether a key is a field of a block. */
  static boolean isField(String key) {
    return FIELDS.contains(key) || ACCEPTANCE.contains(key);
  }

  /** Returns whether a heading opens a block. */
  static boolean isBlockHeading(Part part) {
    return part.level() > 0
        && !NO_BLOCKS.contains(part.key())
        && HEADING.matcher(SectionKey.tidy(part.heading().plain())).matches();
  }

  private void walk(Part part, Part section) {
    add(pieceReader.of(part.body()), section);
    for (Part child : part.parts()) {
      if (child.opaque()) {
        continue;
      }
      if (opensBlock(child)) {
        openByHeading(child, seen(child));
        walk(child, section);
      } else {
        walkOther(child, section);
      }
    }
  }

  private void walkOther(Part child, Part section) {
    BlockDraft open = current;
    if (child.key().equals("block id")) {
      add(pieceReader.ofHeading(child), section);
    } else if (holdsBlock(child)) {
      if (open != null && child.level() <= open.level) {
        current = null;
      }
      add(List.of(new Piece.Text(new Content.Title(child.heading()))), section);
      walk(child, section);
    } else if (open != null && (child.level() > open.level || isField(child.key()))) {
      add(pieceReader.ofHeading(child), section);
      open.endLine = Math.max(open.endLine, child.endLine());
    } else {
      if (current != null || !drafts.isEmpty()) {
        reportLikeBlock(child);
      }
      current = null;
      add(pieceReader.ofHeading(child), section);
    }
  }

  /** Reports a heading such as {@code Task 2: Filter} between blocks, which would not run. */
  private void reportLikeBlock(Part part) {
    String seen = seen(part);
    Matcher named = NAMED_ID.matcher(seen);
    String block =
        named.matches()
            ? "### Block " + seen
            : BlockLike.of(part).map(BlockLike::asBlock).orElse(null);
    if (block != null) {
      reading.error(
          ProblemCode.PLAN_BLOCK_ID,
          part.heading().where(),
          "`" + part.heading().plain() + "` is not read as a block: it lacks the word `Block`",
          "write `" + block + "`");
    }
  }

  private static boolean opensBlock(Part part) {
    return !NO_BLOCKS.contains(part.key())
        && (HEADING.matcher(seen(part)).matches() || ANY_BLOCK.matcher(seen(part)).matches());
  }

  private static boolean holdsBlock(Part part) {
    return part.parts().stream()
        .anyMatch(child -> !child.opaque() && (opensBlock(child) || holdsBlock(child)));
  }

  private static String seen(Part part) {
    return SectionKey.tidy(part.heading().plain()).replaceFirst("^[\\d.]+\\s+", "");
  }

  private void add(List<Piece> pieces, Part section) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Known known && known.field().key().equals("block id")) {
        openByField(known.field(), section);
      } else if (current != null) {
        current.pieces.add(piece);
      } else {
        outside.add(piece);
      }
    }
  }

  private void openByHeading(Part part, String seen) {
    Matcher heading = HEADING.matcher(seen);
    String title = "";
    BlockId id = null;
    if (heading.matches()) {
      String bare = heading.group("title").strip();
      boolean inParentheses = seen.endsWith(")") && !bare.contains("(");
      title = inParentheses ? bare.replaceFirst("\\)$", "").strip() : bare;
      id = idOf(heading.group("id"), part.heading().where());
    } else {
      reading.error(
          ProblemCode.PLAN_BLOCK_ID,
          part.heading().where(),
          "heading `" + seen + "` does not say where its id ends and its title starts",
          "write `" + "#".repeat(part.level()) + " Block B01: Title`");
    }
    open(
        new BlockDraft(
            id, title, part.heading().where(), part.level(), part.line(), part.endLine()));
  }

  private void openByField(Field field, Part section) {
    int line = field.nameWhere().line();
    String written = Optional.ofNullable(field.firstToken()).orElse("");
    BlockDraft open = current;
    if (open != null && open.level > 0 && open.pieces.isEmpty() && open.id != null) {
      if (!open.id.value().equals(written)) {
        reading.error(
            ProblemCode.PLAN_BLOCK_ID,
            field.where(),
            open.name() + " is called `" + written + "` here",
            "keep one id: delete this line, or write the same id in the heading");
      }
      return;
    }
    BlockId id = null;
    if (written.isEmpty()) {
      String value = field.value().text();
      reading.error(
          ProblemCode.PLAN_BLOCK_ID,
          field.where(),
          value.isEmpty()
              ? "the block id is empty"
              : "the block id is a placeholder: " + tick(value),
          "write the block's id, as in `- **Block ID:** `B01``");
    } else {
      id = idOf(written, field.where());
    }
    open(new BlockDraft(id, "", field.where(), 0, line, section.endLine()));
    add(pieceReader.of(field.more()), section);
  }

  private static String tick(String value) {
    return value.startsWith("`") ? value : "`" + value + "`";
  }

  private @Nullable BlockId idOf(String written, SourceSpan where) {
    if (BlockId.isId(written) && !Placeholder.isBlankOrPlaceholder(written)) {
      return new BlockId(written);
    }
    reading.error(
        ProblemCode.PLAN_BLOCK_ID,
        where,
        "`" + written + "` is not a block id",
        "use letters, digits, `.`, `_` and `-`, as in `B01`");
    return null;
  }

  private void open(BlockDraft draft) {
    if (!drafts.isEmpty()) {
      BlockDraft last = drafts.get(drafts.size() - 1);
      last.endLine = Math.min(last.endLine, draft.line - 1);
    }
    drafts.add(draft);
    current = draft;
  }
}
