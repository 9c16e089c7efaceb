package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reports blanks in sections of the contract: a value, item, paragraph or title that is just {@code
 * TBD}. Other placeholders may be what a template offers to choose from.
 */
final class BlankRule {
  private static final Pattern BLANK = Pattern.compile("(?i)[`*_\\s]*TBD[`*_\\s]*\\.?");
  private static final Pattern TITLE = Pattern.compile("(?i).*[:–—-]\\s*TBD");

  private final Reading reading;
  private final FieldReader fields;

  private BlankRule(Reading reading) {
    this.reading = reading;
    this.fields = new FieldReader(reading.names());
  }

  /** Reports each blank that no other rule has reported, also not as part of what holds it. */
  static void report(Reading reading, Part root) {
    new BlankRule(reading).add(root, false);
  }

  private void add(Part part, boolean inSection) {
    if (part.opaque() || reading.problems().refusesLine(part.line())) {
      return;
    }
    boolean inside = inSection || (part.level() > 0 && reading.names().isSection(part.key()));
    if (inside) {
      if (TITLE.matcher(part.heading().plain()).matches()) {
        blank(part.heading().where());
      }
      part.body().forEach(this::add);
    }
    part.parts().forEach(child -> add(child, inside));
  }

  private void add(Content content) {
    if (content instanceof Para para) {
      add(para.prose());
    } else if (content instanceof Items items) {
      for (Item item : items.items()) {
        add(Checkbox.drop(item.prose()));
        item.more().forEach(this::add);
      }
    } else if (content instanceof Quote quote) {
      quote.contents().forEach(this::add);
    }
  }

  private void add(Prose prose) {
    List<Field> found = fields.of(List.of(new Para(prose)));
    if (found.isEmpty()) {
      addValue(prose);
    } else {
      found.forEach(field -> addValue(field.value()));
    }
  }

  private void addValue(Prose value) {
    if (BLANK.matcher(value.text()).matches()) {
      blank(value.where());
    }
  }

  private void blank(SourceSpan where) {
    if (!reading.problems().refusesLine(where.line())) {
      reading.error(
          ProblemCode.PLAN_FIELD,
          where,
          "this is still to be filled in",
          "write what belongs here, or delete the line if nothing does");
    }
  }
}
