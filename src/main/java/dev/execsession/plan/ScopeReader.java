package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses a list of a scope: patterns with notes, and entries in words. */
final class ScopeReader {
  /** The patterns of a list, and its entries in words. */
  record Entries(List<ScopeEntry> patterns, List<HumanGuard> words, boolean broken) {}

  private static final Pattern DELIMITER = Pattern.compile(" \\(|（| [—–-] |: ");
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_@+][\\p{L}\\p{N}._@+-]*");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;&+]*(?:and)?[\\s,;&+]*");
  private static final Set<String> PLAIN_FENCES = Set.of("", "text", "txt", "plain", "gitignore");
  private static final Set<String> NOTHING = Set.of("none", "nothing", "n/a", "-", "—");

  private final Reading reading;
  private final FieldReader fields;
  private final boolean include;
  private final List<ScopeEntry> patterns = new ArrayList<>();
  private final List<HumanGuard> words = new ArrayList<>();
  private final List<SourceSpan> withoutPath = new ArrayList<>();
  private boolean broken;

  private ScopeReader(Reading reading, boolean include) {
    this.reading = reading;
    this.fields = new FieldReader(reading.names());
    this.include = include;
  }

  /** Parses an include or exclude. */
  static Entries read(Reading reading, Field field, boolean include) {
    ScopeReader reader = new ScopeReader(reading, include);
    if (!field.value().isBlank()) {
      reader.addInline(field.value(), !field.more().isEmpty());
    }
    reader.add(field.more());
    return reader.entries(false);
  }

  /**
   * Parses the files of a block without an include: lists below {@code Files}, and items such as
   * {@code - Modify: `src/A.java`}.
   */
  static Entries readFiles(Reading reading, List<Field> files) {
    ScopeReader reader = new ScopeReader(reading, true);
    for (Field field : files) {
      if (!ScopeWords.READ_WORDS.contains(field.key())) {
        if (!field.value().isBlank()) {
          reader.addInline(reader.withoutFileWord(field.value()), !field.more().isEmpty());
        }
        reader.add(field.more());
      }
    }
    return reader.entries(true);
  }

  /** Warns about entries without a path, unless an error reports that the list has none. */
  private Entries entries(boolean alone) {
    if (alone && patterns.isEmpty()) {
      return new Entries(List.of(), List.copyOf(words), broken);
    }
    if (!patterns.isEmpty()) {
      for (SourceSpan where : withoutPath) {
        reading.warning(
            ProblemCode.PLAN_SCOPE_GRANTS_NOTHING,
            where,
            "this include names no path and grants nothing",
            "name the path in backticks, as in `src/main/**`");
      }
    }
    return new Entries(List.copyOf(patterns), List.copyOf(words), broken);
  }

  private void add(List<Content> contents) {
    boolean forbidden = false;
    for (Content content : contents) {
      boolean label = content instanceof Content.Title || content instanceof Para;
      forbidden = label ? include && ScopeWords.forbids(content) : forbidden;
      if (forbidden) {
        if (label) {
          refuse(content.where(), "this part of the include forbids changes");
        }
        continue;
      }
      if (content instanceof Items items) {
        items.items().forEach(this::add);
      } else if (content instanceof Para para && para.prose().text().startsWith("|")) {
        unread(para.where(), "a table is not supported here");
      } else if (content instanceof Fence fence) {
        addFence(fence);
      } else if (content instanceof Para para) {
        addInline(para.prose(), true);
      } else if (content instanceof Content.Quote quote) {
        add(quote.contents());
      }
    }
  }

  private void add(Item item) {
    Prose written = Checkbox.drop(item.prose());
    if (include
        && fields.split(written).filter(f -> ScopeWords.READ_WORDS.contains(f.key())).isPresent()) {
      return;
    }
    if (include && !item.more().isEmpty() && ScopeWords.forbids(written.plain())) {
      refuse(item.where(), "this part of the include forbids changes");
      return;
    }
    Prose prose = withoutFileWord(written);
    if (!prose.isBlank()) {
      boolean label = !item.more().isEmpty() && (include || endsWithColon(prose.text()));
      if (!addPatterns(prose) && !label) {
        noPattern(prose.text(), prose.where());
      }
    }
    add(item.more());
  }

  /** Removes {@code Modify:} and the like from an include. */
  private Prose withoutFileWord(Prose prose) {
    return include
        ? fields
            .split(prose)
            .filter(field -> ScopeWords.FILE_WORDS.contains(field.key()))
            .map(Field::value)
            .orElseGet(() -> ScopeWords.withoutVerb(prose))
        : prose;
  }

  private void refuse(SourceSpan where, String message) {
    broken = true;
    reading.error(ProblemCode.PLAN_SCOPE_ENTRY, where, message, "move it below `### Exclude`");
  }

  private void unread(SourceSpan where, String message) {
    broken = true;
    reading.error(
        ProblemCode.PLAN_SCOPE_ENTRY, where, message, "write a list with one path per item");
  }

  private static boolean endsWithColon(String text) {
    return text.replace("*", "").stripTrailing().matches("(?s).*[:：]");
  }

  /** Parses a value on the field's line, or a paragraph, which may introduce a list. */
  private void addInline(Prose prose, boolean mayIntroduce) {
    // A path in a sentence may be a warning and must not be granted.
    boolean sentence = include && !prose.codes().isEmpty() && prose.codes().get(0).start() > 0;
    if (!sentence && (addPatterns(prose) || addPlainList(prose))) {
      return;
    }
    if (!(mayIntroduce && (include || endsWithColon(prose.text())))) {
      noPattern(prose.text(), prose.where());
    }
  }

  private boolean addPlainList(Prose prose) {
    List<Prose> tokens = new ArrayList<>();
    Matcher token = Pattern.compile("[^\\s,]+").matcher(prose.text());
    while (token.find()) {
      tokens.add(prose.cut(token.start(), token.end()));
    }
    boolean paths =
        prose.text().indexOf(',') > 0
            && tokens.stream().allMatch(t -> ScopePattern.isPath(t.text()));
    if (paths && prose.text().split(",", -1).length == tokens.size()) {
      tokens.forEach(t -> addPattern(t.text(), null, t.where()));
      return true;
    }
    return false;
  }

  /** Adds the patterns of an entry; returns whether there was one, valid or not. */
  private boolean addPatterns(Prose prose) {
    if (saysNothing(prose.text())) {
      return false;
    }
    // Ignores emphasis or a link around the whole entry.
    boolean marked =
        prose.marks().stream().anyMatch(m -> m.start() == 0 && m.end() == prose.length());
    String seen = marked ? prose.plain() : prose.text();
    if (prose.codes().isEmpty() && TOKEN.matcher(seen).matches() && ScopePattern.isPath(seen)) {
      addPattern(seen, null, prose.where());
      return true;
    }
    int delimiter = delimiter(prose);
    List<CodeSpan> spans = new ArrayList<>();
    boolean leading = true;
    int last = 0;
    for (CodeSpan code : prose.codes()) {
      if (code.start() >= delimiter) {
        break;
      }
      String before = prose.text().substring(last, code.start());
      leading &= BETWEEN.matcher(before).matches();
      if (!leading && ScopeWords.turns(before)) {
        return turned(prose, !spans.isEmpty());
      }
      if (include && !leading && ScopeWords.mentions(before)) {
        break;
      }
      if (ScopePattern.isPath(code.text()) || (leading && NAME.matcher(code.text()).matches())) {
        spans.add(code);
        last = code.end();
      }
    }
    if (spans.isEmpty()) {
      return placeholderEntry(prose);
    }
    String note = note(prose.text().substring(last));
    if (include && note != null && ScopeWords.forbids(note)) {
      refuse(prose.where(), "this include forbids changes");
      return true;
    }
    spans.forEach(span -> addPattern(span.text(), note, span.where()));
    return true;
  }

  /**
   * Handles an entry such as "all but this": an error in an include; a human guard in an exclude,
   * because it cannot be written as patterns.
   */
  private boolean turned(Prose prose, boolean afterPath) {
    if (include) {
      refuse(
          prose.where(),
          afterPath
              ? "this include names a path that may not change"
              : "this include forbids changes");
    } else {
      words.add(new HumanGuard(prose.text(), prose.where()));
    }
    return true;
  }

  private boolean placeholderEntry(Prose prose) {
    String seen = prose.plain();
    if (!Placeholder.isBlankOrPlaceholder(seen)) {
      return false;
    }
    addPattern(seen.contains("<") ? seen : "<" + seen + ">", null, prose.where());
    return true;
  }

  private static int delimiter(Prose prose) {
    Matcher delimiter = DELIMITER.matcher(prose.text());
    while (delimiter.find()) {
      if (!prose.isInCode(delimiter.start())) {
        return delimiter.start();
      }
    }
    return prose.length();
  }

  private static @Nullable String note(String rest) {
    String note = rest.strip().replaceFirst("^(?:[—–:,-]\\s*)+", "").strip();
    if (note.length() >= 2 && "(（".indexOf(note.charAt(0)) >= 0 && closesAtEnd(note)) {
      note = note.substring(1, note.length() - 1).strip();
    }
    return note.isEmpty() || note.equals(".") ? null : note;
  }

  private static boolean closesAtEnd(String note) {
    int depth = 0;
    for (int i = 0; i < note.length(); i++) {
      depth += "(（".indexOf(note.charAt(i)) >= 0 ? 1 : 0;
      depth -= ")）".indexOf(note.charAt(i)) >= 0 ? 1 : 0;
      if (depth == 0) {
        return i == note.length() - 1;
      }
    }
    return false;
  }

  private void addFence(Fence fence) {
    if (!PLAIN_FENCES.contains(fence.info())) {
      unread(fence.where(), "a fence tagged `" + fence.info() + "` is not supported here");
      return;
    }
    String[] lines = fence.text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      SourceSpan where = reading.text().lineSpan(fence.firstLine() + i);
      String first = line.split("\\s", 2)[0];
      if (ScopePattern.isPath(first) || (first.equals(line) && NAME.matcher(line).matches())) {
        addPattern(first, note(line.substring(first.length()).replaceFirst("^\\s*#", "")), where);
      } else {
        noPattern(line, where);
      }
    }
  }

  private void addPattern(String written, @Nullable String note, SourceSpan where) {
    String list = include ? "include" : "exclude";
    ScopePattern normalized = ScopePattern.of(written);
    String pattern = normalized.pattern();
    if (pattern == null) {
      broken = true;
      reading.error(
          ProblemCode.PLAN_SCOPE_ENTRY,
          where,
          list + " `" + written + "` " + normalized.reason(),
          normalized.hint());
      return;
    }
    if (ScopePattern.hasBraces(pattern)) {
      reading.warning(
          ProblemCode.PLAN_SCOPE_ENTRY,
          where,
          list + " `" + written + "` has braces, which are literal in a pattern",
          "write one entry for each alternative");
    }
    patterns.add(new ScopeEntry(pattern, note, where));
  }

  private void noPattern(String text, SourceSpan where) {
    if (saysNothing(text)) {
      return;
    }
    if (include) {
      withoutPath.add(where);
    } else {
      words.add(new HumanGuard(text, where));
    }
  }

  private static boolean saysNothing(String text) {
    return NOTHING.contains(SectionKey.fold(SectionKey.tidy(text)).replaceAll("[.`*]", ""));
  }
}
