package dev.execsession.dialect;

import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Field;
import dev.execsession.plan.FieldReader;
import dev.execsession.plan.Prose;
import dev.execsession.plan.Prose.CodeSpan;
import dev.execsession.plan.ScopePattern;
import dev.execsession.plan.ScopeWords;
import dev.execsession.plan.SectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a list of files: items, lines of text fences, and rows of tables. Only paths
 * at the start of an entry count.
 */
final class ScopeEntries {
  /** An entry: its paths, which may be none, and the words after them. */
  record Entry(List<String> paths, @Nullable String note, String text, int line) {
    Entry {
      paths = List.copyOf(paths);
    }
  }

  private static final Pattern BETWEEN =
      Pattern.compile("[\\s,;&+、と和及]*(?:(?:and|→|->)[\\s,;&+]*)?");
  private static final Pattern NAME = Pattern.compile("[\\w@+.-]+");
  private static final Set<String> PLAIN_FENCES = Set.of("", "text", "txt", "plain", "gitignore");

  private final FieldReader fields;
  private final List<Entry> entries = new ArrayList<>();

  private ScopeEntries(FieldReader fields) {
    this.fields = fields;
  }

  static List<Entry> of(List<Content> contents, FieldReader fields) {
    ScopeEntries reader = new ScopeEntries(fields);
    contents.forEach(reader::add);
    return List.copyOf(reader.entries);
  }

  static Entry of(Prose prose, FieldReader fields) {
    return new ScopeEntries(fields).entry(prose);
  }

  private void add(Content content) {
    if (content instanceof Items items) {
      for (Item item : items.items()) {
        Prose prose = Checkbox.drop(item.prose());
        if (!prose.isBlank() && !isLabel(item) && !isOnlyRead(prose)) {
          entries.add(entry(prose));
        }
        item.more().stream().filter(Items.class::isInstance).forEach(this::add);
      }
    } else if (content instanceof Fence fence && PLAIN_FENCES.contains(fence.info())) {
      addLines(fence);
    } else if (content instanceof Para para && para.prose().text().startsWith("|")) {
      addRows(para.prose());
    } else if (content instanceof Para para) {
      entries.add(entry(para.prose()));
    }
  }

  private Entry entry(Prose written) {
    int line = written.where().line();
    Optional<Field> label = fields.split(written);
    boolean verb = label.filter(f -> isFileWord(f.key())).isPresent();
    Prose prose = verb ? label.orElseThrow().value() : written;
    List<String> paths = new ArrayList<>();
    int last = 0;
    for (CodeSpan code : prose.codes()) {
      String between = prose.text().substring(last, code.start());
      boolean path = ScopePattern.isPath(code.text()) || NAME.matcher(code.text()).matches();
      if (!BETWEEN.matcher(between).matches() || !path) {
        break;
      }
      paths.add(code.text());
      last = code.end();
    }
    if (paths.isEmpty()) {
      String bare = prose.plain();
      boolean alone = ScopePattern.isPath(bare) && !bare.contains(" ") && prose.codes().isEmpty();
      return new Entry(alone ? List.of(bare) : List.of(), null, written.text(), line);
    }
    String note = note(prose.text().substring(last));
    boolean forbids = note != null && (ScopeWords.forbids(note) || ScopeWords.turns(note));
    return new Entry(forbids ? List.of() : paths, note, written.text(), line);
  }

  /** Returns whether a text is a verb for files, or several: {@code Create/Modify}. */
  private static boolean isFileWord(String key) {
    return List.of(key.split("\\s*(?:[/,&+]|\\bor\\b|\\band\\b)\\s*", -1)).stream()
        .allMatch(ScopeWords.FILE_WORDS::contains);
  }

  private boolean isOnlyRead(Prose prose) {
    return fields.split(prose).filter(f -> ScopeWords.READ_WORDS.contains(f.key())).isPresent();
  }

  private static boolean isLabel(Item item) {
    String plain = item.prose().plain();
    return !item.more().isEmpty()
        && (plain.endsWith(":") || plain.endsWith("：") || !plain.contains("/"));
  }

  private static @Nullable String note(String rest) {
    String note = rest.strip().replaceFirst("^(?:[—–:,-]\\s*)+", "").strip();
    if (note.matches("[(（][^()（）]*[)）]")) {
      note = note.substring(1, note.length() - 1).strip();
    }
    return note.isEmpty() || note.equals(".") ? null : note;
  }

  private void addLines(Fence fence) {
    String[] lines = fence.text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String first = line.split("[\\s（]", 2)[0];
        String note = note(line.substring(first.length()).replaceFirst("^\\s*#", ""));
        boolean path =
            ScopePattern.isPath(first) || (first.equals(line) && NAME.matcher(line).matches());
        boolean forbids = note != null && (ScopeWords.forbids(note) || ScopeWords.turns(note));
        entries.add(
            new Entry(
                path && !forbids ? List.of(first) : List.of(), note, line, fence.firstLine() + i));
      }
    }
  }

  /** Reads rows whose first cell is a path; other cells that forbid or only read grant nothing. */
  private void addRows(Prose table) {
    for (Prose line : Passages.linesOf(table)) {
      String row = line.text();
      String[] cells = row.replaceFirst("^\\|", "").split("\\|", -1);
      String first = cells[0].strip();
      Matcher code = Pattern.compile("`([^`]+)`").matcher(first);
      String path = code.matches() ? code.group(1) : first;
      if (ScopePattern.isPath(path) && !path.contains(" ") && !path.matches("[:.-]+")) {
        boolean granted = true;
        for (int i = 1; i < cells.length; i++) {
          String key = SectionKey.of(cells[i]);
          granted &= !ScopeWords.forbids(key) && !ScopeWords.READ_WORDS.contains(key);
        }
        entries.add(new Entry(granted ? List.of(path) : List.of(), null, row, line.where().line()));
      }
    }
  }
}
