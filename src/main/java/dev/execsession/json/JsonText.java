package dev.execsession.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text with the place of every value in it, so that it can be changed without touching the
 * rest. Read by the letter of RFC 8259: comments, trailing commas and a key that stands twice are
 * refused.
 */
public final class JsonText {
  private static final int DEEPEST = 200;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** What a value is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    OTHER
  }

  /**
   * A value.
   *
   * @param start where it begins
   * @param end the first place behind it
   * @param members of an object, in order
   * @param items of an array, in order
   */
  public record Node(Kind kind, int start, int end, List<Member> members, List<Node> items) {
    public Node {
      members = List.copyOf(members);
      items = List.copyOf(items);
    }

    /** Gives the value of a key; absent where there is none. */
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
   * @param start where the key begins
   */
  public record Member(String key, int start, Node value) {}

  /** Gives the text's one value. */
  public static Node parse(String text) throws JsonException {
    JsonText reader = new JsonText(text);
    reader.blanks();
    Node root = reader.value(0);
    reader.blanks();
    if (reader.at < text.length()) {
      throw reader.wrong("there is something behind the end");
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
        string();
        return new Node(Kind.STRING, start, at, List.of(), List.of());
      }
      default -> {
        while (at < text.length() && " \t\r\n,]}".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        if (!text.substring(start, at)
            .matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
          throw wrong("not a value");
        }
        return new Node(Kind.OTHER, start, at, List.of(), List.of());
      }
    }
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
      if (!keys.add(key)) {
        throw wrong("the key `" + key + "` stands twice");
      }
      blanks();
      expect(':');
      members.add(new Member(key, keyStart, value(depth + 1)));
      blanks();
    }
    at++;
    return new Node(Kind.OBJECT, start, at, members, List.of());
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
    return new Node(Kind.ARRAY, start, at, List.of(), items);
  }

  private String string() throws JsonException {
    if (peek() != '"') {
      throw wrong("a text in quotes is missing");
    }
    int start = at++;
    while (peek() != '"') {
      if (text.charAt(at) < 0x20) {
        throw wrong("a control character stands in a text");
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    return String.valueOf(Json.parse(text.substring(start, at)));
  }

  private void expect(char wanted) throws JsonException {
    if (peek() != wanted) {
      throw wrong("`" + wanted + "` is missing");
    }
    at++;
    blanks();
  }

  private char peek() throws JsonException {
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonException wrong(String what) {
    long line =
        text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new JsonException("line " + (line + 1) + ": " + what);
  }
}
