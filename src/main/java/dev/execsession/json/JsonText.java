package dev.execsession.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text with the position of every value, so that it can be edited without touching the rest.
 * Strict RFC 8259: comments and trailing commas are rejected. Used by the guard's hook at a cold
 * start: no patterns, no lambdas, and one pass over the characters.
 */
public final class JsonText {
  private static final int DEEPEST = 200;

  /** A longer whole number may not fit into a {@code long}. */
  private static final int LONG_DIGITS = 18;

  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private final char[] chars;
  private final boolean keysOnce;
  private int at;

  private JsonText(String text, boolean keysOnce) {
    this.text = text;
    this.keysOnce = keysOnce;
    this.chars = text.toCharArray();
  }

  /** The type of a value. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    OTHER
  }

  /**
   * A value.
   *
   * @param start its start
   * @param end its end, exclusive
   * @param members of an object, in order
   * @param items of an array, in order
   * @param plain a string, number, boolean or null
   */
  public record Node(
      Kind kind,
      int start,
      int end,
      List<Member> members,
      List<Node> items,
      @Nullable Object plain) {
    public Node {
      members = List.copyOf(members);
      items = List.copyOf(items);
    }

    /** Returns the value as a tree, see {@link Json}. */
    public @Nullable Object tree() {
      if (kind == Kind.OBJECT) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (Member member : members) {
          tree.put(member.key(), member.value().tree());
        }
        return tree;
      }
      if (kind == Kind.ARRAY) {
        List<@Nullable Object> tree = new ArrayList<>();
        for (Node item : items) {
          tree.add(item.tree());
        }
        return tree;
      }
      return plain;
    }

    /** Returns the value of a key; null if there is none. */
    public @Nullable Node get(String key) {
      for (Member member : members) {
        if (member.key().equals(key)) {
          return member.value();
        }
      }
      return null;
    }
  }

  /**
   * A key with its value.
   *
   * @param start the start of the key
   */
  public record Member(String key, int start, Node value) {}

  /** Parses a text with one value; duplicate keys are rejected. */
  public static Node parse(String text) throws JsonException {
    return parse(text, true);
  }

  /** Parses a text as most programs do: of two equal keys the last one counts. */
  static Node parseLastWins(String text) throws JsonException {
    return parse(text, false);
  }

  private static Node parse(String text, boolean keysOnce) throws JsonException {
    JsonText reader = new JsonText(text, keysOnce);
    reader.blanks();
    Node root = reader.value(0);
    reader.blanks();
    if (reader.at < reader.chars.length) {
      throw reader.wrong("unexpected text after the end");
    }
    return root;
  }

  private Node value(int depth) throws JsonException {
    if (depth > DEEPEST) {
      throw wrong("nested deeper than " + DEEPEST + " levels");
    }
    int start = at;
    switch (peek()) {
      case '{' -> {
        return object(start, depth);
      }
      case '[' -> {
        return array(start, depth);
      }
      case '"' -> {
        String string = string();
        return new Node(Kind.STRING, start, at, List.of(), List.of(), string);
      }
      default -> {
        while (at < chars.length && !isBlank(chars[at]) && ",]}".indexOf(chars[at]) < 0) {
          at++;
        }
        Object plain = plain(text.substring(start, at));
        return new Node(Kind.OTHER, start, at, List.of(), List.of(), plain);
      }
    }
  }

  private @Nullable Object plain(String word) throws JsonException {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> number(word);
    };
  }

  private Number number(String word) throws JsonException {
    int sign = word.startsWith("-") ? 1 : 0;
    int whole = digits(word, sign);
    boolean right = whole == sign + 1 || (whole > sign && word.charAt(sign) != '0');
    int end = whole;
    if (word.startsWith(".", end)) {
      int from = end + 1;
      end = digits(word, from);
      right &= end > from;
    }
    if (word.startsWith("e", end) || word.startsWith("E", end)) {
      int from = word.startsWith("+", end + 1) || word.startsWith("-", end + 1) ? end + 2 : end + 1;
      end = digits(word, from);
      right &= end > from;
    }
    if (!right || end < word.length()) {
      throw wrong("not a value");
    }
    if (end > whole) {
      return Double.valueOf(word);
    }
    if (end - sign <= LONG_DIGITS) {
      return Long.valueOf(word);
    }
    BigInteger large = new BigInteger(word);
    return large.bitLength() < Long.SIZE ? (Number) large.longValue() : large;
  }

  /** Returns the end of the digits. */
  private static int digits(String word, int from) {
    int end = from;
    while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private Node object(int start, int depth) throws JsonException {
    List<Member> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    at++;
    blanks();
    while (peek() != '}') {
      if (!members.isEmpty()) {
        expect(',');
      }
      int keyStart = at;
      String key = string();
      if (keysOnce && !keys.add(key)) {
        throw wrong("the key `" + key + "` is duplicated");
      }
      blanks();
      expect(':');
      members.add(new Member(key, keyStart, value(depth + 1)));
      blanks();
    }
    at++;
    return new Node(Kind.OBJECT, start, at, members, List.of(), null);
  }

  private Node array(int start, int depth) throws JsonException {
    List<Node> items = new ArrayList<>();
    at++;
    blanks();
    while (peek() != ']') {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value(depth + 1));
      blanks();
    }
    at++;
    return new Node(Kind.ARRAY, start, at, List.of(), items, null);
  }

  private String string() throws JsonException {
    if (peek() != '"') {
      throw wrong("expected a string");
    }
    int start = ++at;
    StringBuilder unescaped = null;
    while (at < chars.length && chars[at] != '"') {
      char c = chars[at];
      if (c < 0x20) {
        throw wrong("control character in a string");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text.substring(start, at++)).append(escape());
        start = at;
      } else {
        at++;
      }
    }
    peek();
    String rest = text.substring(start, at++);
    return unescaped == null ? rest : unescaped.append(rest).toString();
  }

  /** Parses the rest of an escape. */
  private char escape() throws JsonException {
    char c = peek();
    at++;
    if (c != 'u') {
      int index = ESCAPED.indexOf(c);
      if (index < 0) {
        throw wrong("invalid escape");
      }
      return MEANT.charAt(index);
    }
    int unit = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = Character.digit(peek(), 16);
      // Digits of other scripts are not accepted.
      if (digit < 0 || peek() > 'f') {
        throw wrong("invalid escape");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private void expect(char wanted) throws JsonException {
    if (peek() != wanted) {
      throw wrong("`" + wanted + "` is missing");
    }
    at++;
    blanks();
  }

  private char peek() throws JsonException {
    if (at >= chars.length) {
      throw wrong("unexpected end");
    }
    return chars[at];
  }

  private void blanks() {
    while (at < chars.length && isBlank(chars[at])) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private JsonException wrong(String what) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(at, chars.length); i++) {
      boolean ends = chars[i] == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return new JsonException("line " + line + ", column " + column + ": " + what);
  }
}
