package dev.execsession.plan;

import dev.execsession.plan.Content.Fence;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Prose.Kind;
import dev.execsession.plan.Prose.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds fields at the start of lines and items, in quotes, and as headings. */
public record FieldReader(Names names) {
  private static final Pattern PLAIN =
      Pattern.compile("^([\\p{L}][^:：`*\\n.;!?]{0,60}?)\\s?(?::(?=\\s|$)|：)");
  private static final Pattern NEXT_FIELD =
      Pattern.compile(" \\| (?=\\*\\*[^*]{1,60}(?:[:：]\\*\\*|\\*\\*[:：]))");

  /** Returns the fields of a part, including its sub-headings. */
  public List<Field> of(Part part) {
    List<Field> fields = new ArrayList<>(of(part.body()));
    for (Part child : part.parts()) {
      if (!child.opaque()) {
        fields.add(ofHeading(child));
      }
    }
    return fields;
  }

  /** Returns a heading as a field whose value is the first paragraph. */
  Field ofHeading(Part part) {
    List<Content> body = part.contents();
    Prose value = part.heading().none();
    if (!body.isEmpty() && body.get(0) instanceof Para first) {
      value = first.prose();
      body = body.subList(1, body.size());
    }
    return new Field(part.heading().plain(), part.key(), value, body, part.heading().where());
  }

  /** Returns the fields in order. */
  public List<Field> of(List<Content> contents) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      Content content = contents.get(i);
      if (content instanceof Para para) {
        List<Content> more = new ArrayList<>();
        int ahead = i + 1;
        while (ahead < contents.size()
            && (contents.get(ahead) instanceof Items || contents.get(ahead) instanceof Fence)) {
          more.add(contents.get(ahead++));
        }
        List<Field> found = ofProse(para.prose(), more);
        fields.addAll(found);
        if (!found.isEmpty() && !found.get(found.size() - 1).more().isEmpty()) {
          i = ahead - 1;
        }
      } else if (content instanceof Items items) {
        items.items().forEach(item -> fields.addAll(of(item)));
      } else if (content instanceof Quote quote) {
        for (Content inner : quote.contents()) {
          if (inner instanceof Para para) {
            fields.addAll(ofProse(para.prose(), List.of()));
          }
        }
      }
    }
    return fields;
  }

  /** Returns the fields of an item; nested content belongs to the last one. */
  public List<Field> of(Item item) {
    return ofProse(Checkbox.drop(item.prose()), item.more(), true);
  }

  private List<Field> ofProse(Prose prose, List<Content> more) {
    return ofProse(prose, more, false);
  }

  private List<Field> ofProse(Prose prose, List<Content> more, boolean nested) {
    List<Integer> starts = new ArrayList<>();
    List<Integer> lines = prose.lineStarts();
    for (int i = 0; i < lines.size(); i++) {
      int line = lines.get(i);
      int end = i + 1 < lines.size() ? lines.get(i + 1) : prose.length();
      if (!prose.isInCode(line) && opens(prose, line, end)) {
        starts.add(line);
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i == starts.size() - 1;
      int end = last ? prose.length() : starts.get(i + 1);
      Prose own = prose.cut(starts.get(i), end);
      split(own)
          .map(field -> last && (nested || field.value().isBlank()) ? field.with(more) : field)
          .ifPresent(fields::add);
    }
    return fields;
  }

  /** Returns whether a line starts a field; stricter within a paragraph. */
  boolean opens(Prose prose, int line, int end) {
    Optional<Field> field = split(line == 0 ? prose : prose.cut(line, end));
    if (field.isEmpty()) {
      return false;
    }
    String name = field.get().name();
    return line == 0
        || prose.text().startsWith("**", line)
        || prose.text().startsWith("__", line)
        || (!Character.isLowerCase(name.codePointAt(0)) && name.split("\\s", -1).length <= 3)
        || field.get().key().equals("status");
  }

  /** Parses name and value of a field at the start of a text. */
  public Optional<Field> split(Prose prose) {
    int nameEnd;
    int valueStart;
    Prose name;
    if (!prose.marks().isEmpty()
        && prose.marks().get(0).kind() == Kind.STRONG
        && prose.marks().get(0).start() == 0) {
      Mark strong = prose.marks().get(0);
      nameEnd = strong.innerEnd();
      name = prose.cut(strong.innerStart(), nameEnd);
      valueStart = strong.end();
      boolean colonInside = name.text().endsWith(":") || name.text().endsWith("：");
      if (!colonInside) {
        int colon = colon(prose.text(), valueStart);
        if (colon < 0) {
          return Optional.empty();
        }
        valueStart = colon + 1;
      }
    } else {
      if (prose.text().indexOf(':') < 0 && prose.text().indexOf('：') < 0) {
        return Optional.empty();
      }
      Matcher plain = PLAIN.matcher(prose.text());
      if (!plain.find()) {
        return Optional.empty();
      }
      nameEnd = plain.end(1);
      name = prose.cut(0, nameEnd);
      valueStart = plain.end();
    }
    String seen = SectionKey.tidy(name.plain());
    if (seen.endsWith(":")) {
      seen = seen.substring(0, seen.length() - 1).stripTrailing();
    }
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Prose value = prose.cut(valueStart);
    if (value.text().contains(" | **")) {
      Matcher next = NEXT_FIELD.matcher(value.text());
      if (next.find()) {
        value = value.cut(0, next.start());
      }
    }
    return Optional.of(new Field(seen, names.key(name), value, List.of(), name.where()));
  }

  /** Returns the index of a colon here or after one blank, or -1. */
  private static int colon(String text, int from) {
    int at = from < text.length() && text.charAt(from) <= ' ' ? from + 1 : from;
    return at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '：') ? at : -1;
  }
}
