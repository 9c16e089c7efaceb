package dev.execsession.report.html;

import dev.execsession.journal.Channel;
import dev.execsession.report.Moment;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes moments as a list, in order.
 *
 * @param start moments of this day are shown without their date
 * @param known texts that are shown elsewhere, near by
 */
record Course(Parts parts, Instant start, Set<String> known) {
  private static final DateTimeFormatter TIME = format("HH:mm:ss");
  private static final DateTimeFormatter DAY = format("uuuu-MM-dd");

  /** The words for events whose type is not the word. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("locked", "Locked in"),
          Map.entry("carried", "Carried over from session"),
          Map.entry("taken-over", "Work taken over from session"),
          Map.entry("adopted", "Uncommitted work adopted"),
          Map.entry("found-committed", "Found done by commit"),
          Map.entry("exited", "Executor ended"),
          Map.entry("rechecking", "Checks run again"),
          Map.entry("manually-checked", "Manual check"),
          Map.entry("attested", "Attestation"),
          Map.entry("documented", "Documentation"),
          Map.entry("noted", "Note"),
          Map.entry("loss-accepted", "Loss accepted"),
          Map.entry("amended", "Scope amended"),
          Map.entry("mode-chosen", "Mode of the agent's blocks"),
          Map.entry("interrupted", "Interrupted by signal"),
          Map.entry("between-accepted", "Changes outside of any block accepted"),
          Map.entry("accepted-over", "Accepted over"));

  /** The events whose text is a name. */
  private static final Set<String> CODES =
      Set.of("intended", "carried", "taken-over", "found-committed", "committed");

  private static final Map<String, Mood> MOODS =
      Map.ofEntries(
          Map.entry("approved", Mood.GOOD),
          Map.entry("done", Mood.GOOD),
          Map.entry("completed", Mood.GOOD),
          Map.entry("blocked", Mood.BAD),
          Map.entry("escalated", Mood.BAD),
          Map.entry("paused", Mood.CARE),
          Map.entry("interrupted", Mood.CARE),
          Map.entry("amended", Mood.CARE),
          Map.entry("mode-chosen", Mood.CARE),
          Map.entry("undone", Mood.CARE),
          Map.entry("accepted-over", Mood.CARE),
          Map.entry("loss-accepted", Mood.CARE));

  void write(List<Moment> moments) {
    if (!moments.isEmpty()) {
      parts.html().put(Tag.of("ol", "course"), () -> moments.forEach(this::moment));
    }
  }

  private void moment(Moment moment) {
    parts
        .html()
        .put(
            "li",
            () -> {
              parts.time(moment.at(), shown(moment.at()));
              parts.gap();
              what(moment);
              who(moment);
            });
    parts.line();
  }

  private void what(Moment moment) {
    Mood mood = isBad(moment) ? Mood.BAD : MOODS.get(moment.event());
    boolean isStart = moment.event().equals("intended");
    String word = isStart ? "Attempt " + moment.attempt() : word(moment);
    String text = moment.text() == null || known.contains(moment.text()) ? "" : moment.text();
    if (mood == null) {
      parts.html().text(word + (isStart ? " with executor" : text.isEmpty() ? "" : ":") + " ");
    } else {
      parts.label(mood, word);
    }
    if (CODES.contains(moment.event())) {
      parts.html().put("code", text).text(" ");
    } else {
      parts.html().sentence(text + " ");
    }
  }

  private static boolean isBad(Moment moment) {
    return moment.event().equals("judged") && moment.text() != null;
  }

  private static String word(Moment moment) {
    String event = moment.event();
    if (event.equals("judged")) {
      return isBad(moment) ? "Result not good" : "Result good";
    }
    String own = event.substring(0, 1).toUpperCase(Locale.ROOT) + event.substring(1);
    return WORDS.getOrDefault(event, own);
  }

  private void who(Moment moment) {
    if (moment.by() != null) {
      parts.html().text("by ").put(Tag.of("span", "who"), moment.by()).text(" ");
    }
    Channel via = moment.via();
    if (via != null) {
      parts.html().sentence(channel(via) + " ");
    }
    if (moment.waitedMs() != null) {
      parts.meta("waited " + Words.duration(moment.waitedMs()));
    }
  }

  private static String channel(Channel via) {
    return switch (via) {
      case PROMPT -> "at the prompt";
      case OPTION -> "on the command line";
      case TERMINAL -> "by `accept` at a terminal";
    };
  }

  private String shown(Instant at) {
    boolean isSameDay = DAY.format(at).equals(DAY.format(start));
    return (isSameDay ? "" : DAY.format(at) + " ") + TIME.format(at);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
