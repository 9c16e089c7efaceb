package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text similar to a status, in another form or position than the status field.
 *
 * @param value without Markdown
 * @param approves whether it is an approval
 * @param decisive whether an unknown value rejects too, as in the head of the plan; further down
 *     {@code Status: 404} may have another meaning
 */
record StatusLike(
    String written, String value, boolean approves, boolean decisive, SourceSpan where) {
  private static final Pattern NAMED =
      Pattern.compile(
          "^(?<name>[\\p{L}][^:：|=]{0,40}?)\\s*(?:[:：=]|\\s[–—-]\\s)\\s*(?<value>.*)$",
          Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\|?\\s*(?<name>[^|]+?)\\s*\\|\\s*(?<value>[^|]+?)\\s*\\|?$");
  private static final Pattern RULE = Pattern.compile("^\\|?[\\s|:-]*-[\\s|:-]*$");
  private static final int LONGEST = 300;
  private static final Pattern YES =
      Pattern.compile("(?:yes|y|true|ok|x|sí|si|ja|by .+|on .+|.*\\d{4}-\\d{2}-\\d{2}.*)");
  private static final Pattern TITLE =
      Pattern.compile(
          "(?:^|[\\[(]|[—–:-]\\s*)(?<word>draft|wip|superseded|completed|obsolete|cancelled|archived)"
              + "\\s*(?:[\\])]|:|$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKED =
      Pattern.compile("^\\W*(?<word>draft|wip|work in progress)\\b\\W*");
  private static final Pattern SEVERAL = Pattern.compile("\\s[·•|]\\s|;\\s");
  private static final Pattern OPEN_BOX =
      Pattern.compile("^\\[ ?\\]\\s*(?:plan )?approved\\b\\W*(?:by .*)?$");

  /**
   * Returns those in the document's head, and in sections other than contract and records.
   *
   * @param front the fields of its front matter
   */
  static List<StatusLike> find(List<Field> front, Part root, Names names) {
    List<StatusLike> found = new ArrayList<>();
    for (Field field : front) {
      String written = field.name() + ": " + field.value().text();
      named(field.name(), field.value().plain(), written, true, field.where())
          .ifPresent(found::add);
    }
    contents(root.body(), true, found);
    for (int i = 0; i < root.parts().size(); i++) {
      Part part = root.parts().get(i);
      boolean title = i == 0 && !names.isSection(part.key()) && !part.opaque();
      if (title) {
        ofTitle(part, found);
        contents(part.body(), true, found);
        part.parts().forEach(child -> section(child, names, found));
      } else {
        section(part, names, found);
      }
    }
    return List.copyOf(found);
  }

  private static void ofTitle(Part title, List<StatusLike> found) {
    Matcher word = TITLE.matcher(SectionKey.tidy(title.heading().plain()));
    if (word.find()) {
      Prose heading = title.heading();
      found.add(new StatusLike(heading.plain(), word.group("word"), false, true, heading.where()));
    }
  }

  private static void section(Part part, Names names, List<StatusLike> found) {
    if (part.opaque() || names.isSection(part.key())) {
      return;
    }
    if (StatusWords.NAMES.contains(part.key())) {
      heading(part, found);
      return;
    }
    contents(part.body(), StatusWords.HEADERS.contains(part.key()), found);
  }

  private static void heading(Part part, List<StatusLike> found) {
    if (!part.body().isEmpty() && part.body().get(0) instanceof Para para) {
      String value = para.prose().plain();
      found.add(new StatusLike(value, value, false, true, para.where()));
    } else {
      contents(part.body(), true, found);
    }
  }

  private static void contents(List<Content> contents, boolean decisive, List<StatusLike> found) {
    for (Content content : contents) {
      if (content instanceof Para para) {
        lines(para.prose(), decisive, found);
      } else if (content instanceof Items items) {
        for (Item item : items.items()) {
          item(item.prose(), decisive, found);
        }
      } else if (content instanceof Quote quote) {
        contents(quote.contents(), decisive, found);
      }
    }
  }

  private static void item(Prose prose, boolean decisive, List<StatusLike> found) {
    String seen = SectionKey.fold(SectionKey.tidy(prose.plain()));
    if (OPEN_BOX.matcher(seen).matches()) {
      found.add(new StatusLike(prose.text(), "not approved", false, true, prose.where()));
    } else {
      lines(Checkbox.drop(prose), decisive, found);
    }
  }

  private static void lines(Prose prose, boolean decisive, List<StatusLike> found) {
    List<Prose> lines = new ArrayList<>();
    List<Integer> starts = prose.lineStarts();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : prose.length();
      lines.add(prose.cut(starts.get(i), end));
    }
    for (int i = 0; i < lines.size(); i++) {
      boolean header = i + 1 < lines.size() && RULE.matcher(lines.get(i + 1).text()).matches();
      of(lines.get(i), decisive && !header).ifPresent(found::add);
      if (header && i + 2 < lines.size()) {
        column(lines.get(i), lines.get(i + 2)).ifPresent(found::add);
      }
    }
  }

  /**
   * Parses a line, which may have several separated by dots or bars: {@code Owner: Ann · Status:
   * Draft}.
   */
  private static Optional<StatusLike> of(Prose line, boolean decisive) {
    if (line.text().length() > LONGEST) {
      return Optional.empty();
    }
    if (decisive && !line.text().startsWith("|")) {
      Matcher marked = MARKED.matcher(SectionKey.fold(SectionKey.tidy(line.plain())));
      boolean emphasis = line.text().startsWith("**") || !line.plain().equals(line.text());
      if (marked.find() && (marked.hitEnd() || emphasis)) {
        return Optional.of(
            new StatusLike(line.text(), marked.group("word"), false, true, line.where()));
      }
      Matcher next = SEVERAL.matcher(line.text());
      if (next.find() && !line.isInCode(next.start())) {
        return single(line.cut(0, next.start()), true).or(() -> of(line.cut(next.end()), true));
      }
    }
    return single(line, decisive);
  }

  private static Optional<StatusLike> single(Prose line, boolean decisive) {
    String seen = line.plain();
    Matcher row = ROW.matcher(seen);
    Matcher matcher = seen.indexOf('|') >= 0 && row.matches() ? row : NAMED.matcher(seen);
    return matcher == row || matcher.matches()
        ? named(matcher.group("name"), matcher.group("value"), line.text(), decisive, line.where())
        : Optional.empty();
  }

  /** Parses a table whose first column is the status. */
  private static Optional<StatusLike> column(Prose header, Prose row) {
    return row.text().length() > LONGEST
        ? Optional.empty()
        : named(firstCell(header), firstCell(row), row.text(), false, row.where());
  }

  private static String firstCell(Prose row) {
    return row.plain().replaceFirst("^\\s*\\|", "").split("\\|", 2)[0].strip();
  }

  private static Optional<StatusLike> named(
      String name, String given, String written, boolean decisive, SourceSpan where) {
    String key = SectionKey.fold(SectionKey.tidy(name));
    String value = given.replaceFirst("\\s\\|\\s.*$", "").strip();
    if (StatusWords.APPROVAL_NAMES.contains(key)) {
      boolean yes =
          value.matches("[✅☑✔].*")
              || YES.matcher(SectionKey.fold(SectionKey.tidy(value))).matches();
      return Optional.of(new StatusLike(written, "not approved", yes, true, where));
    }
    String end = StatusWords.ENDS.get(key);
    if (end != null
        && decisive
        && !Placeholder.isUnset(value)
        && !value.matches("(?i)none|no|n/a|-")) {
      return Optional.of(new StatusLike(written, end, false, true, where));
    }
    if (key.equals("draft") && decisive && YES.matcher(SectionKey.fold(value)).matches()) {
      return Optional.of(new StatusLike(written, "draft", false, true, where));
    }
    return StatusWords.NAMES.contains(key) && !value.isEmpty()
        ? Optional.of(new StatusLike(written, value, false, decisive, where))
        : Optional.empty();
  }
}
