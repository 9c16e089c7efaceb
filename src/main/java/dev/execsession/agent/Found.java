package dev.execsession.agent;

import dev.execsession.text.TextSanitizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an agent's output has said so far. */
final class Found {
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_DENIED = 20;
  private static final Pattern ERROR = Pattern.compile("(?i)^\\s*(?:error|fatal)\\b");

  private final String name;
  private final String root;
  private final @Nullable Conversation resumed;
  private final List<Activity> activities = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, Activity> calls = new LinkedHashMap<>();
  private final Map<String, String> denied = new LinkedHashMap<>();
  private final Map<String, Usage> parts = new LinkedHashMap<>();
  private String printed = "";
  private boolean printedError;
  private String complaint = "";
  private @Nullable String failure;
  private @Nullable Usage total;
  boolean reported;
  boolean complete;
  boolean unknownConversation;
  @Nullable String message;
  @Nullable Map<String, ?> result;
  @Nullable String model;
  @Nullable String conversation;
  @Nullable Instant retryAt;

  Found(OutputFormat format, String root, @Nullable Conversation resumed) {
    this.name = format.word();
    this.root = root;
    this.resumed = resumed;
  }

  /** Keeps a line that is not an event: the first that looks like an error, else the last. */
  void printed(String line) {
    boolean error = ERROR.matcher(line).find();
    if (!printedError) {
      printed = line;
      printedError = error;
    }
  }

  /** Records an exit status other than 0: without a failure, what was printed is the cause. */
  void exited(int status) {
    fail("ended with exit status " + status, complaint.isEmpty() ? printed : complaint);
  }

  /** Keeps an error that is a failure only if the agent ends because of it. */
  void complained(String error) {
    complaint = error;
  }

  /** Records a tool call; {@code id} identifies it in later events. */
  void called(String id, String tool, Map<?, ?> input) {
    Activity call = activity(tool, input);
    if (calls.put(id, call) == null) {
      activities.add(call);
    }
  }

  /** Records that a tool call was denied, under its id. */
  void denied(String id, String tool, Map<?, ?> input) {
    Activity call = calls.getOrDefault(id, activity(tool, input));
    String words = (call.kind().word() + " " + call.text()).strip();
    if (denied.put(id, words) == null) {
      activities.add(new Activity(Activity.Kind.DENIED, words));
    }
  }

  /** Records a denial of which only the message is known. */
  void denied(String words) {
    if (denied.put(words, words) == null) {
      activities.add(new Activity(Activity.Kind.DENIED, words));
    }
  }

  private Activity activity(String tool, Map<?, ?> input) {
    Activity call = ToolCalls.activity(tool, input);
    String below = root + "/";
    return call.text().startsWith(below)
        ? new Activity(call.kind(), call.text().substring(below.length()))
        : call;
  }

  void said(String text) {
    if (!text.isBlank()) {
      message = text;
      activities.add(new Activity(Activity.Kind.MESSAGE, text));
    }
  }

  void retries(String why) {
    activities.add(new Activity(Activity.Kind.RETRY, why));
  }

  /** Adds a remark with optional details. */
  void note(String what, String detail) {
    notes.add(sentence(what, detail));
  }

  /** Keeps the first failure, which is the cause of later ones. */
  void fail(String what, String detail) {
    failure = failure == null ? sentence(what, detail) : failure;
  }

  boolean failed() {
    return failure != null;
  }

  /** Sets the usage of a part of the work, such as one answer; reported again, it is replaced. */
  void used(String part, Usage usage) {
    parts.put(part, usage);
  }

  /** Sets the usage of the whole work, which counts instead of that of its parts. */
  void usedInAll(Usage usage) {
    total = usage;
  }

  /** Sets the usage of the whole conversation, of which this run is the last part. */
  void usedInConversation(Usage usage) {
    @Nullable Conversation earlier = resumed;
    total =
        earlier != null && earlier.id().equals(conversation) ? usage.since(earlier.used()) : usage;
  }

  Usage usage() {
    if (total != null) {
      return total;
    }
    Usage sum = Usage.NONE;
    for (Usage part : parts.values()) {
      sum = sum.plus(part);
    }
    return sum;
  }

  /** Returns what happened since the last call. */
  List<Activity> fetch() {
    List<Activity> fetched = List.copyOf(activities);
    activities.clear();
    return fetched;
  }

  AgentReport report() {
    List<String> all = new ArrayList<>(notes);
    if (!denied.isEmpty()) {
      List<String> shown = denied.values().stream().limit(MOST_DENIED).map(Found::shown).toList();
      int more = denied.size() - shown.size();
      all.add(
          sentence(
              "was denied " + (denied.size() == 1 ? "1 tool call" : denied.size() + " tool calls"),
              String.join("; ", shown) + (more > 0 ? "; and " + more + " more" : "")));
    }
    return new AgentReport(
        failure,
        all,
        complete && failure == null,
        message,
        result,
        model,
        conversation,
        usage(),
        retryAt,
        unknownConversation);
  }

  private String sentence(String what, String detail) {
    return name + " " + what + (detail.isBlank() ? "" : ": " + cut(detail, 3 * LONGEST_TEXT));
  }

  private static String shown(String text) {
    return cut(text, LONGEST_TEXT);
  }

  private static String cut(String text, int longest) {
    String line = TextSanitizer.oneLine(text.strip());
    return line.length() > longest ? line.substring(0, longest) + "…" : line;
  }
}
