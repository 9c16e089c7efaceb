package dev.execsession.plan;

import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Content.Quote;
import dev.execsession.plan.Content.Unread;
import dev.execsession.plan.Sighting.Kind;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects headings, fields, front matter keys and tags of a document, without the title, sections
 * of the contract, and items of ordered and checkbox lists, which are steps. Headings such as
 * {@code Step 1} below a section about testing or review are no blocks.
 */
final class Sightings {
  private static final Pattern TAG = Pattern.compile("^<([A-Za-z][A-Za-z_-]*)(?:\\s[^>]*)?>");

  private final Reading reading;
  private final FieldReader fields;
  private final Synonyms synonyms;
  private final List<Sighting> found = new ArrayList<>();
  private boolean inTask;

  private Sightings(Reading reading, Synonyms synonyms) {
    this.reading = reading;
    this.synonyms = synonyms;
    this.fields = new FieldReader(reading.names());
  }

  /** Returns all candidates in file order. */
  static List<Sighting> of(Reading reading, Synonyms synonyms, Part root) {
    Sightings sightings = new Sightings(reading, synonyms);
    for (FrontMatter.Key key : FrontMatter.keys(reading.text())) {
      String name = key.name().replace('_', ' ').replace('-', ' ');
      sightings.add(key.name(), reading.names().key(name), key, Kind.FRONT_MATTER);
    }
    sightings.contents(root.body(), true, false);
    boolean titled = hasTitle(root);
    for (int i = 0; i < root.parts().size(); i++) {
      sightings.part(root.parts().get(i), titled && i == 0, false, false);
    }
    return List.copyOf(sightings.found);
  }

  private void add(String name, String key, FrontMatter.Key from, Kind kind) {
    found.add(new Sighting(name, key, from.value(), from.where(), kind, true, false, null));
  }

  /** Returns whether the first heading is a title, not a block or one of several alike. */
  private static boolean hasTitle(Part root) {
    if (root.parts().isEmpty()) {
      return false;
    }
    Part first = root.parts().get(0);
    boolean above = first.level() == 1 || root.parts().size() == 1;
    return above
        && !(BlockLike.of(first).isPresent() && (first.level() > 1 || hasMoreBlocks(root)));
  }

  private static boolean hasMoreBlocks(Part root) {
    return root.parts().stream().skip(1).anyMatch(part -> BlockLike.of(part).isPresent());
  }

  private void part(Part part, boolean title, boolean inBlock, boolean aside) {
    boolean opensBlock = false;
    if (!title) {
      if (reading.names().isSection(part.key())) {
        return;
      }
      inTask = false;
      BlockLike like = BlockLike.of(part).filter(l -> !(aside && l.isStep())).orElse(null);
      opensBlock = like != null;
      found.add(
          new Sighting(
              part.heading().plain(),
              part.key(),
              firstCode(part),
              part.heading().where(),
              opensBlock ? Kind.BLOCK_HEADING : Kind.HEADING,
              part.level() <= 2,
              inBlock,
              like));
      if (part.opaque()) {
        return;
      }
    }
    contents(part.body(), title, inBlock || opensBlock);
    boolean about = aside || (!title && !opensBlock && synonyms.isTurnedAround(part.key()));
    for (Part child : part.parts()) {
      part(child, false, inBlock || opensBlock, about);
    }
  }

  /** Returns the first code span below a heading, as its value. */
  private static String firstCode(Part part) {
    if (part.body().isEmpty() || !(part.body().get(0) instanceof Para para)) {
      return "";
    }
    return para.prose().codes().stream().findFirst().map(Prose.CodeSpan::text).orElse("");
  }

  private void contents(List<Content> contents, boolean top, boolean inBlock) {
    for (Content content : contents) {
      if (content instanceof Para) {
        fields(fields.of(List.of(content)), top, inBlock);
      } else if (content instanceof Items items) {
        for (Item item : items.items()) {
          if (!items.ordered() && !Checkbox.has(item.prose())) {
            fields(fields.of(item), top, inBlock);
          }
          contents(item.more(), false, true);
        }
      } else if (content instanceof Quote quote) {
        contents(quote.contents(), top, inBlock);
      } else if (content instanceof Unread unread) {
        tags(unread, inBlock);
      }
    }
  }

  private void fields(List<Field> fields, boolean top, boolean inBlock) {
    for (Field field : fields) {
      boolean inside = inBlock || inTask;
      found.add(
          new Sighting(
              field.name(),
              field.key(),
              field.value().text(),
              field.nameWhere(),
              Kind.FIELD,
              top && !inside,
              inside,
              null));
    }
  }

  private void tags(Unread unread, boolean inBlock) {
    int number = unread.where().line();
    for (String line : unread.text().split("\n", -1)) {
      Matcher tag = TAG.matcher(line);
      if (tag.find()) {
        String name = tag.group(1);
        String key = reading.names().key(name.replace('_', ' ').replace('-', ' '));
        SourceSpan where = reading.text().lineSpan(number);
        boolean task = key.equals("task");
        Kind kind = task ? Kind.BLOCK_HEADING : Kind.TAG;
        found.add(
            new Sighting(
                "<" + name + ">",
                key,
                "",
                where,
                kind,
                !inBlock && !inTask,
                inBlock || (inTask && !task),
                null));
        inTask |= task;
      } else if (line.startsWith("</tasks>")) {
        inTask = false;
      }
      number++;
    }
  }
}
