package dev.execsession.closeout;

import dev.execsession.report.Markdown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds deferred work to the tech-debt tracker. */
record DebtTracker(PlanPlace place, String title, String date) {
  private static final String NEW = "# Tech debt\n\nWork that closed plans deferred.\n";

  /**
   * Returns the tracker with the work; what it lists already from this plan is not added again.
   *
   * @param text null when there is no tracker yet
   */
  String add(@Nullable String text, List<String> deferred) {
    String now = text == null ? NEW : text;
    String way = RelativePath.between(RelativePath.parent(place.tracker()), place.target());
    String link = "[" + Markdown.text(title) + "](" + LinkFixer.encode(way) + ")";
    for (String work : deferred) {
      String words = Markdown.text(work);
      boolean isKnown =
          now.lines()
              .anyMatch(
                  line -> line.contains(words) && line.contains("](" + LinkFixer.encode(way)));
      if (!isKnown) {
        EntryLines lines = new EntryLines(now);
        lines.add(
            new Entry(
                words + " (" + link + ", " + date + ")",
                words,
                Map.of(Entry.PLAN, link, Entry.DATE, date, Entry.STATUS, "Open"),
                true));
        now = lines.text();
      }
    }
    return now;
  }
}
