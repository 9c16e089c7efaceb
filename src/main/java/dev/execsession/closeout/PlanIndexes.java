package dev.execsession.closeout;

import dev.execsession.plan.MarkdownLinks;
import dev.execsession.report.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a plan's line from the index of active plans to that of completed ones.
 *
 * @param status the plan's new status, without the date
 * @param outcome in words
 */
record PlanIndexes(PlanPlace place, String title, String date, String status, String outcome) {
  /** Both texts, afterwards. */
  record Texts(String active, String completed) {}

  /** Returns the indexes with the line moved; a plan that none of them names is added. */
  Texts move(String active, String completed) {
    EntryLines from = new EntryLines(active);
    List<EntryLines.Found> found = entries(from, active);
    Entry entry = found.isEmpty() ? fresh() : moved(found.get(0).entry());
    for (int i = found.size() - 1; i >= 0; i--) {
      from.remove(found.get(i));
    }
    EntryLines to = new EntryLines(completed);
    if (!names(place.completedIndex(), completed, place.move().to())) {
      to.add(entry.with(Map.of(Entry.DATE, date, Entry.STATUS, status, Entry.OUTCOME, outcome)));
    }
    return new Texts(from.text(), to.text());
  }

  private List<EntryLines.Found> entries(EntryLines lines, String text) {
    List<EntryLines.Found> found = new ArrayList<>();
    String[] all = text.split("\n", -1);
    int offset = 0;
    List<MarkdownLinks.Destination> links = links(place.activeIndex(), text, place.move().from());
    for (int i = 0; i < all.length; i++) {
      int start = offset;
      int end = start + all[i].length();
      offset = end + 1;
      boolean isNamed =
          links.stream().anyMatch(link -> link.start() >= start && link.start() < end);
      if (isNamed) {
        Optional.ofNullable(lines.at(i)).ifPresent(found::add);
      }
    }
    return found;
  }

  private Entry moved(Entry entry) {
    LinkFixer fixer = new LinkFixer(place.move());
    return new Entry(
        rebased(fixer, entry.item()), rebased(fixer, entry.main()), entry.cells(), false);
  }

  /** A link in the active index, as the completed one has to write it. */
  private String rebased(LinkFixer fixer, String text) {
    String now = fixer.fix(place.activeIndex(), text);
    return new LinkFixer(new PlanMove(place.activeIndex(), place.completedIndex()))
        .fix(place.activeIndex(), now);
  }

  private Entry fresh() {
    String way = RelativePath.between(RelativePath.parent(place.completedIndex()), place.target());
    String link = "[" + Markdown.text(title) + "](" + LinkFixer.encode(way) + ")";
    return new Entry(link + " — " + date + ", " + outcome, link, Map.of(), false);
  }

  private static boolean names(String document, String text, String path) {
    return !links(document, text, path).isEmpty();
  }

  private static List<MarkdownLinks.Destination> links(String document, String text, String path) {
    PlanMove unit = new PlanMove(path, path);
    return MarkdownLinks.in(text).stream()
        .filter(link -> LinkFixer.target(document, link.text()).filter(unit::contains).isPresent())
        .toList();
  }
}
