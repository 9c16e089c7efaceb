package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named value: {@code **Goal:** text}, {@code - Steps:} with a list, or a heading with a
 * paragraph.
 *
 * @param name without Markdown
 * @param value the rest of the paragraph or item; may be empty
 * @param more its lists and fences
 * @param nameWhere the name's position
 */
public record Field(
    String name, String key, Prose value, List<Content> more, SourceSpan nameWhere) {
  public Field {
    more = List.copyOf(more);
  }

  /** Returns the field with other contents after its value. */
  Field with(List<Content> contents) {
    return new Field(name, key, value, contents, nameWhere);
  }

  /** Returns everything after the name. */
  public List<Content> contents() {
    List<Content> contents = new ArrayList<>();
    if (!value.isBlank()) {
      contents.add(new Content.Para(value));
    }
    contents.addAll(more);
    return contents;
  }

  /** Returns the position of the value, or of the name when it is empty. */
  SourceSpan where() {
    return value.isBlank() ? nameWhere : value.where();
  }

  boolean isBlank() {
    return value.isBlank() && more.isEmpty();
  }

  /** Returns whether the field is empty, a placeholder, or a list of choices. */
  boolean isUnset() {
    return more.isEmpty() && (value.isBlank() || Placeholder.isUnset(value.plain()));
  }

  @Nullable String text() {
    return value.isBlank() || Placeholder.isUnset(value.plain()) ? null : value.text();
  }

  /** Returns the first code span, or else the first word without trailing punctuation. */
  @Nullable String firstToken() {
    if (value.isBlank() || Placeholder.isUnset(value.plain())) {
      return null;
    }
    List<Prose.CodeSpan> codes = value.codes();
    String token = codes.isEmpty() ? value.plain().split("\\s", 2)[0] : codes.get(0).text();
    String bare = codes.isEmpty() ? token.replaceFirst("[,;.]+$", "") : token;
    return Placeholder.isUnset(bare) ? null : bare;
  }

  /** Returns the text and the items of lists. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    String own = text();
    if (own != null) {
      texts.add(own);
    }
    for (Content content : more) {
      if (content instanceof Content.Items items) {
        items.items().forEach(item -> addText(Checkbox.drop(item.prose()), item.more(), texts));
      } else {
        addText(value.none(), List.of(content), texts);
      }
    }
    return texts;
  }

  private static void addText(Prose prose, List<Content> more, List<String> texts) {
    List<String> lines = new ArrayList<>(ContentText.lines(more));
    if (!Placeholder.isBlankOrPlaceholder(prose.text())) {
      lines.add(0, prose.text());
    }
    if (!lines.isEmpty()) {
      texts.add(String.join("\n", lines));
    }
  }
}
