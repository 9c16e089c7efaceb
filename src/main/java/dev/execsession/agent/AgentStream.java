package dev.execsession.agent;

import dev.execsession.json.Json;
import dev.execsession.json.JsonDepth;
import dev.execsession.json.JsonException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an agent's output while it works. Lines that are not JSON are ignored, because agents also
 * print other text. Not thread-safe.
 */
public final class AgentStream {
  private static final int MAX_DEPTH = 200;
  private static final int LONGEST_OBJECT = 16 << 20;
  private static final int GEMINI_UNTRUSTED = 55;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final OutputFormat format;
  private final StreamReader reader;
  private final Found found;
  private @Nullable StringBuilder open;

  /**
   * @param root the worktree's root: paths below it are reported relative to it
   * @param resumed the conversation that the agent is to resume; absent for a new one
   * @param clock for times that the agent prints without a date, in the agent's time zone
   */
  public AgentStream(
      OutputFormat format, String root, @Nullable Conversation resumed, Clock clock) {
    this.format = format;
    this.reader = StreamReader.of(format, clock);
    this.found = new Found(format, root, resumed);
  }

  /**
   * Reads a line: an object or a list on one line, or a part of an object that is formatted over
   * several.
   *
   * @return what the agent did, in order
   */
  public List<Activity> line(String line) {
    if (format == OutputFormat.NONE) {
      return List.of();
    }
    if (open != null) {
      open.append(line).append('\n');
      if (line.equals("}")) {
        take(open.toString());
        open = null;
      } else if (open.length() > LONGEST_OBJECT) {
        open = null;
      }
    } else if (line.stripTrailing().equals("{")) {
      open = new StringBuilder(line).append('\n');
    } else if (line.startsWith("{") || line.startsWith("[")) {
      take(line);
    } else if (!line.isBlank()) {
      String plain = COLOUR.matcher(line).replaceAll("");
      reader.text(plain, found);
      found.printed(plain);
    }
    return found.fetch();
  }

  /** Returns whether the output so far is complete and reports no failure. */
  public boolean isComplete() {
    return found.complete && !found.failed();
  }

  /** Reads the text of the file in which the agent wrote what it used. */
  public void usageFile(String text) {
    try {
      if (!JsonDepth.isDeeperThan(text, MAX_DEPTH)) {
        reader.usageFile(Json.parseObjectLastWins(text), found);
      }
    } catch (JsonException e) {
      // What it used is then not known.
      return;
    }
  }

  /** Returns what it used so far. */
  public Usage usage() {
    return found.usage();
  }

  /**
   * Returns what the whole output says.
   *
   * @param exit the agent's exit status; null when it did not exit
   */
  public AgentReport end(@Nullable Integer exit) {
    if (format == OutputFormat.GEMINI && exit != null && exit == GEMINI_UNTRUSTED) {
      found.fail("does not trust this folder", "set `GEMINI_CLI_TRUST_WORKSPACE=true`");
    }
    if (format != OutputFormat.NONE && exit != null && exit != 0) {
      found.exited(exit);
    }
    if (format != OutputFormat.NONE
        && !found.reported
        && !found.failed()
        && exit != null
        && exit == 0) {
      found.note("ended without a final message", "");
    }
    return found.report();
  }

  private void take(String text) {
    if (JsonDepth.isDeeperThan(text, MAX_DEPTH)) {
      return;
    }
    try {
      Object value = Json.parseLastWins(text);
      boolean before = found.reported;
      found.reported = false;
      for (Object item : value instanceof List<?> list ? list : List.of(Tree.object(value))) {
        if (item instanceof Map<?, ?> event) {
          reader.read(event, found);
        }
      }
      if (found.reported) {
        checkKeys(text);
      }
      found.reported |= before;
    } catch (JsonException e) {
      // Agents also print other text.
      return;
    }
  }

  /** Finds a duplicate key in a final report, which makes the report ambiguous. */
  private void checkKeys(String report) {
    try {
      Json.parse(report);
    } catch (JsonException e) {
      found.fail("reported something malformed", String.valueOf(e.getMessage()));
    }
  }
}
