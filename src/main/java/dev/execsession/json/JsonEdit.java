package dev.execsession.json;

import dev.execsession.json.JsonText.Kind;
import dev.execsession.json.JsonText.Member;
import dev.execsession.json.JsonText.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Edits one place of a JSON text and leaves every other byte unchanged. Insertions follow the
 * text's own indentation and line ends.
 */
public final class JsonEdit {
  private static final Pattern INDENTED = Pattern.compile("\n([ \t]+)\\S");

  private final String text;
  private final String unit;
  private final String newline;

  private JsonEdit(String text) {
    this.text = text;
    Matcher indented = INDENTED.matcher(text);
    this.unit = indented.find() ? indented.group(1) : "  ";
    this.newline = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /**
   * Returns the text with an item appended to a list; missing parents are created.
   *
   * @throws JsonException when the path leads to something else than a list, or through something
   *     else than an object
   */
  public static String append(String text, List<String> path, Object item) throws JsonException {
    JsonEdit edit = new JsonEdit(text);
    Node node = JsonText.parse(text);
    for (int i = 0; i < path.size(); i++) {
      edit.expect(node, Kind.OBJECT, path.subList(0, i));
      Node next = node.get(path.get(i));
      if (next == null) {
        Object value = List.of(item);
        for (int j = path.size() - 1; j > i; j--) {
          value = Map.of(path.get(j), value);
        }
        return edit.insert(node, path.get(i), value);
      }
      node = next;
    }
    edit.expect(node, Kind.ARRAY, path);
    return edit.insert(node, null, item);
  }

  /** Returns the items of a list; none if there is no such list. */
  public static List<@Nullable Object> items(String text, List<String> path) throws JsonException {
    List<@Nullable Object> items = new ArrayList<>();
    Node list = find(JsonText.parse(text), path);
    for (Node item : list == null ? List.<Node>of() : list.items()) {
      items.add(item.tree());
    }
    return items;
  }

  /** Returns the text without some items of a list, and without parents that become empty. */
  public static String remove(String text, List<String> path, Predicate<@Nullable Object> unwanted)
      throws JsonException {
    List<@Nullable Object> items = items(text, path);
    for (int i = items.size() - 1; i >= 0; i--) {
      if (unwanted.test(items.get(i))) {
        return remove(removeItem(text, path, i), path, unwanted);
      }
    }
    return text;
  }

  private static String removeItem(String text, List<String> path, int index) throws JsonException {
    Node list = find(JsonText.parse(text), path);
    List<int[]> spans = new ArrayList<>();
    if (list != null) {
      list.items().forEach(item -> spans.add(new int[] {item.start(), item.end()}));
    }
    return spans.size() == 1 ? removeKey(text, path) : cut(text, spans, index);
  }

  private static String removeKey(String text, List<String> path) throws JsonException {
    List<String> parent = path.subList(0, path.size() - 1);
    Node object = find(JsonText.parse(text), parent);
    List<int[]> spans = new ArrayList<>();
    int index = 0;
    for (Member member : object == null ? List.<Member>of() : object.members()) {
      if (member.key().equals(path.get(path.size() - 1))) {
        index = spans.size();
      }
      spans.add(new int[] {member.start(), member.value().end()});
    }
    if (object != null && spans.size() == 1) {
      return parent.isEmpty()
          ? text.substring(0, object.start()) + "{}" + text.substring(object.end())
          : removeKey(text, parent);
    }
    return cut(text, spans, index);
  }

  /** Removes one of several neighbours and the comma to the next. */
  private static String cut(String text, List<int[]> spans, int index) {
    int from = index == 0 ? spans.get(0)[0] : spans.get(index - 1)[1];
    int to = index == 0 ? spans.get(1)[0] : spans.get(index)[1];
    return text.substring(0, from) + text.substring(to);
  }

  private static @Nullable Node find(Node root, List<String> path) {
    Node node = root;
    for (String key : path) {
      node = node == null ? null : node.get(key);
    }
    return node;
  }

  private void expect(Node node, Kind kind, List<String> path) throws JsonException {
    if (node.kind() != kind) {
      String place = path.isEmpty() ? "the whole" : "`" + String.join(".", path) + "`";
      throw new JsonException(place + " is not " + (kind == Kind.ARRAY ? "a list" : "an object"));
    }
  }

  private String insert(Node into, @Nullable String key, Object value) {
    int last = -1;
    int lastStart = -1;
    for (Member member : into.members()) {
      last = member.value().end();
      lastStart = member.start();
    }
    for (Node item : into.items()) {
      last = item.end();
      lastStart = item.start();
    }
    String label = key == null ? "" : Json.compact(key) + ": ";
    if (last < 0) {
      String outer = lineIndent(into.start());
      String inner = outer + unit;
      return text.substring(0, into.start() + 1)
          + newline
          + inner
          + label
          + rendered(value, inner)
          + newline
          + outer
          + text.substring(into.end() - 1);
    }
    boolean lines = text.substring(into.start(), lastStart).contains("\n");
    String child = lines ? "," + newline + lineIndent(lastStart) : ", ";
    String content = lines ? rendered(value, lineIndent(lastStart)) : Json.compact(value);
    return text.substring(0, last) + child + label + content + text.substring(last);
  }

  private String lineIndent(int at) {
    int line = text.lastIndexOf('\n', at - 1) + 1;
    int end = line;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  private String rendered(@Nullable Object value, String indent) {
    return JsonPrinter.indented(RecordMapper.toTree(value), unit, newline, indent);
  }
}
